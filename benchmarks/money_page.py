"""The money page of the example under 8 connections: time to answer, and CPU of the server per page.

Starts a server of its own on the loopback address, in a place of its own, and stops it again. Linux only,
because the CPU of the web process is read from /proc.
"""

import http.client
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from benchmarks._report import Bars

ROOT = Path(__file__).resolve().parents[1]
PAGE = "/wijk/paasberg/geld/2023-jaarrekening/"
PLAIN_PAGE = "/privacy/"
CONNECTIONS = 8
PAGES_PER_CONNECTION = 100
BUILT = ("assets", "locale", "static")
SECONDS_TO_START = 60


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def cpu_seconds(group: int) -> float:
    """CPU of all processes below the server's main process, its children's children included."""
    children: dict[int, list[int]] = {}
    used: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        pid = int(stat.parent.name)
        children.setdefault(int(fields[1]), []).append(pid)
        used[pid] = int(fields[11]) + int(fields[12])
    family, waiting = set(), [group]
    while waiting:
        pid = waiting.pop()
        family.add(pid)
        waiting += children.get(pid, [])
    return sum(used.get(pid, 0) for pid in family) / os.sysconf("SC_CLK_TCK")


def fetch(connection: http.client.HTTPConnection, page: str) -> float:
    start = time.perf_counter()
    connection.request("GET", page)
    response = connection.getresponse()
    response.read()
    if response.status != http.client.OK:
        sys.exit(f"{page} answered {response.status}")
    return time.perf_counter() - start


def load(port: int, page: str, connections: int, pages: int) -> list[float]:
    times: list[float] = []

    def visit() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        times.extend([fetch(connection, page) for _page in range(pages)])
        connection.close()

    visitors = [threading.Thread(target=visit) for _visitor in range(connections)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    return times


def wait_until_it_answers(port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            fetch(http.client.HTTPConnection("127.0.0.1", port, timeout=5), PAGE)
            return
        except OSError:
            time.sleep(0.2)
    sys.exit("The server did not start.")


def measure(port: int, pid: int) -> int:
    for page in (PAGE, PLAIN_PAGE):
        load(port, page, 2, 10)
    pages = CONNECTIONS * PAGES_PER_CONNECTION
    before = cpu_seconds(pid)
    times = load(port, PAGE, CONNECTIONS, PAGES_PER_CONNECTION)
    used = (cpu_seconds(pid) - before) / pages * 1000
    before = cpu_seconds(pid)
    load(port, PLAIN_PAGE, CONNECTIONS, PAGES_PER_CONNECTION)
    plain = (cpu_seconds(pid) - before) / pages * 1000
    p95 = statistics.quantiles(times, n=20)[-1] * 1000
    print(f"money page: {used:.1f} ms CPU of the server a page; a page with only text: {plain:.1f} ms")
    print(f"ratio money page / page with only text: {used / plain:.1f}")
    print(
        f"{CONNECTIONS} connections, {pages} pages: median {statistics.median(times) * 1000:.0f} ms, p95 {p95:.0f} ms"
    )
    bars = Bars()
    bars.at_most("server_cpu_a_page", used, 25, "ms")
    bars.at_most("p95_with_8_connections", p95, 300, "ms")
    return bars.exit_status()


def main() -> int:
    place = Path(tempfile.mkdtemp(prefix="limonade-bench-"))
    for name in BUILT:
        (place / name).symlink_to(ROOT / "var" / name, target_is_directory=True)
    port = free_port()
    settings = {"LIMONADE_VAR": str(place), "LIMONADE_SECRET_KEY": "only-for-this-run", "LIMONADE_LOCAL": "1"}
    server = subprocess.Popen(
        [sys.executable, "-m", "limonade", "serve", "--demo", "--no-browser", "--port", str(port)],
        env={**os.environ, **settings, "DATABASE_URL": f"sqlite:///{place / 'limonade.sqlite3'}"},
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until_it_answers(port)
        return measure(port, server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
