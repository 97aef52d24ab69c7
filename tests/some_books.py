"""Books with one of everything: a booking that is turned back, a purpose, a template, a receipt, hours of somebody."""

from io import BytesIO
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from limonade.audit.actor import Actor
from limonade.ledger import desk
from limonade.ledger.actions import Line, post, reverse
from limonade.ledger.models import Account, Unit
from limonade.ledger.setting_up import make_earmark
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.models import Party


def some_books(place: Neighbourhood) -> SimpleNamespace:
    """Within its scope; the first who came in keeps them and has hours."""
    who = Party.objects.exclude(user=None).filter(left_at=None).order_by("pk")[0]
    by = Actor(who.user_id, who.pk, origin="test")
    day = timezone.localdate()
    books = desk.open_books(place, name="Boeken", kind="foundation", year=day.year, by=by)
    earmark = make_earmark(books, name="Tuin", by=by, conditions="Voor planten.")
    wallet = desk.open_wallet(books, _worker(who), Unit.objects.get(pk="UUR"), by=by)
    accounts = {one.number: one for one in Account.objects.filter(administration=books)}
    line = Line(accounts["82301"], accounts["10201"], 100, earmark)
    entry = post(books, key="gift", day=day, transfers=[line], text="Gift", by=by, document="bon 1")
    for amount in (4_000, 400):
        hours = [Line(accounts[wallet.number], accounts["90001"], amount)]
        done = post(books, key=f"hours {amount}", day=day, transfers=hours, text="Soep gekookt", by=by)
        if amount == 4_000:
            reverse(done, key="back", day=day, by=by, why="Was vier uur")
    return SimpleNamespace(
        pk=books.pk,
        number=entry.number,
        day=day,
        account=accounts["10201"].pk,
        earmark=earmark.pk,
        period=books.periods.get().pk,
        template=desk.save_template(entry, name="Gift").pk,
        paper=desk.attach(entry, name="bon.png", content=picture(), by=by).pk,
        files=lambda: {"file": SimpleUploadedFile("bon.png", picture("red"), "image/png")},
    )


def _worker(otherwise: Party) -> Party:
    return Party.objects.filter(name="Farah").first() or otherwise


def picture(colour: str = "white") -> bytes:
    made = BytesIO()
    Image.new("RGB", (4, 4), colour).save(made, "PNG")
    return made.getvalue()
