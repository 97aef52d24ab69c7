"""The shelf of loaded figures: one Parquet file per dataset that describes itself.

A dataset is written to a new file and then put in place in one step, so a reader sees the old one or
the new one, never a half. The description (source, date, licence) sits inside the same file.
"""

import datetime as dt
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
from django.conf import settings

MUNICIPAL_ACCOUNTS = "municipal_accounts"
KEY_FIGURES = "key_figures"
LOCATED_AMOUNTS = "located_amounts"
BOUNDARIES = "boundaries"
GEMEENTEFONDS = "gemeentefonds"
DESCRIPTION = "limonade"
KEPT_IN_MEMORY = 64
READABLE = 0o644

Column = npt.NDArray[Any]


@dataclass(frozen=True)
class Dataset:
    """What a set of figures is and where it came from."""

    key: str
    kind: str
    year: int
    stage: str
    """`accounts` (booked by the municipality), `budget`, or empty for statistics."""
    title: str
    publisher: str
    licence: str
    url: str
    retrieved_on: str
    """Day on which the figures were fetched from the publisher, as YYYY-MM-DD; empty when unknown."""
    loaded_at: str = ""
    remarks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Municipalities that the file names but that delivered nothing: missing, never zero."""
    is_model: bool = False
    """Figures that the publisher itself estimated with a model."""
    is_example: bool = False
    """Invented, to show how it works."""
    stamp: int = 0
    """Changes when the file does."""

    @property
    def retrieved(self) -> dt.date | None:
        return dt.date.fromisoformat(self.retrieved_on) if self.retrieved_on else None

    @property
    def loaded(self) -> dt.datetime:
        return dt.datetime.fromisoformat(self.loaded_at)


def write(dataset: Dataset, columns: Mapping[str, Sequence[Any] | Column]) -> Dataset:
    """Puts a dataset on the shelf in one step. NaN becomes missing. Cost: a sort-free Parquet write."""
    settings.FACTS_DIR.mkdir(parents=True, exist_ok=True)
    described = replace(dataset, loaded_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), stamp=0)
    arrays = {name: _array(values) for name, values in columns.items()}
    selected = ", ".join(
        f'CASE WHEN isnan("{name}") THEN NULL ELSE "{name}" END AS "{name}"'
        if values.dtype.kind == "f"
        else f'"{name}"'
        for name, values in arrays.items()
    )
    text = json.dumps(asdict(described), ensure_ascii=False).replace("'", "''")
    handle, new = tempfile.mkstemp(dir=settings.FACTS_DIR, suffix=".new")
    os.close(handle)
    os.chmod(new, READABLE)  # whoever loads need not be who serves
    place = new.replace("'", "''")
    try:
        with duckdb.connect() as database:
            database.register("figures", arrays)
            database.execute(
                f"COPY (SELECT {selected} FROM figures) TO '{place}' "  # noqa: S608 - our own column names
                f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{DESCRIPTION}: '{text}'}})"
            )
        with open(new, "rb+") as written:
            os.fsync(written.fileno())
        Path(new).replace(_path(dataset.key))
    finally:
        Path(new).unlink(missing_ok=True)
    return describe(dataset.key)


def remove(key: str) -> None:
    """Takes a dataset off the shelf. Raises KeyError when it is not there."""
    describe(key)
    _path(key).unlink()


def _array(values: Sequence[Any] | Column) -> Column:
    if isinstance(values, np.ndarray):
        return values
    if any(isinstance(value, str) for value in values):
        return np.array(values, dtype=object)
    return np.array(values, dtype=np.float64 if any(isinstance(value, float) for value in values) else np.int64)


def _path(key: str) -> Path:
    return Path(settings.FACTS_DIR) / f"{key}.parquet"


def datasets(kind: str | None = None) -> list[Dataset]:
    """All that is on the shelf, newest year first."""
    found = []
    for path in sorted(Path(settings.FACTS_DIR).glob("*.parquet")):
        with suppress(KeyError):  # taken away while we look
            found.append(describe(path.stem))
    chosen = [one for one in found if kind in (None, one.kind)]
    return sorted(chosen, key=lambda one: (-one.year, one.key))


def describe(key: str) -> Dataset:
    """What this dataset is. Raises KeyError when it is not on the shelf."""
    path = _path(key)
    try:
        stamp = path.stat().st_mtime_ns
    except FileNotFoundError:
        raise KeyError(key) from None
    return _describe(str(path), stamp)


@lru_cache(maxsize=256)
def _describe(path: str, stamp: int) -> Dataset:
    with duckdb.connect() as database:
        rows = database.execute("SELECT key, value FROM parquet_kv_metadata(?)", [path]).fetchall()
    text = next(bytes(value) for key, value in rows if bytes(key) == DESCRIPTION.encode())
    fields = json.loads(text)
    lists = {"remarks": tuple(fields["remarks"]), "missing": tuple(fields["missing"])}
    return Dataset(**{**fields, **lists, "stamp": stamp})


def columns(dataset: Dataset) -> dict[str, Column]:
    """All columns, read once and kept; treat them as read-only. Missing numbers are NaN."""
    return _columns(str(_path(dataset.key)), dataset.stamp)


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _columns(path: str, stamp: int) -> dict[str, Column]:
    with duckdb.connect() as database:
        found = database.execute("SELECT * FROM read_parquet(?)", [path]).fetchnumpy()
    return {name: _plain(values) for name, values in found.items()}


def regions(dataset: Dataset) -> frozenset[str]:
    """Codes of the regions in a dataset, without reading the rest of it."""
    return _regions(str(_path(dataset.key)), dataset.stamp)


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _regions(path: str, stamp: int) -> frozenset[str]:
    with duckdb.connect() as database:
        return frozenset(code for (code,) in database.execute("SELECT region FROM read_parquet(?)", [path]).fetchall())


def texts(dataset: Dataset, column: str, codes: Sequence[str]) -> dict[str, str]:
    """One text per region, of these regions only: for columns too large to keep in memory as a whole."""
    with duckdb.connect() as database:
        chosen = f'SELECT region, "{column}" FROM read_parquet(?) WHERE list_contains(?, region)'  # noqa: S608 - ours
        return dict(database.execute(chosen, [str(_path(dataset.key)), list(codes)]).fetchall())


def _plain(values: Any) -> Column:
    if isinstance(values, np.ma.MaskedArray):
        filled: Column = values.filled(np.nan)
        return filled
    array: Column = np.asarray(values)
    return array
