"""Every address has a declared access rule, and looking never writes."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.urls.resolvers import RegexPattern

from limonade.web.demo.load import lay_out_demo

EVERYBODY = "everybody"
# name of the address -> (who, by which methods, an example with the demo laid out)
ACCESS = {
    "web:home": (EVERYBODY, "GET", "/"),
    "web:choose_language": (EVERYBODY, "POST", "/taal/"),
    "web:about": (EVERYBODY, "GET", "/over/"),
    "web:accessibility": (EVERYBODY, "GET", "/toegankelijkheid/"),
    "web:privacy": (EVERYBODY, "GET", "/privacy/"),
    "web:sources": (EVERYBODY, "GET", "/bronnen/"),
    "web:neighbourhood": (EVERYBODY, "GET", "/wijk/paasberg/"),
    "web:figures": (EVERYBODY, "GET", "/wijk/paasberg/cijfers/"),
    "economy:keys": (EVERYBODY, "GET", "/sleutels/"),
    "economy:newest": (EVERYBODY, "GET", "/wijk/paasberg/geld/"),
    "economy:money": (EVERYBODY, "GET", "/wijk/paasberg/geld/2023-jaarrekening/"),
    "economy:municipality": (EVERYBODY, "GET", "/wijk/paasberg/geld/2023-jaarrekening/gemeente/"),
    "economy:compare": (EVERYBODY, "GET", "/wijk/paasberg/geld/2023-jaarrekening/vergelijk/"),
    "economy:what_costs": (EVERYBODY, "GET", "/wijk/paasberg/geld/2023-jaarrekening/wat-kost/"),
    "economy:csv": (EVERYBODY, "GET", "/wijk/paasberg/geld/2023-jaarrekening/limonade.csv"),
    "economy:xlsx": (EVERYBODY, "GET", "/wijk/paasberg/geld/2023-jaarrekening/limonade.xlsx"),
    "economy:task_field": (EVERYBODY, "GET", "/wijk/paasberg/geld/2023-jaarrekening/taakveld/6.3/"),
    "economy:cluster": (EVERYBODY, "GET", "/wijk/paasberg/geld/2023-jaarrekening/zorg/"),
    "design:components": (EVERYBODY, "GET", "/onderdelen/"),
}
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


def names(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for found in resolver.url_patterns:
        if isinstance(found, URLPattern):
            yield f"{prefix}{found.name}"
        else:
            yield from names(found, f"{found.namespace}:" if found.namespace else prefix)


def test_every_address_is_listed_with_its_access() -> None:
    assert sorted(names(get_resolver())) == sorted(ACCESS)


def test_a_planted_address_is_found() -> None:
    class Planted(URLResolver):
        url_patterns = [path("geheim/", lambda request: None, name="planted")]  # type: ignore[assignment,arg-type,return-value]

    assert set(names(Planted(RegexPattern(""), None))) - set(ACCESS) == {"planted"}


@pytest.mark.parametrize(("name", "rule"), [(name, rule) for name, rule in ACCESS.items() if rule[1] == "GET"])
def test_looking_writes_nothing(db: None, client: Client, name: str, rule: tuple[str, str, str]) -> None:
    lay_out_demo()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(rule[2])
    assert response.status_code in {200, 302}
    assert response.wsgi_request.resolver_match is not None
    assert response.wsgi_request.resolver_match.view_name == name
    assert [query["sql"] for query in queries if query["sql"].startswith(WRITES)] == []


@pytest.mark.parametrize("rule", [rule for rule in ACCESS.values() if rule[1] == "POST"])
def test_an_address_for_writing_refuses_looking_and_strangers(db: None, rule: tuple[str, str, str]) -> None:
    assert Client().get(rule[2]).status_code == 405
    assert Client(enforce_csrf_checks=True).post(rule[2], {"taal": "en"}).status_code == 403
