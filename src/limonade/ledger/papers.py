"""Receipts and invoices that come from outside: looked at, made anew, and put where only we can read them.

A photo becomes a JPEG of our own making, without place, camera or anything hidden behind the picture. A PDF is
written anew without scripts, actions, forms and embedded files.
"""

import hashlib
import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps

from limonade.ledger.errors import LedgerError
from limonade.ledger.models import Attachment

MOST_BYTES = 10 * 2**20
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 2_400
MOST_PAGES = 200
IMAGE_FORMATS = ("JPEG", "PNG", "WEBP")
# What a PDF can do by itself, or carry along.
OF_THE_DOCUMENT = ("/OpenAction", "/AA", "/AcroForm", "/Names", "/Collection", "/JavaScript", "/Perms", "/Outlines")
OF_A_PAGE = ("/AA", "/Annots", "/PieceInfo")


class PaperRefused(LedgerError):
    says = gettext_lazy("Dit bestand kunnen we niet lezen. Kies een foto of een PDF.")


class PaperTooLarge(PaperRefused):
    says = gettext_lazy("Dit bestand is te groot. Maak een kleinere foto of PDF, van hoogstens 10 MB.")


class PaperLocked(PaperRefused):
    says = gettext_lazy("Deze PDF zit op slot met een wachtwoord. Bewaar hem eerst zonder wachtwoord.")


@dataclass(frozen=True)
class Paper:
    kind: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def made_anew(content: bytes) -> Paper:
    """Raises PaperRefused on what is no picture or PDF, is too large, or is locked."""
    if len(content) > MOST_BYTES:
        raise PaperTooLarge
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return Paper(Attachment.PDF, _pdf(content))
    return Paper(Attachment.JPEG, _picture(content))


def from_upload(file: "UploadedFile[Any]") -> Paper:
    """As `made_anew`; what is too large is not even read."""
    if (file.size or 0) > MOST_BYTES:
        raise PaperTooLarge
    return made_anew(file.read())


def _picture(content: bytes) -> bytes:
    try:
        with Image.open(io.BytesIO(content), formats=IMAGE_FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise PaperTooLarge
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is read small at once
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            ground = Image.new("RGB", upright.size, "white")
            coloured = upright.convert("RGBA")
            ground.paste(coloured, mask=coloured.getchannel("A"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise PaperRefused from problem
    made = io.BytesIO()
    ground.save(made, "JPEG", quality=85, optimize=True)
    return made.getvalue()


def _pdf(content: bytes) -> bytes:
    made = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content)) as opened, pikepdf.new() as clean:
            if len(opened.pages) > MOST_PAGES:
                raise PaperTooLarge
            clean.pages.extend(opened.pages)
            _without(clean.Root, OF_THE_DOCUMENT)
            for page in clean.pages:
                _without(page.obj, OF_A_PAGE)
            clean.save(made, deterministic_id=True)
    except pikepdf.PasswordError as problem:
        raise PaperLocked from problem
    except (pikepdf.PdfError, ValueError, RuntimeError) as problem:
        raise PaperRefused from problem
    if made.tell() > 2 * MOST_BYTES:
        raise PaperTooLarge
    return made.getvalue()


def _without(thing: pikepdf.Object, names: tuple[str, ...]) -> None:
    for name in names:
        if name in thing:
            del thing[name]


def keep(paper: Paper, pk: int) -> None:
    """Written whole and to the disk, under a name that says nothing."""
    file = place_of(pk)
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = file.with_suffix(".half")
    with open(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(paper.content)
        stream.flush()
        os.fsync(stream.fileno())
    half.replace(file)


def remove(pk: int) -> None:
    place_of(pk).unlink(missing_ok=True)


def read(attachment: Attachment) -> bytes | None:
    """The file as it was kept; nothing when it is gone or is not the same any more."""
    try:
        content = place_of(attachment.pk).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == attachment.sha256 else None


def place_of(pk: int) -> Path:
    name = str(pk)
    return Path(settings.VAR) / "attachments" / name[-2:] / name
