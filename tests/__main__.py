"""Run every check in turn, the later ones also when an earlier one fails, and end with one line for each.

python -m tests [--quick]
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.tools import postgres_folder

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = Path(sys.executable).parent
PYTHON = (sys.executable, "-m")
PYTEST = (*PYTHON, "pytest", "-n", "2", "--dist", "worksteal")  # a worker that is done takes over from the other

# What asks the same of any database is tested once.
SAME_FOR_ALL = (
    *("architecture", "design", "units", "economy", "facts", "access"),
    *("security/test_canaries.py", "security/test_canaries_on_pages.py"),
    *("security/test_headers.py", "security/test_logs.py"),
)
WHERE_THE_DATABASE_MATTERS = ("-m", "not browser", *(f"--ignore=tests/{one}" for one in SAME_FOR_ALL))

OK, SKIPPED, FAILED = "ok", "skipped", "FAILED"


@dataclass(frozen=True)
class Step:
    """`run` returns OK, SKIPPED with the reason, or FAILED."""

    name: str
    run: Callable[[], str]


def keep_compiled() -> None:
    """Some machines forbid it, and then each of our many processes compiles Django and all else anew."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(Path(os.environ.get("LIMONADE_VAR") or ROOT / "var") / "compiled"))


def command(*words: str | Path, **environment: str) -> str:
    done = subprocess.run([str(word) for word in words], cwd=ROOT, env={**os.environ, **environment})
    return FAILED if done.returncode else OK


def settings_step(name: str, *words: str | Path) -> Step:
    """A step that loads our settings, which ask for a key."""
    return Step(name, lambda: command(*words, LIMONADE_SECRET_KEY="only-for-tests"))


def on_postgres() -> str:
    programs = postgres_folder()
    if programs is None:
        reason = "PostgreSQL's server programs are not installed"
        return FAILED if os.environ.get("CI") else f"{SKIPPED}: {reason}"
    from tests.throwaway_postgres import throwaway_postgres

    with throwaway_postgres(programs) as address:
        return command(*PYTEST, *WHERE_THE_DATABASE_MATTERS, DATABASE_URL=address, LIMONADE_THROWAWAY_POSTGRES="1")


def on_sqlite(*words: str) -> str:
    os.environ.pop("DATABASE_URL", None)
    return command(*PYTEST, *words)


def steps(quick: bool) -> Iterator[Step]:
    yield Step("ruff: mistakes", lambda: command(*PYTHON, "ruff", "check"))
    yield Step("ruff: layout", lambda: command(*PYTHON, "ruff", "format", "--check"))
    yield Step("djangofmt: layout of templates", lambda: command(PROGRAMS / "djangofmt", "--check", "src"))
    yield settings_step("mypy: types", *PYTHON, "mypy")
    yield Step("import-linter: the layers of the house", lambda: command(PROGRAMS / "lint-imports", "--no-logo"))
    if quick:
        yield Step("pytest: fast tests, SQLite", lambda: on_sqlite("-m", "not browser and not slow"))
        return
    yield Step("pytest: all tests, SQLite", on_sqlite)
    yield Step("pytest: all but the browser, PostgreSQL", on_postgres)


def main() -> int:
    parser = argparse.ArgumentParser("python -m tests", description="Run all tests and checks.")
    parser.add_argument("--quick", action="store_true", help="without the slow ones, the browser and PostgreSQL")
    keep_compiled()
    lines = []
    for step in steps(parser.parse_args().quick):
        print(f"\n== {step.name}", flush=True)
        started = time.monotonic()
        try:
            result, _, reason = step.run().partition(": ")
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            result, reason = FAILED, str(error)
        seconds = time.monotonic() - started
        lines.append(f"{result:8}{seconds:6.1f} s  {step.name}{f' ({reason})' if reason else ''}")
    print("\n" + "\n".join(lines), flush=True)
    return 1 if any(line.startswith(FAILED) for line in lines) else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
