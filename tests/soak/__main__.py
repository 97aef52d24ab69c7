"""Runs each bar in a process and on a database of its own; see `tests.soak`."""

import argparse
import importlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks._report import Bars
from tests.soak.stage import ROOT, Skipped, Stage, stages

BARS = {
    "crash": "M1", "power_cut": "M2", "floor": "M4", "one_key": "M5", "model": "M6", "attacks": "M7", "faults": "M8",
    "splits": "M9", "disk_full": "M10", "contention": "M11", "restore": "M15", "tampering": "M17",
}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser("run.py soak", description="DATABASE_URL chooses one database; default is both.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BARS)}; default all")
    parser.add_argument("--small", action="store_true", help="a tenth or less of everything, to see that it runs")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if wrong := set(options.names) - set(BARS):
        parser.error(f"there is no {', '.join(sorted(wrong))}")
    if options.inside:
        return run_inside(options.names[0], options.small)
    status = 0
    for open_stages in stages():
        with open_stages as stage:
            for name in options.names or BARS:
                with timed(f"{BARS[name]} {name} on {stage.vendor}"):
                    status |= run_apart(stage, name, options.small)
    print("Every bar is met." if not status else "Not every bar is met.")
    return status


@contextmanager
def timed(title: str) -> Iterator[None]:
    started = time.monotonic()
    print(f"\n== {title}", flush=True)
    yield
    print(f"   {time.monotonic() - started:.0f} s", flush=True)


def run_apart(stage: Stage, name: str, small: bool) -> int:
    command = [sys.executable, "-m", "tests.soak", "--inside", name, *(["--small"] if small else [])]
    with stage.place(name) as environment:
        return int(subprocess.run(command, cwd=ROOT, env=environment).returncode != 0)


def run_inside(name: str, small: bool) -> int:
    import django

    django.setup()
    bars = Bars()
    try:
        importlib.import_module(f"tests.soak.{name}").run(bars, small)
    except Skipped as reason:
        print(f"SKIP {BARS[name]} {reason}")
    return bars.exit_status()


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    sys.exit(main())
