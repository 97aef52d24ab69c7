"""A statistics server on this machine that answers as CBS does, and that can fail in the ways that servers fail.

`Statline` holds tables as resources (lists of rows per name) and serves them over version 3 (Feed and Api) and
version 4. What goes wrong is set with the fields of `Trouble`.
"""

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

Row = dict[str, Any]
Resources = dict[str, Any]
EQUAL = re.compile(r"(\w+) eq '([^']*)'")
FILLED = re.compile(r"(\w+) ne null")
TOO_MANY = "The query returns more than 10000 records, please use $top or a filter."
HTML = b"<!DOCTYPE html><html><body><h1>Onderhoud</h1></body></html>"


@dataclass
class Trouble:
    """What is out of the ordinary, and for how many questions."""

    page_size: int = 10_000
    most_records: int = 10_000
    feed_is_down: bool = False
    errors_first: int = 0
    """This many questions for data are answered with status 500."""
    error_status: int = 500
    fails_from: int = 0
    """From this question for data on, the server answers 503; 0 is never."""
    html: bool = False
    cut_after: int = 0
    """Only so many bytes of an answer of data arrive before the line breaks; 0 is all."""
    hangs: float = 0
    """Seconds of silence before an answer of data."""
    overlooks_amounts: bool = False
    """Filters on amounts are ignored, as CBS is said to do."""
    change_after: int = 0
    """After this question for data the table says it was changed."""
    next_at: str = ""
    """Pages name this other server for the next page."""
    redirect_to: str = ""
    edit: Callable[[str, bytes], bytes] = lambda name, body: body
    """A last hand on the body of an answer."""


@dataclass
class Statline:
    tables: dict[str, Resources] = field(default_factory=dict)
    trouble: Trouble = field(default_factory=Trouble)
    asked: list[str] = field(default_factory=list)
    """Every path that was asked for."""
    address: str = ""

    def asked_for(self, name: str) -> int:
        return sum(f"/{name}" in path for path in self.asked)


@contextmanager
def statline() -> Iterator[Statline]:
    """Runs until the end of the context."""
    here = Statline()

    class Handler(_Handler):
        world = here

    server = _Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    here.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Who asked went away: that is what some tests do."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    world: Statline

    def log_message(self, format: str, *arguments: object) -> None:
        """Tests are quiet."""

    def do_GET(self) -> None:
        self.world.asked.append(self.path)
        parts = urlsplit(self.path)
        words = parts.path.strip("/").split("/")
        if words[0] == "ODataFeed" and self.world.trouble.feed_is_down:
            return self._send(404, b"gone", "text/plain")
        if words[:2] in (["ODataFeed", "odata"], ["ODataApi", "odata"]) and len(words) == 4:
            return self._version_3(words[0], words[2], words[3])
        if words == ["ODataCatalog", "Tables"]:
            return self._version_3("ODataFeed", "catalogue", "Tables")
        if words[0] == "cbs" and words[2:] == ["ogc", "v1", "collections", "buurten", "items"]:
            return self._areas(words[1])
        if words[:3] == ["odata", "v1", "CBS"] and len(words) == 5:
            return self._version_4(words[3], words[4])
        return self._send(404, b"{}", "application/json")

    def _options(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}

    def _version_3(self, service: str, table: str, name: str) -> None:
        rows = self._rows(table, name)
        if rows is None:
            return self._send(404, b"{}", "application/json")
        options = self._options()
        skip, top = int(options.get("$skip", 0)), int(options.get("$top", len(rows)))
        chosen = rows[skip : skip + top]
        if service == "ODataApi":
            if len(chosen) > self.world.trouble.most_records:
                return self._send(500, TOO_MANY.encode(), "text/plain")
            return self._answer(name, {"odata.metadata": "…", "value": chosen})
        page, after = self._page(chosen, "$skip", skip)
        link = {"odata.nextLink": after} if after else {}
        return self._answer(name, {"odata.metadata": "…", "value": page} | link)

    def _areas(self, table: str) -> None:
        """Pages of a map, as PDOK gives them."""
        rows = self.world.tables.get(table, {}).get("buurten")
        if rows is None:
            return self._send(404, b"{}", "application/json")
        options = self._options()
        if town := options.get("gemeentecode"):
            rows = [row for row in rows if row["properties"].get("gemeentecode", town) == town]
        start = int(options.get("cursor", 0))
        page, after = self._page(rows[start:], "cursor", start)
        links = [{"rel": "self", "href": self.path}, *([{"rel": "next", "href": after}] if after else [])]
        found = {"type": "FeatureCollection", "links": links, "numberReturned": len(page), "features": page}
        return self._answer("items", found)

    def _version_4(self, table: str, name: str) -> None:
        if name == "Properties":
            found = self.world.tables.get(table, {}).get(name)
            return self._answer(name, self._now(found)) if found else self._send(404, b"{}", "application/json")
        rows = self._rows(table, name)
        if rows is None:
            return self._send(404, b"{}", "application/json")
        start = int(self._options().get("$skiptoken", 0))
        page, after = self._page(rows[start:], "$skiptoken", start)
        return self._answer(
            name, {"@odata.context": "…", "value": page} | ({"@odata.nextLink": after} if after else {})
        )

    def _rows(self, table: str, name: str) -> list[Row] | None:
        """Filtered as far as this server understands filters: `Dimension eq 'code'`, and `amount ne null and ne 0`."""
        rows = self.world.tables.get(table, {}).get(name)
        if rows is None:
            return None
        if name == "TableInfos":
            return [self._now(row) for row in rows]
        wanted = self._options().get("$filter", "")
        for column, code in EQUAL.findall(wanted):
            rows = [row for row in rows if row[column] == code]
        amounts = FILLED.findall(wanted)
        if amounts and not self.world.trouble.overlooks_amounts:
            rows = [row for row in rows if any(row.get(column) not in (None, 0) for column in amounts)]
        return rows

    def _now(self, row: Row) -> Row:
        change = self.world.trouble.change_after
        data = self.world.asked_for("TypedDataSet") + self.world.asked_for("Observations")
        return {**row, "Modified": "2026-11-22T02:00:00"} if change and data >= change else row

    def _page(self, rows: list[Row], option: str, start: int) -> tuple[list[Row], str]:
        """As much of the rows from `start` on as fits, and the address of what follows."""
        size = self.world.trouble.page_size
        if len(rows) <= size:
            return rows, ""
        options = {**self._options(), option: str(start + size)}
        said = "&".join(f"{name}={quote(value)}" for name, value in options.items())
        host = self.world.trouble.next_at or self.world.address
        return rows[:size], f"{host}{urlsplit(self.path).path}?{said}"

    def _answer(self, name: str, answer: Row) -> None:
        trouble = self.world.trouble
        body = trouble.edit(name, json.dumps(answer, ensure_ascii=False).encode())
        if name not in ("TypedDataSet", "Observations", "items"):
            return self._send(200, body, "application/json;charset=utf-8")
        count = self.world.asked_for(name)
        if trouble.redirect_to:
            return self._send(302, b"", "text/plain", {"Location": trouble.redirect_to})
        if count <= trouble.errors_first:
            return self._send(trouble.error_status, b"Internal Server Error", "text/html")
        if trouble.fails_from and count >= trouble.fails_from:
            return self._send(503, b"busy", "text/html", {"Retry-After": "0"})
        if trouble.html:
            return self._send(200, HTML, "text/html; charset=utf-8")
        if trouble.hangs:
            threading.Event().wait(trouble.hangs)
        return self._send(200, body, "application/json;charset=utf-8", cut=trouble.cut_after)

    def _send(
        self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None, *, cut: int = 0
    ) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[:cut] if cut else body)
        if cut:
            self.close_connection = True
