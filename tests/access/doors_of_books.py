"""The doors of the ledger: what everybody may read, what is somebody's own, and the books of the treasurer."""

from collections.abc import Mapping

from limonade.people.roles import May
from tests.access.matrix import (
    METHOD,
    NOT_FOUND,
    OK,
    ONWARD,
    UNDONE,
    Door,
    Lock,
    Means,
    form,
    needs,
    page,
    public,
    resident,
)
from tests.access.stage import Whose

PLACE: Mapping[str, str] = {"slug": "paasberg"}
BOOKS: Mapping[str, str] = {**PLACE, "pk": "{it.pk}"}
SEE, KEEP = needs(May.SEE_TREASURY), needs(May.KEEP_BOOKS)
CLOSE = needs(May.KEEP_BOOKS, Means.FRESH)
ENTRY = {"number": "{it.number}"}
KEY = "0123456789abcdef0123456789abcdef"
ONE_LINE = {
    "regel-TOTAL_FORMS": "1",
    "regel-INITIAL_FORMS": "0",
    "regel-0-source": "82301",
    "regel-0-target": "10201",
    "regel-0-amount": "12,50",
    "key": KEY,
    "day": "{it.day}",
    "text": "Gift",
    "stap": "boek",
}


def see(**parts: str) -> tuple[Door, ...]:
    """To look at in these books; those of another neighbourhood are not there."""
    return (
        page(SEE, thing="books", parts={**BOOKS, **parts}),
        Door(SEE, NOT_FOUND, METHOD, thing="books", parts={**BOOKS, **parts}, whose=Whose.FAR),
    )


def change(
    data: Mapping[str, str], parts: Mapping[str, str] | None = None, *, lock: Lock = KEEP, look: bool = True
) -> tuple[Door, ...]:
    there = {**BOOKS, **(parts or {})}
    shown, hidden = (OK, NOT_FOUND) if look else (METHOD, METHOD)
    return (
        Door(lock, shown, OK, thing="books", parts=there, data=data),
        Door(lock, hidden, NOT_FOUND, thing="books", parts=there, data=data, whose=Whose.FAR),
    )


def own() -> tuple[Door, ...]:
    """Only for whose account it is."""
    parts = {**PLACE, "account": "{it.pk}"}
    return (
        page(resident(), thing="wallet", parts=parts),
        *(
            Door(resident(), NOT_FOUND, METHOD, thing="wallet", parts=parts, whose=whose)
            for whose in (Whose.NEIGHBOUR, Whose.FAR)
        ),
    )


LEDGER: dict[str, tuple[Door, ...]] = {
    "ledger:cash_book": (page(public(), parts=PLACE),),
    "ledger:cash_book_file": (page(public(), parts=PLACE),),
    "ledger:my_accounts": (page(resident(), parts=PLACE),),
    "ledger:my_account": own(),
    "ledger:my_account_file": own(),
    "ledger:books": (Door(SEE, ONWARD, METHOD, parts=PLACE),),
    "ledger:open_books": (form(KEEP, parts=PLACE, data={"name": "Coöperatie", "kind": "cooperative", "year": "2026"}),),
    "ledger:home": see(),
    "ledger:book": change(ONE_LINE),
    "ledger:remove_template": change({}, {"template": "{it.template}"}, look=False),
    "ledger:entries": see(),
    "ledger:entry": see(**ENTRY),
    "ledger:reverse": change({"day": "{it.day}", "why": "Fout"}, ENTRY),
    "ledger:save_template": change({"name": "Nieuw sjabloon"}, ENTRY),
    "ledger:attach": change({}, ENTRY, look=False),
    "ledger:paper": see(attachment="{it.paper}"),
    "ledger:take_paper_away": change({"why": "Hoort er niet bij"}, {"attachment": "{it.paper}"}),
    "ledger:accounts": see(),
    "ledger:new_account": change({"number": "45999", "name": "Nieuw", "kind": "expense", "unit": "EUR"}),
    "ledger:new_wallet": change({"wie": "{stage.neighbour.pk}", "eenheid": "UUR"}),
    "ledger:account": see(account="{it.account}"),
    "ledger:edit_account": change({"name": "Anders"}, {"account": "{it.account}"}),
    "ledger:earmarks": see(),
    "ledger:new_earmark": change({"name": "Nieuwe bestemming"}),
    "ledger:earmark": see(earmark="{it.earmark}"),
    "ledger:trial_balance": see(),
    "ledger:trial_balance_file": see(),
    "ledger:statement": see(),
    "ledger:statement_file": see(),
    "ledger:journal_file": (
        page(SEE, thing="books", parts={**BOOKS, "kind": "csv"}),
        Door(SEE, NOT_FOUND, METHOD, thing="books", parts={**BOOKS, "kind": "hledger"}, whose=Whose.FAR),
        Door(SEE, NOT_FOUND, METHOD, thing="books", parts={**BOOKS, "kind": "onbekend"}),
    ),
    "ledger:periods": see(),
    "ledger:new_period": change({"first_day": "2050-01-01", "last_day": "2050-12-31"}),
    "ledger:end_period": change({"sure": "on"}, {"period": "{it.period}"}, lock=CLOSE),
    "ledger:control": (
        Door(SEE, OK, UNDONE, thing="books", parts=BOOKS),
        Door(SEE, NOT_FOUND, NOT_FOUND, thing="books", parts=BOOKS, whose=Whose.FAR),
    ),
    "ledger:anchor_sheet": see(),
}
