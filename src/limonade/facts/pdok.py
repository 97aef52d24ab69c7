"""Outlines of buurten from the OGC API of PDOK, page by page, as CBS and Kadaster publish them for a year.

A page is GeoJSON in WGS84 and names the next one in its links. The server is asked for one municipality; what it
gives beside that is left out.
"""

from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from limonade.facts.boundaries import Boundaries, Gathered, collection, features_of
from limonade.facts.problems import FileRefused, Problem
from limonade.facts.statline.client import Client, Patience
from limonade.facts.statline.pages import Tick

NAME = "grenzen"
SERVER = "https://api.pdok.nl"
ITEMS = "/cbs/wijken-en-buurten-{year}/ogc/v1/collections/buurten/items"
URL = SERVER + "/cbs/wijken-en-buurten-{year}/ogc/v1"
PUBLISHER = "CBS en Kadaster, via PDOK"
FIRST_YEAR, LAST_YEAR = 2009, 2100
PAGE = 1_000
MOST_PAGES = 500


def fetch(year: int, *, municipality: str, server: str, tick: Tick, patience: Patience) -> Boundaries:
    """The whole map. Raises TryLater when the server or the line fails, and FileRefused when the map is not right."""
    chosen = {"f": "json", "limit": str(PAGE)} | ({"gemeentecode": municipality} if municipality else {})
    with Client(server or SERVER, patience) as client:
        address = first = f"{client.address(ITEMS.format(year=year))}?{urlencode(chosen)}"
        found = Gathered(first)
        asked: set[str] = set()
        while address:
            if address in asked or len(asked) >= MOST_PAGES:
                raise _strange(address, _("De bladzijden van deze kaart komen niet aan een eind."))
            asked.add(address)
            page = collection(address, client.get(address))
            features = features_of(address, page)
            if page.get("numberReturned", len(features)) != len(features):
                raise _strange(address, _("Deze bladzijde heeft niet zoveel gebieden als erboven staat."))
            tick(len(features))
            found.add([one for one in features if _is_asked(one, municipality)])
            link = _next(page, address)
            address = client.ours(address, link) if link else ""
    return found.boundaries()


def _strange(address: str, what: str) -> FileRefused:
    return FileRefused([Problem(address, None, what, _("Probeer het later weer."))])


def _is_asked(feature: Any, municipality: str) -> bool:
    """What has no readable code stays in, so that it is named as a fault."""
    named = feature.get("properties") if isinstance(feature, dict) else None
    code = named.get("buurtcode") if isinstance(named, dict) else None
    return not municipality or not isinstance(code, str) or code[2:6] == municipality[2:]


def _next(page: dict[str, Any], address: str) -> str:
    links = page.get("links", [])
    readable = isinstance(links, list) and all(isinstance(one, dict) for one in links)
    found = [one.get("href") for one in links if one.get("rel") == "next"] if readable else [None]
    if not all(isinstance(one, str) for one in found):
        raise _strange(address, _("De verwijzing naar de volgende bladzijde is niet te lezen."))
    return str(found[0]) if found else ""
