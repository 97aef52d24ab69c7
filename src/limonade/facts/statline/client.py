"""Asking a statistics server for one answer: patient with a busy server, strict about everything else.

Only https, and http to this machine itself for tests. We go no further than the server that we were told to ask.
"""

import ipaddress
import time
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult, urljoin, urlsplit

import requests
import urllib3
from django.utils.translation import gettext as _

from limonade.facts.problems import FileRefused, Problem

MIB = 1024 * 1024
MOST_REDIRECTS = 5
TOO_MANY_RECORDS = b"10000 records"
"""CBS answers a query for more with status 500 and this text."""
BUSY = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.REQUEST_TIMEOUT})
PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True)
class Patience:
    """How long we wait, in seconds, and how much we take in."""

    connecting: float = 10
    silence: float = 60
    answer: float = 900
    between: tuple[float, ...] = (1, 4, 16, 60)
    """Before each next attempt; after the last we give up."""
    most_bytes: int = 512 * MIB


PATIENCE = Patience()


class TryLater(FileRefused):
    """The server or the line failed, not the table; what came in already stays good."""


class NotThere(FileRefused):
    """The server has nothing at this address."""


class TooManyRecords(Exception):
    """The server only answers this in parts."""


class _Failed(Exception):
    """One attempt failed in a way that a next one may not; the text says how."""

    def __init__(self, what: str, wait: float = 0) -> None:
        super().__init__(what)
        self.wait = wait


class Client:
    """Asks one server. Use as a context, so that connections are closed."""

    def __init__(self, server: str, patience: Patience = PATIENCE) -> None:
        self.server = checked_server(server)
        self._patience = patience
        self._session = requests.Session()
        self._session.headers.update({"Accept": "application/json", "User-Agent": "Limonade"})
        # A proxy must not be asked for this machine itself.
        self._session.trust_env = not _is_this_machine(urlsplit(self.server).hostname or "")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._session.close()

    def address(self, path: str) -> str:
        return self.server + path

    def ours(self, address: str, found: str) -> str:
        """The full address of a link on a page. Raises FileRefused when it leads to another server."""
        try:
            link, home = urlsplit(urljoin(address, found)), urlsplit(self.server)
            if link.scheme == "http" and home.scheme == "https" and link.port in (None, 80):
                link = link._replace(scheme="https", netloc=link.hostname or "")
            same = _origin(link) == _origin(home) and not link.username
        except ValueError:
            same = False
        if same:
            return link.geturl()
        what = _("De server verwijst naar een andere plek: %s.") % found[:200]
        remedy = _("Die volgen we niet. Meld het bij de beheerder van deze server.")
        raise FileRefused([Problem(address, None, what, remedy)])

    def get(self, address: str) -> bytearray:
        """The answer, which says that it is JSON.

        Raises TryLater after all attempts, NotThere, TooManyRecords, and FileRefused for anything else.
        """
        what = ""
        for pause in (*self._patience.between, None):
            try:
                return self._attempt(address)
            except (_Failed, requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
                what = str(error) or type(error).__name__
                asked = error.wait if isinstance(error, _Failed) else 0
            if pause is not None:
                time.sleep(min(max(pause, asked), max(self._patience.between)))
        tried = _("Het antwoord bleef uit na %(count)s pogingen: %(what)s.")
        said = tried % {"count": len(self._patience.between) + 1, "what": what}
        raise TryLater([Problem(address, None, said, _("Probeer het later weer; wat binnen is blijft bewaard."))])

    def _attempt(self, address: str) -> bytearray:
        asked = address
        for _turn in range(MOST_REDIRECTS):
            limits = (self._patience.connecting, self._patience.silence)
            with self._session.get(asked, stream=True, allow_redirects=False, timeout=limits) as answer:
                if answer.is_redirect:
                    asked = self.ours(asked, answer.headers.get("location", ""))
                    continue
                return self._body(address, answer)
        raise FileRefused(
            [Problem(address, None, _("De server stuurt ons in een kring rond."), _("Probeer het later weer."))]
        )

    def _body(self, address: str, answer: requests.Response) -> bytearray:
        status = answer.status_code
        body = self._read(address, answer)
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR and TOO_MANY_RECORDS in body:
            raise TooManyRecords
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in BUSY:
            raise _Failed(f"HTTP {status}", _seconds(answer.headers.get("retry-after", "")))
        if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            raise NotThere([Problem(address, None, _("Hier staat geen tabel."), _("Kijk of naam en server kloppen."))])
        if status != HTTPStatus.OK:
            what = _("De server weigert de vraag (HTTP %s).") % status
            raise FileRefused([Problem(address, None, what, _("Kijk of het adres klopt."))])
        kind = answer.headers.get("content-type", "")
        if "json" not in kind:
            what = _("Het antwoord is geen JSON maar %s.") % (kind or _("iets zonder naam"))
            remedy = _("Waarschijnlijk is er onderhoud of staat er iets tussen. Probeer het later weer.")
            raise TryLater([Problem(address, None, what, remedy)])
        return body

    def _read(self, address: str, answer: requests.Response) -> bytearray:
        """As it comes in, so that a slow answer is noticed."""
        until = time.monotonic() + self._patience.answer
        body = bytearray()
        while part := answer.raw.read1(MIB, decode_content=True):
            body += part
            if len(body) > self._patience.most_bytes:
                what = _("Het antwoord is groter dan %s MB.") % (self._patience.most_bytes // MIB)
                raise FileRefused([Problem(address, None, what, _("Dit kan geen tabel van het CBS zijn."))])
            if time.monotonic() > until:
                raise _Failed(_("het antwoord komt te langzaam"))
        return body


def checked_server(server: str) -> str:
    """The address without an end slash. Raises FileRefused for one that we do not ask."""
    try:
        parts = urlsplit(server.strip())
        host = parts.hostname or ""
        safe = parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(host))
        plain = host and not parts.username and not parts.query and not parts.fragment and (parts.port or 1)
    except ValueError:
        safe = plain = False
    if safe and plain:
        return server.strip().rstrip("/")
    what = _("Dit is geen adres van een server dat we vertrouwen.")
    raise FileRefused([Problem(server, None, what, _("Geef een adres dat met https:// begint."))])


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    return parts.scheme, parts.hostname, parts.port or PORTS.get(parts.scheme)


def _seconds(text: str) -> float:
    return float(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
