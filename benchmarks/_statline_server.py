"""Serves answers that were prepared beforehand, from memory, in a process of its own so that its work does not count.

python -m benchmarks._statline_server FOLDER [select] prints the port; it stops when its standard input closes.
"""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

SERVER = b"{server}"
"""Stands in the answers where the address of this server must come."""


def file_name(path: str, skip: int = 0) -> str:
    return quote(f"{path}?{skip}", safe="")


class Prepared(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    answers: dict[str, bytes] = {}
    selects = False
    """Whether to give only the fields that are asked for, as CBS does."""

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing to say while we measure."""

    def do_GET(self) -> None:
        body = self._body()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "application/json;charset=utf-8")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def _body(self) -> bytes | None:
        parts = urlsplit(self.path)
        options = {name: values[0] for name, values in parse_qs(parts.query).items()}
        whole = self.answers.get(unquote(file_name(parts.path, int(options.get("$skip", 0)))))
        if whole is None or "$select" not in options or not self.selects:
            return whole
        if self.path not in self.answers:
            self.answers[self.path] = selected(whole, options["$select"])
        return self.answers[self.path]


def selected(whole: bytes, fields: str) -> bytes:
    """The same answer with these fields only, and a next page likewise."""
    answer = json.loads(whole)
    answer["value"] = [{name: row[name] for name in fields.split(",")} for row in answer["value"]]
    if "odata.nextLink" in answer:
        answer["odata.nextLink"] += f"&$select={fields}"
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()


def main(folder: Path) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Prepared)
    address = f"http://127.0.0.1:{server.server_address[1]}".encode()
    Prepared.answers = {unquote(path.name): path.read_bytes().replace(SERVER, address) for path in folder.iterdir()}
    Prepared.selects = "select" in sys.argv
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_address[1], flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
