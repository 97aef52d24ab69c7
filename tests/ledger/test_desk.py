"""New books, wallets, templates, anchors by mail, and what the books ask of people."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from limonade.audit.actor import Actor
from limonade.audit.guards import lifted
from limonade.audit.models import Act
from limonade.ledger import anchoring, desk, errors, papers, queries, totals, whole_check
from limonade.ledger.actions import Line, post, reverse
from limonade.ledger.anchoring import mail_anchors
from limonade.ledger.chart import STANDARD
from limonade.ledger.models import Account, Administration, Attachment, Earmark, Entry, MonthlyAnchor, Period, Unit
from limonade.ledger.setting_up import change_account, close_period
from limonade.notices.asked import asked_of
from limonade.people.rules import standing_of
from limonade.people.words import ACTS
from tests.cast import Cast, lay_out_cast, sign_in
from tests.ledger.books import Books
from tests.some_books import picture, some_books

SITE = "https://wijk.example"
KEY = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def cast(db: None) -> Cast:
    return lay_out_cast()


def asks(cast: Cast, name: str) -> list[str]:
    with scope(neighbourhood=cast.paasberg):
        return [one.title for one in asked_of(standing_of(cast.party(name)))]


def test_new_books_are_ready_to_book_in(books: Books) -> None:
    with books.scope:
        new = desk.open_books(books.place, name="Stichting", kind="foundation", year=2028, by=books.by)
        accounts = {one.number: one for one in Account.objects.filter(administration=new)}
        assert accounts.keys() == {line.number for line in STANDARD}
        line = Line(accounts["82301"], accounts["10201"], 500)
        post(new, key="gift", day=dt.date(2028, 2, 29), transfers=[line], text="Gift", by=books.by)
        with pytest.raises(errors.NameTaken):
            desk.open_books(books.place, name="Stichting", kind="other", year=2028, by=books.by)
        assert Administration.objects.count() == 2


def test_everybody_has_one_wallet_per_unit_with_a_number_of_its_own(cast: Cast) -> None:
    with scope(neighbourhood=cast.paasberg):
        some_books(cast.paasberg)
        books, hours, euros = Administration.objects.get(), Unit.objects.get(pk="UUR"), Unit.objects.get(pk="EUR")
        bram, vera = cast.party("Bram"), cast.party("Vera")
        opened = [
            desk.open_wallet(books, party, unit, by=acting(cast))
            for party, unit in ((bram, hours), (vera, hours), (bram, euros), (bram, hours))
        ]
        assert opened[0] == opened[3]
        assert len({one.number for one in opened}) == 3


def acting(cast: Cast) -> Actor:
    return Actor(cast.user("Tom").pk, cast.party("Tom").pk)


def test_the_audit_committee_gets_the_last_number_once_a_month(cast: Cast) -> None:
    with scope(neighbourhood=cast.paasberg):
        some_books(cast.paasberg)
        last = Entry.objects.order_by("-number")[0]
    day = dt.date(2026, 11, 22)
    assert [mail_anchors(SITE, one) for one in (day, day + dt.timedelta(days=3))] == [1, 0]
    (sent,) = mail.outbox
    assert sent.to == ["karim@limonade.example"]
    assert bytes(last.hash).hex() in sent.body and f"Laatste boeking: {last.number}" in sent.body
    assert f"{SITE}/wijk/paasberg/boeken/" in sent.body
    call_command("verify_ledger", "paasberg", str(last.number), bytes(last.hash).hex())
    with pytest.raises(CommandError):
        call_command("verify_ledger", "paasberg", str(last.number), "0" * 64)
    assert mail_anchors(SITE, dt.date(2026, 12, 1)) == 1
    with scope(neighbourhood=cast.paasberg):
        assert MonthlyAnchor.objects.count() == 2


def test_an_anchor_that_could_not_be_mailed_is_tried_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with scope(neighbourhood=cast.paasberg):
        some_books(cast.paasberg)
    day = dt.date(2026, 11, 22)
    with monkeypatch.context() as down:
        down.setattr(anchoring, "send", lambda message: OSError("the mail server is down"))
        assert mail_anchors(SITE, day) == 0
    assert mail_anchors(SITE, day) == 1


def test_wrong_books_refuse_a_new_wallet_in_words(cast: Cast, client: Client) -> None:
    with scope(neighbourhood=cast.paasberg):
        books = some_books(cast.paasberg)
    whole_check.keep(["something is wrong"])
    sign_in(client, cast.user("Tom"))
    told = {"wie": cast.party("Vera").pk, "eenheid": "UUR"}
    answer = client.post(f"/wijk/paasberg/boeken/{books.pk}/rekeningen/iemand/", told, follow=True)
    assert "kan er niet geboekt worden" in answer.content.decode()


def test_the_treasurer_is_asked_to_open_books_and_years(cast: Cast) -> None:
    assert "Open de boeken van de wijk" in asks(cast, "Tom")
    assert "Open de boeken van de wijk" not in asks(cast, "Els")
    with scope(neighbourhood=cast.paasberg):
        some_books(cast.paasberg)
        close_period(Administration.objects.get().periods.get(), by=acting(cast))
    assert "Open een boekperiode voor Boeken" in asks(cast, "Tom")


def test_wrong_books_are_told_to_who_looks_after_them(cast: Cast) -> None:
    with scope(neighbourhood=cast.paasberg):
        some_books(cast.paasberg)
        with lifted("a fault for the check"), connection.cursor() as cursor:
            cursor.execute("UPDATE ledger_account SET balance = balance + 1 WHERE number = '10201'")
    assert whole_check.check_and_keep()
    assert asks(cast, "Els")[0] == "De boeken kloppen niet"
    assert "De boeken kloppen niet" not in asks(cast, "Farah")


def test_every_act_of_the_books_has_its_words(cast: Cast) -> None:
    with scope(neighbourhood=cast.paasberg):
        some_books(cast.paasberg)
        books, by = Administration.objects.get(), acting(cast)
        bank = Account.objects.get(number="10201")
        change_account(bank, name="Bank", rgs=bank.rgs, floor=None, ceiling=None, by=by)
        line = Line(bank, Account.objects.get(number="45105"), 5)
        post(books, key="rent", day=books.periods.get().first_day, transfers=[line], text="Huur", by=by, by_hand=True)
        close_period(books.periods.get(), by=by)
        done = {act for act in Act.objects.values_list("act", flat=True) if act.startswith("ledger.")}
    assert len(done) >= 8
    assert done <= ACTS.keys()


def test_somebody_without_an_account_gets_one_on_the_way_to_the_booking(cast: Cast, client: Client) -> None:
    with scope(neighbourhood=cast.paasberg):
        books = some_books(cast.paasberg)
        karim = cast.party("Karim")
    sign_in(client, cast.user("Tom"))
    place = f"/wijk/paasberg/boeken/{books.pk}/"
    typed = {
        "regel-TOTAL_FORMS": "1", "regel-INITIAL_FORMS": "0", "regel-0-source": "Karim", "regel-0-target": "90001",
        "regel-0-amount": "2,5", "key": KEY, "day": str(books.day), "text": "Groen", "stap": "kijk",
    }  # fmt: skip
    refused = client.post(f"{place}boek/?soort=uren", typed).content.decode()
    assert "Karim heeft hiervoor nog geen rekening. Open er eerst een." in refused
    assert f'name="stap" value="open-{karim.pk}"' in refused
    assert f"{place}rekeningen/iemand/?voor=uren" in refused
    found = client.get(f"{place}rekeningen/iemand/?voor=uren&zoek=Karim").content.decode()
    assert 'value="UUR"' in found
    assert 'value="EUR"' not in found, "hours are given in hours"
    opened = client.post(f"{place}rekeningen/iemand/?voor=uren&zoek=Karim", {"wie": karim.pk, "eenheid": "UUR"})
    assert opened.status_code == 302
    assert f"{place}boek/?soort=uren&wie=" in opened.headers["Location"]
    number = opened.headers["Location"].rsplit("=", 1)[1]
    assert f'value="{number} Uren · Karim"' in client.get(opened.headers["Location"]).content.decode()
    look = client.post(f"{place}boek/?soort=uren", {**typed, "regel-0-source": number}).content.decode()
    assert "Klopt dit?" in look


def test_who_paid_in_advance_is_looked_for_among_accounts_in_euros(cast: Cast, client: Client) -> None:
    with scope(neighbourhood=cast.paasberg):
        books = some_books(cast.paasberg)
        home = Administration.objects.get(pk=books.pk)
        vera = cast.party("Vera")
        euros, _hours = (
            desk.open_wallet(home, vera, Unit.objects.get(pk=unit), by=acting(cast)) for unit in ("EUR", "UUR")
        )
    sign_in(client, cast.user("Tom"))
    typed = {
        "regel-TOTAL_FORMS": "1", "regel-INITIAL_FORMS": "0", "regel-0-source": "Vera", "regel-0-target": "45125",
        "regel-0-amount": "19,95", "key": KEY, "day": str(books.day), "text": "Zaden", "stap": "kijk",
    }  # fmt: skip
    found = client.post(f"/wijk/paasberg/boeken/{books.pk}/boek/?soort=voorschot", typed).content.decode()
    assert "Klopt dit?" in found
    assert f"{euros.number} Tegoed · Vera" in found


def test_a_wrong_receipt_is_taken_away_and_what_was_done_stays(
    cast: Cast, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    with scope(neighbourhood=cast.paasberg):
        books = some_books(cast.paasberg)
        paper = Attachment.objects.get(pk=books.paper)
    sign_in(client, cast.user("Tom"))
    address = f"/wijk/paasberg/boeken/{books.pk}/bijlage/{paper.pk}/"
    assert client.get(address).status_code == 200
    assert client.post(f"{address}weg/", {"why": ""}).status_code == 200, "it asks why"
    assert papers.place_of(paper.pk).exists()
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(f"{address}weg/", {"why": "Hoort bij de tuin"}, follow=True).content.decode()
    assert "Hoort bij de tuin" in done
    assert address not in done
    assert not papers.place_of(paper.pk).exists()
    assert client.get(address).status_code == 404
    assert client.post(f"{address}weg/", {"why": "Nog eens"}).status_code == 404
    with scope(neighbourhood=cast.paasberg):
        assert Act.objects.filter(act="ledger.paper_taken_away").count() == 1
        again = desk.attach(paper.entry, name="bon.png", content=picture(), by=acting(cast))
        assert again.pk != paper.pk, "the same file may come back"


def typed(books: SimpleNamespace, **more: object) -> dict[str, object]:
    return {
        "regel-TOTAL_FORMS": "1", "regel-INITIAL_FORMS": "0", "regel-0-source": "10201", "regel-0-target": "45125",
        "regel-0-amount": "0,40", "key": KEY, "day": str(books.day), "text": "Aarde", "stap": "boek", **more,
    }  # fmt: skip


def test_the_receipt_comes_along_with_the_booking_or_nothing_is_booked(cast: Cast, client: Client) -> None:
    with scope(neighbourhood=cast.paasberg):
        books = some_books(cast.paasberg)
    sign_in(client, cast.user("Tom"))
    address = f"/wijk/paasberg/boeken/{books.pk}/boek/"
    bad = SimpleUploadedFile("bon.svg", b"<svg/>", "image/svg+xml")
    refused = client.post(address, typed(books, file=bad)).content.decode()
    assert "Dit bestand kunnen we niet lezen." in refused
    with scope(neighbourhood=cast.paasberg):
        assert not Entry.objects.filter(text="Aarde").exists()
    client.post(address, typed(books, file=SimpleUploadedFile("bon.png", picture("red"), "image/png")))
    with scope(neighbourhood=cast.paasberg):
        assert [one.name for one in Entry.objects.get(text="Aarde").attachments.all()] == ["bon.png"]


def test_a_purpose_is_overspent_only_on_purpose(cast: Cast, client: Client) -> None:
    with scope(neighbourhood=cast.paasberg):
        books = some_books(cast.paasberg)
    sign_in(client, cast.user("Tom"))
    address = f"/wijk/paasberg/boeken/{books.pk}/boek/"
    too_much = typed(books, **{"regel-0-amount": "1,01", "regel-0-earmark": str(books.earmark)})
    asked = client.post(address, too_much).content.decode()
    assert "Ja, ik wil meer besteden dan er van deze bestemming over is" in asked
    assert "Zet een vinkje als je dat wilt." in asked
    assert client.post(address, {**too_much, "toch": "on"}).status_code == 302


def test_what_is_booked_anew_takes_its_receipt_along_and_is_booked_once(cast: Cast, client: Client) -> None:
    with scope(neighbourhood=cast.paasberg):
        books = some_books(cast.paasberg)
        wrong = Entry.objects.get(number=books.number)
        reverse(wrong, key="back again", day=books.day, by=acting(cast), why="Verkeerde rekening")
    sign_in(client, cast.user("Tom"))
    address = f"/wijk/paasberg/boeken/{books.pk}/boek/?zoals={wrong.number}"
    client.post(address, typed(books, **{"regel-0-source": "82301", "regel-0-target": "10101"}))
    with scope(neighbourhood=cast.paasberg):
        anew = Entry.objects.get(text="Aarde")
        assert [one.name for one in anew.attachments.all()] == ["bon.png"]
    place = f"/wijk/paasberg/boeken/{books.pk}/boeking/"
    assert f"{place}{anew.number}/" in client.get(f"{place}{wrong.number}/").content.decode()
    assert f"{place}{wrong.number}/" in client.get(f"{place}{anew.number}/").content.decode()
    assert client.get(address).headers["Location"] == f"{place}{anew.number}/"


def test_who_paid_in_advance_is_paid_back(cast: Cast, client: Client) -> None:
    with scope(neighbourhood=cast.paasberg):
        books = some_books(cast.paasberg)
        home = Administration.objects.get(pk=books.pk)
        owed = desk.open_wallet(home, cast.party("Vera"), Unit.objects.get(pk="EUR"), by=acting(cast))
        costs = Account.objects.get(administration=home, number="45125")
        post(home, key="v", day=books.day, transfers=[Line(owed, costs, 40)], text="Zaden", by=acting(cast))
    sign_in(client, cast.user("Tom"))
    place = f"/wijk/paasberg/boeken/{books.pk}/"
    assert "?soort=terugbetalen" in client.get(f"{place}rekeningen/{owed.pk}/").content.decode()
    paid = typed(books, **{"regel-0-target": owed.number, "stap": "kijk"})
    assert "Hierna heeft Vera minder." in " ".join(client.post(f"{place}boek/", paid).content.decode().split())
    look = client.post(f"{place}boek/?soort=terugbetalen", paid).content.decode()
    assert "Klopt dit?" in look
    assert "Hierna heeft Vera" not in look


def test_a_week_long_people_see_what_came_on_their_account(cast: Cast) -> None:
    with scope(neighbourhood=cast.paasberg):
        some_books(cast.paasberg)
    assert [one.replace("\xa0", " ") for one in asks(cast, "Farah")] == ["Er kwam 4,00 uur bij op je rekening"]
    with time_machine.travel(timezone.now() + dt.timedelta(days=8)):
        assert asks(cast, "Farah") == []


def test_opening_an_account_on_the_way_keeps_what_was_typed(cast: Cast, client: Client) -> None:
    with scope(neighbourhood=cast.paasberg):
        books = some_books(cast.paasberg)
        vera = cast.party("Vera")
    sign_in(client, cast.user("Tom"))
    address = f"/wijk/paasberg/boeken/{books.pk}/boek/?soort=voorschot"
    told = typed(books, **{"regel-0-source": "Vera", "regel-0-amount": "19,95", "stap": f"open-{vera.pk}"})
    page = client.post(address, told).content.decode()
    with scope(neighbourhood=cast.paasberg):
        made = str(Account.objects.select_related("party").get(party=vera, unit="EUR"))
    for kept in (made, "45125", "19,95", "Aarde"):
        assert f'value="{kept}"' in page, kept
    look = client.post(address, {**told, "regel-0-source": made, "stap": "kijk"}).content.decode()
    assert "Klopt dit?" in look


def test_a_wrong_kind_of_cost_is_moved_without_touching_who_was_paid(cast: Cast, client: Client) -> None:
    with scope(neighbourhood=cast.paasberg):
        books = some_books(cast.paasberg)
        home = Administration.objects.get(pk=books.pk)
        owed = desk.open_wallet(home, cast.party("Vera"), Unit.objects.get(pk="EUR"), by=acting(cast))
        accounts = {one.number: one for one in Account.objects.filter(administration=home)}
        wrong = post(
            home, key="v", day=books.day, transfers=[Line(owed, accounts["45130"], 40)], text="Zaden", by=acting(cast)
        )
        paid = [Line(accounts["10201"], owed, 40)]
        back = post(home, key="paid", day=books.day, transfers=paid, text="Terugbetaald", by=acting(cast))
    sign_in(client, cast.user("Tom"))
    place = f"/wijk/paasberg/boeken/{books.pk}/"
    refused = client.post(f"{place}boeking/{wrong.number}/terug/", {"day": str(books.day), "why": "Fout"})
    assert "Wat deze boeking bracht, is daarna gebruikt." in refused.content.decode()
    assert f"{place}boeking/{back.number}/" in refused.content.decode()
    way = f"{place}boek/?verplaats={wrong.number}"
    assert way in refused.content.decode()
    assert way in client.get(f"{place}boeking/{wrong.number}/").content.decode()
    form = client.get(way).content.decode()
    assert 'value="45130 Schoonmaak"' in form
    assert f"Verplaatst van boeking {wrong.number}: Zaden" in form
    with scope(neighbourhood=cast.paasberg):
        desk.attach(wrong, name="bon.png", content=picture(), by=acting(cast))
    told = {"regel-0-source": "45130", "regel-0-target": "45125", "regel-0-amount": "0,40", "text": "Toch onderhoud"}
    for _twice in range(2):
        client.post(way, typed(books, **told))
    with scope(neighbourhood=cast.paasberg):
        moved = Entry.objects.get(text="Toch onderhoud")
        assert not queries.without_paper(Entry.objects.filter(pk=moved.pk)), "the receipt came along"
    assert f"{place}boeking/{moved.number}/" in client.get(f"{place}boeking/{wrong.number}/").content.decode()
    assert way not in client.get(f"{place}boeking/{wrong.number}/").content.decode()


def test_moving_costs_leaves_their_purpose_as_it_was(cast: Cast) -> None:
    with scope(neighbourhood=cast.paasberg):
        books = some_books(cast.paasberg)
        home = Administration.objects.get(pk=books.pk)
        garden = Earmark.objects.get(pk=books.earmark)
        accounts = {one.number: one for one in Account.objects.filter(administration=home)}
        spent = [Line(accounts["10201"], accounts["45130"], 40, garden)]
        post(home, key="spent", day=books.day, transfers=spent, text="Aarde", by=acting(cast))
        moved = [Line(accounts["45130"], accounts["45125"], 40, garden)]
        assert [left for *_one, left in totals.earmarks_after(home, moved)] == [60]
        post(home, key="moved", day=books.day, transfers=moved, text="Toch onderhoud", by=acting(cast))
        assert [one.left for one in totals.earmark_lines(home)] == [60]


def test_a_year_is_closed_by_who_says_to_have_looked(cast: Cast, client: Client) -> None:
    with scope(neighbourhood=cast.paasberg):
        books = some_books(cast.paasberg)
    sign_in(client, cast.user("Tom"))
    address = f"/wijk/paasberg/boeken/{books.pk}/perioden/{books.period}/sluit/"
    looked = client.get(address).content.decode()
    assert "Er is geen open periode voor na vandaag." in looked
    assert "Deze periode loopt nog tot en met" in looked
    assert "Zet een vinkje als je het hebt nagekeken." in client.post(address, {}).content.decode()
    with scope(neighbourhood=cast.paasberg):
        assert Period.objects.get(pk=books.period).closed_at is None
    assert client.post(address, {"sure": "on"}).status_code == 302
    assert "door Tom" in " ".join(client.get(f"/wijk/paasberg/boeken/{books.pk}/perioden/").content.decode().split())


def test_who_checks_the_books_finds_what_lacks_a_receipt_and_what_was_turned_back(cast: Cast, client: Client) -> None:
    with scope(neighbourhood=cast.paasberg):
        books = some_books(cast.paasberg)
        home = Administration.objects.get(pk=books.pk)
        accounts = {one.number: one for one in Account.objects.filter(administration=home)}
        spent = [Line(accounts["10201"], accounts["45130"], 40)]
        post(home, key="spent", day=books.day, transfers=spent, text="Dweilen", by=acting(cast))
    sign_in(client, cast.user("Karim"))
    place = f"/wijk/paasberg/boeken/{books.pk}/"
    assert "Uitgaven zonder bon (1)" in client.get(f"{place}controle/").content.decode()
    without = client.get(f"{place}boekingen/?zonder=bon").content.decode()
    assert "Dweilen" in without
    assert "Soep gekookt" not in without, "hours need no receipt"
    turned = client.get(f"{place}boekingen/?terug=1").content.decode()
    assert "Was vier uur" in turned
    assert "Dweilen" not in turned


def test_what_was_moved_and_then_turned_back_can_still_be_booked_anew(cast: Cast, client: Client) -> None:
    with scope(neighbourhood=cast.paasberg):
        books = some_books(cast.paasberg)
        gift = Entry.objects.get(number=books.number)
    sign_in(client, cast.user("Tom"))
    place = f"/wijk/paasberg/boeken/{books.pk}/"
    moved = typed(books, **{"regel-0-source": "82101", "regel-0-target": "82301", "regel-0-amount": "0,60"})
    moved["regel-0-earmark"] = books.earmark
    assert client.post(f"{place}boek/?verplaats={gift.number}", moved).status_code == 302
    with scope(neighbourhood=cast.paasberg):
        reverse(gift, key="back again", day=books.day, by=acting(cast), why="Kwam nooit")
    assert client.get(f"{place}boek/?verplaats={gift.number}").status_code == 302, "that was done"
    assert client.get(f"{place}boek/?zoals={gift.number}").status_code == 200
