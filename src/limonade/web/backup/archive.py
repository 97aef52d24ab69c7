"""The file itself: a zip with the database, the files and a manifest that holds the sum of each. No Django."""

import errno
import hashlib
import json
import lzma
import os
import re
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

FORMAT = 1
MANIFEST = "manifest.json"
FILES = "files/"
CHUNK = 1024 * 1024
ONLY_MINE = 0o600
# No way out of the folder, on any system.
SAFE_NAME = re.compile(r"(?:(?!\.\.?(?:/|$))[^/\\:\x00]+/)*(?!\.\.?$)[^/\\:\x00]+")
# A changed byte can point anywhere, or name another way of packing.
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    EOFError, KeyError, TypeError, ValueError, RuntimeError, ArithmeticError, AttributeError,
)  # fmt: skip


class BackupError(Exception):
    """Dutch, for the operator: what is wrong and what to do."""


@dataclass(frozen=True)
class Head:
    """Where a chain ended: of an administration, or of a log when `administration` is empty; a site has no place."""

    place: str
    administration: str
    number: int
    hash: str


@dataclass(frozen=True)
class Manifest:
    """`made` is a moment in UTC; `key` tells secret keys apart; `sums` has SHA-256 by name in the archive."""

    limonade: str
    database: str
    made: str
    key: str
    migrations: list[str]
    heads: list[Head]
    format: int = FORMAT
    sums: dict[str, str] = field(default_factory=dict)


def write(target: Path, files: Mapping[str, Path], about: Manifest) -> Manifest:
    """All or nothing: under another name until it is whole and on the disk. A file that is gone by now is left out."""
    draft = target.with_name(f"{target.name}.part")
    draft.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, ONLY_MINE), "w+b") as stream:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as opened:
                for name, path in files.items():
                    with suppress(FileNotFoundError), path.open("rb") as source:
                        about.sums[name] = _add(opened, name, source)
                opened.writestr(MANIFEST, json.dumps(asdict(about), indent=1))
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(target)
        sync_folder(target.parent)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return about


def _add(opened: zipfile.ZipFile, name: str, source: IO[bytes]) -> str:
    with opened.open(name, "w", force_zip64=True) as member:
        return _copy(source, member.write)


def read(file: Path) -> Manifest:
    """What it says of itself, without looking whether that is right."""
    with _opened(file) as opened:
        return _manifest(opened)


def verify(file: Path) -> Manifest:
    """Everything is in it as it was put there, or BackupError."""
    with _opened(file) as opened:
        manifest = _manifest(opened)
        for _name, source, right in _members(opened, manifest):
            if _copy(source, lambda chunk: None) != right:
                raise zipfile.BadZipFile("a sum is not right")
    return manifest


def unpack(file: Path, folder: Path) -> Manifest:
    """As verify, with everything in the folder afterwards, on the disk and for nobody else to read."""
    with _opened(file) as opened:
        manifest = _manifest(opened)
        for name, source, right in _members(opened, manifest):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_MINE), "wb") as target:
                if _copy(source, target.write) != right:
                    raise zipfile.BadZipFile("a sum is not right")
                target.flush()
                os.fsync(target.fileno())
    return manifest


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    if not file.is_file():
        raise BackupError(f"Het bestand {file} is er niet.")
    try:
        with zipfile.ZipFile(file) as opened:
            yield opened
    except BROKEN as error:
        raise _broken(file, error) from error
    except OSError as error:
        if error.errno not in (None, errno.EINVAL):
            raise  # the disk, not the file
        raise _broken(file, error) from error


def _broken(file: Path, error: Exception) -> BackupError:
    return BackupError(
        f"{file} is geen hele back-up van Limonade. Er is niets veranderd. Neem een andere back-up. ({error})"
    )


def _manifest(opened: zipfile.ZipFile) -> Manifest:
    told: dict[str, Any] = json.loads(opened.read(MANIFEST))
    if told["format"] > FORMAT:
        raise BackupError("Deze back-up is van een nieuwere Limonade. Werk Limonade eerst bij.")
    heads = [Head(**head) for head in told.pop("heads")]
    manifest = Manifest(heads=heads, **told)
    names = set(opened.namelist())
    if names != {*manifest.sums, MANIFEST} or len(names) != len(opened.namelist()):
        raise zipfile.BadZipFile("there is more or less in it than it says")
    if wrong := [name for name in manifest.sums if not SAFE_NAME.fullmatch(name)]:
        raise zipfile.BadZipFile(f"a name leads out of it: {wrong[0]!r}")
    return manifest


def _members(opened: zipfile.ZipFile, manifest: Manifest) -> Iterator[tuple[str, IO[bytes], str]]:
    for name, right in manifest.sums.items():
        with opened.open(name) as source:
            yield name, source, right


def _copy(source: IO[bytes], write: Callable[[bytes], Any]) -> str:
    total = hashlib.sha256()
    while chunk := source.read(CHUNK):
        total.update(chunk)
        write(chunk)
    return total.hexdigest()


def sync_folder(folder: Path) -> None:
    if os.name != "posix":  # Windows cannot open a folder; there the replacement itself is durable enough
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(source, target)
    sync_folder(target.parent)
