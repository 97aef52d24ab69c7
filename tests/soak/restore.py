"""M15. Twenty backups, made while people book, each put back on an empty machine by the two commands of the operator.

Each must hold whatever was acknowledged before it began, and pass the check.
"""

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from contextlib import ExitStack
from pathlib import Path

from django.db import connection

from benchmarks._report import Bars
from tests.ledger.books import lay_out
from tests.soak.stage import ROOT, database, environment
from tests.soak.writers import Writer, here, keys

TURNS, FEW_TURNS, WRITERS = 20, 2, 2
ADDRESS = "DATABASE_URL"


def run(bars: Bars, small: bool) -> None:
    lay_out("paasberg", "Paasberg", "tom")
    connection.close()
    turns = FEW_TURNS if small else TURNS
    with tempfile.TemporaryDirectory() as folder:
        where = here(Path(folder, "log"))
        writers = [Writer(where, number) for number in range(WRITERS)]
        for writer in writers:
            writer.wait_for(1)
        files = [Path(folder, f"{turn}.zip") for turn in range(turns)]
        before = []
        for file in files:
            before.append(len(keys(where.log, "done")))
            limonade("backup", file, place=dict(os.environ))
        for writer in writers:
            writer.kill()
        good = sum(comes_back(file, least) for file, least in zip(files, before, strict=True))
        acknowledged = len(keys(where.log, "done"))
    print(f"M15 {turns} backups while {acknowledged} bookings were made")
    bars.at_least("M15-restored", good, turns, "")


def comes_back(file: Path, least: int) -> bool:
    """On a machine with nothing, where the chain of the books holds all that was acknowledged before."""
    with ExitStack() as place:
        var = Path(place.enter_context(tempfile.TemporaryDirectory()))
        own = os.environ.get(ADDRESS, "")
        address = place.enter_context(database(own, "soak_restored")) if own else ""
        if not limonade("restore", file, place=environment(var, address)):
            return False
    with zipfile.ZipFile(file) as opened:
        heads = json.loads(opened.read("manifest.json"))["heads"]
    booked = next(head["number"] for head in heads if head["administration"])
    if booked < least:
        print(f"{file.name}: {least} were acknowledged before it, and it holds {booked}")
    return bool(booked >= least)


def limonade(*words: str | Path, place: dict[str, str]) -> bool:
    command = [sys.executable, "-m", "limonade", *(str(word) for word in words)]
    done = subprocess.run(command, cwd=ROOT, env=place, capture_output=True, text=True)
    if done.returncode:
        print(done.stdout, done.stderr)
    return done.returncode == 0
