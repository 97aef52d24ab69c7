"""Tests that are a bar by themselves, run as they are on the database of this place."""

import re
import subprocess
import sys

from tests.soak.stage import ROOT


def run_tests(*words: str) -> tuple[int, int]:
    """(passed, failed); what failed is shown."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    counts = {word: int(count) for count, word in re.findall(r"(\d+) (passed|failed|error)", done.stdout)}
    if done.returncode:
        print(done.stdout[-10_000:])
    return counts.get("passed", 0), counts.get("failed", 0) + counts.get("error", 0)
