"""M11. Eight processes book for a minute without a pause: nobody meets a lock, and nobody waits long."""

import tempfile
import time
from pathlib import Path

from benchmarks._report import Bars
from limonade.ledger.selfcheck import check
from tests.ledger.books import lay_out
from tests.soak.writers import Writer, here, said

WRITERS, SECONDS, FEW_SECONDS = 8, 60, 5
MOST_MILLISECONDS = 500


def run(bars: Bars, small: bool) -> None:
    lay_out("paasberg", "Paasberg", "tom")
    seconds = FEW_SECONDS if small else SECONDS
    with tempfile.TemporaryDirectory() as folder:
        where = here(Path(folder, "log"))
        writers = [Writer(where, number) for number in range(WRITERS)]
        for writer in writers:
            writer.wait_for(1)
        begun = len(said(where.log, "done"))
        time.sleep(seconds)
        for writer in writers:
            writer.kill()
        done, wrong = said(where.log, "done")[:], said(where.log, "error")
    took = sorted(float(rest[1]) * 1000 for rest in done)
    for rest in wrong[:5]:
        print(*rest)
    bars.at_least("M11-booked-per-second", (len(done) - begun) / seconds, 1, "")
    bars.at_most("M11-errors", len(wrong), 0, "")
    bars.at_most("M11-p50", took[len(took) // 2], MOST_MILLISECONDS, "ms")
    bars.at_most("M11-p99", took[len(took) * 99 // 100], MOST_MILLISECONDS, "ms")
    bars.at_most("M11-wrong-sums", len(check()), 0, "")
