"""All pages of the site that links lead to, read without a browser."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http import HTTPStatus
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

# Nothing links here; it shows the makers all components together.
UNLINKED = ("/onderdelen/",)
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
SILENT = frozenset({"script", "style", "pre"})
"""Not words of ours to a visitor: code, and commands to type over."""
SPOKEN = frozenset({"aria-label", "title", "alt", "placeholder", "content"})


@dataclass
class Read(HTMLParser):
    """One page: its links, its anchors, and all it says, also in attributes and to screen readers.

    Left out of `texts` is what is marked as another language.
    """

    language: str
    links: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.silent: list[bool] = [False]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        is_silent = self.silent[-1] or tag in SILENT or found.get("lang", self.language) != self.language
        if tag not in VOID:
            self.silent.append(is_silent)
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if "id" in found:
            self.anchors.add(found["id"])
        if not is_silent and found.get("name") != "viewport":
            self.texts += [found[name] for name in SPOKEN & found.keys()]

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.silent.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if not self.silent[-1]:
            self.texts.append(data)


@dataclass(frozen=True)
class Answer:
    status: int
    links: tuple[str, ...] = ()
    """Within the site, with their fragment."""
    anchors: frozenset[str] = frozenset()
    text: str = ""
    is_page: bool = False
    """Not a file or a redirect."""


def read(client: Client, address: str, language: str) -> Answer:
    client.cookies["taal"] = language
    response = client.get(address)
    if response.status_code in (HTTPStatus.FOUND, HTTPStatus.MOVED_PERMANENTLY):
        return Answer(response.status_code, (urljoin(address, response.headers["Location"]),))
    kind = response.headers["Content-Type"]
    if not kind.startswith("text/"):
        return Answer(response.status_code)
    content = response.content.decode("utf-8-sig")
    if not kind.startswith("text/html"):
        return Answer(response.status_code, text=content)
    found = Read(language)
    found.feed(content)
    links = [urljoin(address, link) for link in found.links]
    inside = tuple(link for link in links if not urlsplit(link).scheme)
    return Answer(response.status_code, inside, frozenset(found.anchors), " ".join(found.texts), is_page=True)


def crawl(
    client: Client,
    language: str,
    starts: Iterable[str] = ("/", *UNLINKED),
    follows: Callable[[str], bool] = lambda address: True,
) -> dict[str, Answer]:
    """Every address that links lead to, without fragments, with what it answers; nearest first."""
    found: dict[str, Answer] = {}
    waiting = deque(starts)
    while waiting:
        address = waiting.popleft()
        if address not in found:
            found[address] = read(client, address, language)
            waiting.extend(one for link in found[address].links if follows(one := urldefrag(link).url))
    return found


def name_of(address: str) -> str:
    return resolve(urlsplit(address).path).view_name


def all_names(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """The name of every address of the site, such as `economy:money`."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield f"{space}{one.name}"
        else:
            yield from all_names(one, f"{space}{one.namespace}:" if one.namespace else space)
