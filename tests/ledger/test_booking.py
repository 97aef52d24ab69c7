"""Tom books: everything or nothing, one key once, and what is wrong is said in Dutch."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from django_scopes import scope

from limonade.audit.models import Act
from limonade.ledger import errors
from limonade.ledger.actions import Booking, Line, post, post_batch, reverse
from limonade.ledger.models import Account, Entry, Period, Transfer
from limonade.ledger.setting_up import close_period, make_earmark, open_period, set_limits
from tests.ledger.books import TODAY, YEAR, Books, another_administration


def test_a_gift_moves_money_from_where_it_came_to_the_bank(books: Books) -> None:
    entry = books.post("gifts", "bank", 2_500, key="gift-1", document="bon 7")
    assert (entry.number, entry.day, entry.document) == (1, TODAY, "bon 7")
    assert books.own_balance("bank") == 2_500
    assert books.own_balance("gifts") == 2_500  # income, as people read it


def test_several_transfers_count_together_at_the_limits(books: Books) -> None:
    """In the middle Aisha's wallet would be below its floor."""
    lines = [Line(books.bank, books.aisha, 0 + 500) for _ in range(0)]
    lines = [Line(books.aisha, books.bank, 900), Line(books.rent, books.aisha, 400)]
    turned = [Line(one.target, one.source, one.amount) for one in lines]
    post(books.administration, key="a", day=TODAY, transfers=lines, text="Inleg", by=books.by)
    assert books.own_balance("aisha") == 500
    post(books.administration, key="b", day=TODAY, transfers=turned, text="Terug", by=books.by)
    assert books.own_balance("aisha") == 0


def test_one_entry_may_hold_euros_and_hours(books: Books) -> None:
    lines = [Line(books.gifts, books.bank, 100), Line(books.pot, books.hours, 25)]
    entry = post(books.administration, key="both", day=TODAY, transfers=lines, text="Samen", by=books.by)
    with scope(neighbourhood=books.place):
        assert list(entry.transfers.order_by("position").values_list("unit_id", "amount")) == [
            ("EUR", 100),
            ("UUR", 25),
        ]


def test_the_same_key_with_the_same_content_is_the_same_entry(books: Books) -> None:
    first = books.post("gifts", "bank", 2_500, key="gift-1")
    assert books.post("gifts", "bank", 2_500, key="gift-1").pk == first.pk
    assert books.own_balance("bank") == 2_500


@pytest.mark.parametrize(
    "other", [{"amount": 2_501}, {"day": dt.date(YEAR, 3, 2)}, {"text": "Taart"}, {"document": "x"}, {"kind": "gift"}]
)
def test_the_same_key_with_other_content_is_refused(books: Books, other: dict[str, Any]) -> None:
    books.post("gifts", "bank", 2_500, key="gift-1")
    amount = other.pop("amount", 2_500)
    with pytest.raises(errors.KeyUsedDifferently, match="al iets anders"):
        books.post("gifts", "bank", amount, key="gift-1", **other)
    assert books.count() == 1


def test_a_key_is_of_the_whole_neighbourhood_and_of_no_other(books: Books, theirs: Books) -> None:
    other = another_administration(books)
    books.post("gifts", "bank", 5, key="k")
    theirs.post("gifts", "bank", 5, key="k")
    with pytest.raises(errors.KeyUsedDifferently):
        other.post("cash", "bank", 5, key="k")


def test_a_key_still_answers_after_its_period_closed(books: Books) -> None:
    first = books.post("gifts", "bank", 5, key="k")
    with scope(neighbourhood=books.place):
        close_period(Period.objects.get(), by=books.by)
    assert books.post("gifts", "bank", 5, key="k").pk == first.pk


WRONG: dict[str, tuple[tuple[str, str, Any], dict[str, Any], type[errors.LedgerError]]] = {
    "zero": (("gifts", "bank", 0), {}, errors.WrongAmount),
    "negative": (("gifts", "bank", -1), {}, errors.WrongAmount),
    "float": (("gifts", "bank", 1.0), {}, errors.WrongAmount),
    "bool": (("gifts", "bank", True), {}, errors.WrongAmount),
    "too large": (("gifts", "bank", 2**53), {}, errors.WrongAmount),
    "to itself": (("bank", "bank", 1), {}, errors.SameAccount),
    "other unit": (("bank", "hours", 1), {}, errors.OtherUnit),
    "too little there": (("cash", "bank", 1), {}, errors.BelowFloor),
    "too much there": (("bank", "cash", 50_001), {}, errors.AboveCeiling),
    "too little in a wallet": (("bank", "aisha", 1), {}, errors.BelowFloor),
    "too much in a wallet": (("bram", "bank", 10_001), {}, errors.AboveCeiling),
    "no text": (("gifts", "bank", 1), {"text": ""}, errors.WrongText),
    "two lines": (("gifts", "bank", 1), {"text": "a\nb"}, errors.WrongText),
    "the sign between fields": (("gifts", "bank", 1), {"document": "a\x1fb"}, errors.WrongText),
    "the year before": (("gifts", "bank", 1), {"day": dt.date(YEAR - 1, 12, 31)}, errors.NoOpenPeriod),
    "the year after": (("gifts", "bank", 1), {"day": dt.date(YEAR + 1, 1, 1)}, errors.NoOpenPeriod),
}


@pytest.mark.parametrize(("transfer", "more", "error"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_refused_and_nothing_changes(
    books: Books, transfer: tuple[str, str, Any], more: dict[str, Any], error: type[errors.LedgerError]
) -> None:
    with pytest.raises(error, match=r"[a-z]\.$"):
        books.post(*transfer, key="k", **more)
    assert books.count() == 0
    assert [books.own_balance(name) for name in books.accounts] == [0] * len(books.accounts)


def test_an_entry_without_transfers_is_refused(books: Books) -> None:
    with pytest.raises(errors.NothingToBook):
        post(books.administration, key="k", day=TODAY, transfers=[], text="Niets", by=books.by)


def test_accounts_of_others_are_refused(books: Books, theirs: Books) -> None:
    for other in (theirs.bank, another_administration(books).bank):
        with pytest.raises(errors.OtherAdministration):
            post(
                books.administration, key="k", day=TODAY, transfers=[Line(books.bank, other, 1)], text="X", by=books.by
            )


def test_the_leap_day_is_a_day(books: Books) -> None:
    assert books.post("gifts", "bank", 1, key="k", day=dt.date(2028, 2, 29)).day.isoformat() == "2028-02-29"


def test_a_batch_is_booked_whole_or_not_at_all(books: Books) -> None:
    def booking(key: str, amount: int) -> Booking:
        return Booking(key, TODAY, [Line(books.bank, books.cash, amount)], "Wisselgeld")

    with pytest.raises(errors.AboveCeiling):
        post_batch(books.administration, [booking("a", 30_000), booking("b", 30_000)], by=books.by)
    assert books.count() == 0
    entries = post_batch(
        books.administration, [booking("a", 30_000), booking("a", 30_000), booking("b", 1)], by=books.by
    )
    assert [entry.number for entry in entries] == [1, 1, 2]
    assert books.own_balance("cash") == 30_001


def test_what_the_caller_rolls_back_is_not_booked(books: Books) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        books.post("gifts", "bank", 1, key="k")
        raise ZeroDivisionError
    assert books.post("gifts", "bank", 1, key="k").number == 1


def test_a_refusal_leaves_the_callers_transaction_whole(books: Books) -> None:
    with transaction.atomic():
        with pytest.raises(errors.BelowFloor):
            books.post("cash", "bank", 1, key="k")
        books.post("gifts", "bank", 1, key="l")
    assert books.own_balance("bank") == 1


def test_a_reversal_turns_every_transfer_on_its_own_day(books: Books) -> None:
    lines = [Line(books.gifts, books.bank, 900), Line(books.bank, books.cash, 400)]
    entry = post(books.administration, key="a", day=TODAY, transfers=lines, text="Gift", by=books.by)
    back = reverse(entry, key="b", day=dt.date(YEAR, 4, 1), by=books.by, why="Verkeerde rekening")
    assert (back.reverses_id, back.day, back.kind) == (entry.pk, dt.date(YEAR, 4, 1), "reversal")
    assert [books.own_balance(name) for name in ("gifts", "bank", "cash")] == [0, 0, 0]
    assert reverse(entry, key="b", day=dt.date(YEAR, 4, 1), by=books.by, why="Verkeerde rekening").pk == back.pk
    with pytest.raises(errors.AlreadyReversed):
        reverse(entry, key="c", day=TODAY, by=books.by, why="Nog eens")
    with pytest.raises(errors.IsReversal):
        reverse(back, key="d", day=TODAY, by=books.by, why="Toch niet")


def test_a_reversal_goes_never_into_a_closed_period(books: Books) -> None:
    entry = books.post("gifts", "bank", 5, key="a")
    with scope(neighbourhood=books.place):
        close_period(Period.objects.get(), by=books.by)
    open_period(
        books.administration, first_day=dt.date(YEAR + 1, 1, 1), last_day=dt.date(YEAR + 1, 12, 31), by=books.by
    )
    with pytest.raises(errors.NoOpenPeriod):
        reverse(entry, key="b", day=TODAY, by=books.by, why="Te laat")
    assert reverse(entry, key="b", day=dt.date(YEAR + 1, 1, 2), by=books.by, why="Dit jaar").number == 2


def test_a_period_closes_once_and_overlaps_no_other(books: Books) -> None:
    with scope(neighbourhood=books.place):
        period = Period.objects.get()
    for first, last in ((6, 7), (1, 1), (12, 12)):
        with pytest.raises(errors.WrongPeriod):
            open_period(
                books.administration, first_day=dt.date(YEAR, first, 1), last_day=dt.date(YEAR, last, 31), by=books.by
            )
    close_period(period, by=books.by)
    assert period.closed_by_id == books.by.user_id
    with pytest.raises(errors.PeriodIsClosed):
        close_period(period, by=books.by)
    with pytest.raises(errors.NoOpenPeriod):
        books.post("gifts", "bank", 5, key="a")


def test_a_limit_cannot_be_set_past_the_balance(books: Books) -> None:
    books.post("aisha", "bank", 500, key="a")
    with pytest.raises(errors.BelowFloor):
        set_limits(books.aisha, floor=501, ceiling=None, by=books.by)
    set_limits(books.aisha, floor=-200, ceiling=None, by=books.by)
    books.post("bank", "aisha", 700, key="b")
    assert books.own_balance("aisha") == -200


def test_an_earmark_goes_along_and_is_of_its_own_administration(books: Books) -> None:
    garden = make_earmark(books.administration, name="Buurttuin", by=books.by)
    other = make_earmark(another_administration(books).administration, name="Buurttuin", by=books.by)
    line = Line(books.gifts, books.bank, 5, garden)
    entry = post(books.administration, key="k", day=TODAY, transfers=[line], text="Subsidie", by=books.by)
    with scope(neighbourhood=books.place):
        assert entry.transfers.get().earmark == garden
    with pytest.raises(errors.OtherAdministration):
        wrong = Line(books.gifts, books.bank, 5, other)
        post(books.administration, key="l", day=TODAY, transfers=[wrong], text="Subsidie", by=books.by)


def test_only_what_is_booked_by_hand_is_an_audit_act(books: Books) -> None:
    with scope(neighbourhood=books.place):
        before = Act.objects.count()
        books.post("gifts", "bank", 5, key="a")
        assert Act.objects.count() == before
        entry = books.post("gifts", "bank", 5, key="b", by_hand=True)
        act = Act.objects.latest("number")
        assert (act.act, act.subject_id, act.details) == ("ledger.entry_booked", entry.pk, {"number": 2})


def test_an_account_cannot_be_saved_over_its_balance(books: Books) -> None:
    stale = books.bank
    books.post("gifts", "bank", 5, key="a")
    stale.name = "Bankrekening"
    with scope(neighbourhood=books.place):
        stale.save(update_fields=["name"])
        assert Account.objects.get(pk=stale.pk).balance == 5
        assert Entry.objects.count() == Transfer.objects.count() == 1
