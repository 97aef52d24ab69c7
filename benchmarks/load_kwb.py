"""The key figures of all regions of the country, 118 columns, over the network from a server on this machine.

Ours: fetch to checked columns per indicator, with the pages kept on disk. Peer: cbsodata, to a list of rows. Both
get the same answers, prepared beforehand by a server in another process, in the same run; figures are compared cell
by cell. Apart from that: ours with answers that hold only the fields that it asks for. Needs LIMONADE_SHARED, the
folder with the open data.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import cbsodata
import duckdb
import numpy as np

from benchmarks._report import Bars, Cost, measure, peak_mib, show
from benchmarks._statline_server import SERVER, file_name
from limonade.facts.cbs import KeyFigures
from limonade.facts.statline.fetching import Wish, fetch
from limonade.facts.statline.tables import KnownTable, table_for
from limonade.facts.topics import columns_by_topic, described_columns

ROOT = Path(__file__).resolve().parents[1]
YEAR, PAGE = 2020, 10_000
REGIONS, COLUMNS = 17_341, 118
Row = dict[str, Any]


def rows_of(data: Path, resource: str) -> list[Row]:
    path = data / "cbs_kwb2020_84799NED" / f"cbs.v3.84799NED_{resource}.parquet"
    with duckdb.connect() as database:
        found = database.execute("SELECT * FROM read_parquet(?)", [str(path)])
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def prepare(data: Path, table: KnownTable, folder: Path) -> list[Row]:
    """Writes every answer as CBS gives it; returns the rows of DataProperties."""
    path = f"/ODataFeed/odata/{table.number}"
    told = json.loads((data / "cbs_kwb2020_84799NED" / "cbs.v3.84799NED_Metadata.json").read_text(encoding="utf-8"))
    resources = {name: rows_of(data, name) for name in ("DataProperties", "WijkenEnBuurten", "TypedDataSet")}
    if (len(resources["TypedDataSet"]), len(resources["TypedDataSet"][0])) != (REGIONS, COLUMNS):
        sys.exit("This is not the whole table of 2020.")
    names = [{"name": name} for name in ("TableInfos", "UntypedDataSet", *resources)]
    for name, rows in {"": names, "TableInfos": [told], **resources}.items():
        for start in range(0, len(rows), PAGE):
            answer: Row = {"odata.metadata": f"{path}/$metadata", "value": rows[start : start + PAGE]}
            if start + PAGE < len(rows):
                answer["odata.nextLink"] = f"{SERVER.decode()}{path}/{name}?$format=json&$skip={start + PAGE}"
            body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
            (folder / file_name(f"{path}/{name}", start)).write_bytes(body)
    return resources["DataProperties"]


@contextmanager
def serving(folder: Path, *words: str) -> Iterator[str]:
    """The host and port of the server."""
    command = [sys.executable, "-m", "benchmarks._statline_server", str(folder), *words]
    server = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdin and server.stdout
    try:
        yield f"127.0.0.1:{server.stdout.readline().strip()}"
    finally:
        server.stdin.close()
        server.wait()


def equal(mine: KeyFigures, theirs: list[Row], columns: dict[str, str]) -> bool:
    """Whether every figure of ours is theirs, and every region of theirs is ours."""
    rows = {row["Codering_3"].strip(): row for row in theirs}
    if set(rows) - {"NL00"} != set(mine.regions):
        return False
    for key, column in columns.items():
        other = np.array([rows[code][column] for code in mine.regions], dtype=np.float64)
        if not np.array_equal(mine.values[key], other, equal_nan=True):
            return False
    return len(columns) > 30


def load(table: KnownTable, host: str, place: Path) -> tuple[KeyFigures, Cost]:
    wish = Wish(table, YEAR, server=f"http://{host}")
    return measure(lambda: fetch(wish, place=place, tick=lambda rows: None), rounds=5)


def main() -> int:
    shared = os.environ.get("LIMONADE_SHARED")
    table = table_for("kwb", YEAR)
    if not shared or table is None:
        sys.exit("Set LIMONADE_SHARED to the folder with the open data: this needs the whole table.")
    with tempfile.TemporaryDirectory() as name:
        answers, place = Path(name) / "answers", Path(name) / "unfinished"
        answers.mkdir()
        properties = prepare(Path(shared) / "data", table, answers)
        size = sum(path.stat().st_size for path in answers.iterdir())
        print(f"{REGIONS} regions x {COLUMNS} columns, {size / 1e6:.0f} MB of answers")
        with serving(answers, "select") as host:
            less, ours = load(table, host, place)
        with serving(answers) as host:
            mine, same = load(table, host, place)
            memory = peak_mib()
            cbsodata.options.use_https = False
            theirs, peer = measure(lambda: cbsodata.get_data(table.number, catalog_url=host), rounds=3)
    texts = [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in properties]
    columns = {key: name for key, (name, _) in columns_by_topic(described_columns(texts), "kwb").items()}
    if not (equal(mine, theirs, columns) and equal(less, theirs, columns)):
        sys.exit("The two sides did not read the same figures.")
    show(f"ours, whole answers: {len(columns)} indicators, checked and kept", same)
    show("ours as CBS answers it: only the fields that it asks for", ours)
    show("cbsodata 1.3.5, whole answers: rows, unchecked", peer)
    print(f"peak memory of our side, before cbsodata began: {memory:.0f} MiB, of both {peak_mib():.0f} MiB")
    print(f"when asking only for what it needs: {peer.cpu_seconds / ours.cpu_seconds:.2f} times less CPU")
    bars = Bars()
    bars.at_least("cpu_times_less_than_cbsodata", peer.cpu_seconds / same.cpu_seconds, 5, "x")
    bars.at_least("wall_times_less_than_cbsodata", peer.wall_seconds / same.wall_seconds, 5, "x")
    return bars.exit_status()


if __name__ == "__main__":
    sys.exit(main())
