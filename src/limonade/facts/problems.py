"""What is wrong with a file that someone wants to load."""

from collections.abc import Sequence
from dataclasses import dataclass

MOST_SHOWN = 20


@dataclass(frozen=True)
class Problem:
    """One fault: where it is, what it is, and what to do about it."""

    file: str
    row: int | None
    what: str
    remedy: str
    counted_in: str = "regel"
    """What `row` counts: lines of text, or the areas of a map."""

    def __str__(self) -> str:
        where = f"{self.file}, {self.counted_in} {self.row}" if self.row else self.file
        return f"{where}: {self.what} {self.remedy}"


class FileRefused(Exception):
    """The file was checked as a whole and refused; nothing of it was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        lines = [str(problem) for problem in self.problems[:MOST_SHOWN]]
        if len(self.problems) > MOST_SHOWN:
            lines.insert(0, f"Er zijn {len(self.problems)} fouten. Dit zijn de eerste {MOST_SHOWN}:")
        super().__init__("\n".join(lines))
