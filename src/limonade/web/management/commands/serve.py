import os
import signal
import socket
import sys
import threading
import webbrowser
from argparse import ArgumentTypeError, BooleanOptionalAction
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.checks import Tags
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from limonade.neighbourhoods.models import Neighbourhood
from limonade.web import server

HIGHEST_PORT = 65_535
# To listen on, and where we then find ourselves. A passkey needs a name, so not 127.0.0.1.
EVERY_ADDRESS = {"0.0.0.0": "localhost", "127.0.0.1": "localhost", "::": "localhost"}  # noqa: S104
STOP_SIGNALS = ("SIGINT", "SIGTERM", "SIGBREAK")


class Command(BaseCommand):
    help = "Start Limonade: the web server and the worker for jobs. Stop with Ctrl-C."
    requires_system_checks: list[str] = []  # done below, once, with those of the database

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
        parser.add_argument("--port", type=port_number, default=8000, help="port to listen on (default: 8000)")
        parser.add_argument("--workers", type=worker_count, default=1, help="web processes (default: 1)")
        parser.add_argument("--no-browser", action="store_true", help="do not open the browser")
        parser.add_argument(
            "--demo",
            action=BooleanOptionalAction,
            help="lay out the example neighbourhood (default: only when there is no neighbourhood yet)",
        )

    def handle(self, **options: Any) -> None:
        host, port = options["host"], options["port"]
        refuse_taken_address(host, port)
        try:
            self.prepare_database(options["demo"])
        except KeyboardInterrupt:
            sys.exit(130)
        os.environ.setdefault("LIMONADE_SITE", f"http://{EVERY_ADDRESS.get(host, host)}:{port}")  # for links in mail
        stop = threading.Event()
        stop_at_signals(stop)
        processes = [server.start(server.WEB, host, str(port), str(options["workers"])), server.start(server.JOBS)]
        threading.Thread(
            target=self.greet, args=(host, port, stop, not options["no_browser"]), daemon=True, name="greeter"
        ).start()
        if not server.watch(processes, stop):
            raise CommandError("De webserver of de werker stopte vanzelf. Alles is gestopt. Start opnieuw.")

    def prepare_database(self, demo: bool | None) -> None:
        if connection.vendor == "sqlite":
            Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        try:
            connection.ensure_connection()
        except OperationalError as error:
            raise CommandError(
                f"De database geeft geen antwoord. Start haar of verbeter DATABASE_URL. Zij zei: {error}"
            ) from error
        # Checks of pages and models are for who changes the code; they would import the whole site here.
        self.check(tags=[Tags.database, Tags.security], databases=[DEFAULT_DB_ALIAS])
        if has_unapplied_migrations():
            self.say("De database wordt bijgewerkt ...")
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
        if demo or (demo is None and not Neighbourhood.objects.exists()):
            self.say("De voorbeeldwijk wordt klaargezet ...")
            call_command("demo")
        connection.close()

    def greet(self, host: str, port: int, stop: threading.Event, open_browser: bool) -> None:
        """Say where we are as soon as the first page answers."""
        found_at = EVERY_ADDRESS.get(host, host)
        while not answers(found_at, port):
            if stop.wait(0.05):
                return
        address = f"http://{f'[{found_at}]' if ':' in found_at else found_at}:{port}/"
        self.say(f"Limonade staat klaar op {address} (stoppen: Ctrl-C)")
        if open_browser and has_screen():
            webbrowser.open(address)

    def say(self, text: str) -> None:
        with suppress(OSError):  # the terminal may be gone
            self.stdout.write(text)
            self.stdout.flush()


def whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not text.isdecimal() or not lowest <= int(text) <= highest:
            raise ArgumentTypeError(f"must be a whole number from {lowest} to {highest}")
        return int(text)

    return parse


port_number = whole_number(1, HIGHEST_PORT)
worker_count = whole_number(1, 256)


def refuse_taken_address(host: str, port: int) -> None:
    """Ask for the port first: the web server would share it with another one without a word."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise CommandError(f"Het adres {host} bestaat niet. Kies een ander met --host.") from error
    with socket.socket(family, kind) as tried:
        if sys.platform != "win32":  # a port that was just closed may be taken again
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(address)
        except PermissionError as error:
            raise CommandError(f"Poort {port} mag hier niet. Kies er een boven 1023 met --port.") from error
        except OSError as error:
            raise CommandError(
                f"Poort {port} van {host} is bezet. Misschien draait Limonade al. "
                f"Kies een andere, bijvoorbeeld met --port {port % HIGHEST_PORT + 1}."
            ) from error


def stop_at_signals(stop: threading.Event) -> None:
    def handler(number: int, frame: FrameType | None) -> None:
        stop.set()

    for name in STOP_SIGNALS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), handler)
    # A closed terminal stops us too, except under nohup, which asks to ignore that.
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, handler)


def has_unapplied_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def answers(host: str, port: int) -> bool:
    """Whether a page comes back; this first visit also warms the page up."""
    name = next((name for name in settings.ALLOWED_HOSTS if name != "*"), host).removeprefix(".")
    asked = HTTPConnection(host, port, timeout=10)
    try:
        asked.request("GET", "/", headers={"Host": name})
        asked.getresponse()
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()
    return True


def has_screen() -> bool:
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
