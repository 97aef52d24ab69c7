"""What was read once is kept for the other tests, also those in the other process of the same run."""

import os
import pickle
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from tests.journeys.crawl import Answer

Answers = dict[str, Answer]


class KeptAnswers:
    """By who read them and in which language. Only for what says the same every time that it is laid out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, who: str, language: str, read: Callable[[], Answers]) -> Answers:
        file = self.folder / f"{who}-{language}.pickle"
        with FileLock(f"{file}.lock"):
            if not file.exists():
                self._keep(file, read())
            found: Answers = pickle.loads(file.read_bytes())
        return found

    def _keep(self, file: Path, answers: Answers) -> None:
        handle, new = tempfile.mkstemp(dir=self.folder)
        with os.fdopen(handle, "wb") as opened:
            pickle.dump(answers, opened)
        Path(new).replace(file)


def folder_of_this_run(factory: pytest.TempPathFactory) -> Path:
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "kept-answers"
    folder.mkdir(exist_ok=True)
    return folder
