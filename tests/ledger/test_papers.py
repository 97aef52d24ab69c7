"""Receipts from outside: what is hidden in them goes, what cannot be read is refused, and only we keep them."""

import io
import stat
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image

from limonade.ledger import desk, papers
from limonade.ledger.models import Attachment
from limonade.ledger.papers import PaperLocked, PaperRefused, PaperTooLarge, made_anew
from tests.ledger.books import Books
from tests.some_books import picture

GPS = 34853


def photo(size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, "red").save(made, "JPEG", **options)
    return made.getvalue()


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda made: None, **options: object) -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as new:
        new.add_blank_page()
        change(new)
        new.save(made, **options)  # type: ignore[arg-type]
    return made.getvalue()


def with_script(new: pikepdf.Pdf) -> None:
    run = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('canary')"))
    new.Root.OpenAction = run
    new.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=[pikepdf.String("x"), run]))
    new.pages[0].obj.AA = pikepdf.Dictionary(O=run)
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=run)
    new.pages[0].obj.Annots = pikepdf.Array([new.make_indirect(link)])
    new.attachments["canary.txt"] = b"canary"


def test_a_photo_loses_where_it_was_taken() -> None:
    exif = Image.Exif()
    exif[GPS] = {1: "N", 2: (52.0, 0.0, 0.0)}
    made = made_anew(photo(exif=exif.tobytes(), comment=b"canary"))
    assert made.kind == Attachment.JPEG
    with Image.open(io.BytesIO(made.content)) as opened:
        assert not opened.getexif()
    assert b"canary" not in made.content


def test_a_photo_on_its_side_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[274] = 6
    with Image.open(io.BytesIO(made_anew(photo((60, 40), exif=exif.tobytes())).content)) as opened:
        assert opened.size == (40, 60)


def test_what_stands_behind_a_picture_is_gone() -> None:
    assert b"canary" not in made_anew(picture() + b"<script>canary</script>").content


def test_a_large_photo_becomes_smaller() -> None:
    with Image.open(io.BytesIO(made_anew(photo((5000, 300))).content)) as opened:
        assert max(opened.size) == papers.LONGEST_SIDE


def test_a_pdf_can_do_nothing_by_itself() -> None:
    made = made_anew(pdf(with_script))
    assert made.kind == Attachment.PDF
    with pikepdf.open(io.BytesIO(made.content)) as opened:
        everything = b"".join(bytes(one.unparse(resolved=True)) for one in opened.objects)
        assert not {"/OpenAction", "/Names", "/AcroForm"} & set(opened.Root.keys())
        assert len(opened.pages) == 1
    assert b"canary" not in everything and b"JavaScript" not in everything


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", PaperRefused),
        (b"just words", PaperRefused),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", PaperRefused),
        (b"GIF89a" + bytes(40), PaperRefused),
        (b"%PDF-1.7 and nothing more", PaperRefused),
        (photo()[:80], PaperRefused),
        (b"PK\x03\x04" + bytes(200), PaperRefused),
        (pdf(encryption=pikepdf.Encryption(owner="o", user="u")), PaperLocked),
        (bytes(papers.MOST_BYTES + 1), PaperTooLarge),
    ],
)
def test_what_is_no_receipt_is_refused(content: bytes, refusal: type[PaperRefused]) -> None:
    with pytest.raises(refusal):
        made_anew(content)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    made = io.BytesIO()
    Image.new("1", (8_000, 8_000)).save(made, "PNG")
    assert len(made.getvalue()) < papers.MOST_BYTES
    with pytest.raises(PaperTooLarge):
        made_anew(made.getvalue())


def test_a_receipt_is_kept_once_and_for_us_only(books: Books) -> None:
    entry = books.post("gifts", "bank", 500, key="gift")
    with books.scope:
        first = desk.attach(entry, name="../../bon\n.png", content=picture(), by=books.by)
        again = desk.attach(entry, name="nog eens.png", content=picture(), by=books.by)
        assert again == first and first.name == "../../bon .png"
        file = papers.place_of(first.pk)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600 and file.name == str(first.pk)
        assert papers.read(first) == file.read_bytes()
        file.write_bytes(b"something else")
        assert papers.read(first) is None
        file.unlink()
        assert papers.read(first) is None
