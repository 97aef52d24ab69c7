"""Why a booking is refused, in Dutch for the screen. Nothing was booked when one of these is raised."""

import datetime as dt
from typing import ClassVar

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class LedgerError(Exception):
    says: ClassVar[object] = gettext_lazy("Dit kan niet geboekt worden.")

    def __init__(self, message: str = "") -> None:
        super().__init__(message or str(self.says))


class NothingToBook(LedgerError):
    says = gettext_lazy("Een boeking heeft minstens één bedrag.")


class WrongAmount(LedgerError):
    says = gettext_lazy("Een bedrag is een heel getal groter dan nul.")


class SameAccount(LedgerError):
    says = gettext_lazy("Van en naar zijn dezelfde rekening.")


class OtherUnit(LedgerError):
    says = gettext_lazy("Beide rekeningen moeten dezelfde eenheid hebben.")


class OtherAdministration(LedgerError):
    says = gettext_lazy("Alle rekeningen moeten van deze administratie zijn.")


class WrongText(LedgerError):
    says = gettext_lazy("De omschrijving, het bewijsstuk en de sleutel zijn elk één regel van beperkte lengte.")


class KeyUsedDifferently(LedgerError):
    says = gettext_lazy("Met deze sleutel is al iets anders geboekt.")


class NoOpenPeriod(LedgerError):
    says = gettext_lazy("Deze dag valt niet in een open boekperiode.")


class WrongPeriod(LedgerError):
    says = gettext_lazy("Deze boekperiode overlapt een andere of eindigt voor het begin.")


class BelowFloor(LedgerError):
    says = gettext_lazy("Er staat niet genoeg op de rekening.")


class AboveCeiling(LedgerError):
    says = gettext_lazy("Er kan niet zoveel op de rekening staan.")


class AlreadyReversed(LedgerError):
    says = gettext_lazy("Deze boeking is al teruggedraaid.")


class IsReversal(LedgerError):
    says = gettext_lazy("Een terugdraaiing draai je niet terug: boek opnieuw.")


class PeriodIsClosed(LedgerError):
    says = gettext_lazy("Deze boekperiode is al gesloten.")


class NameTaken(LedgerError):
    says = gettext_lazy("Deze naam is al in gebruik. Kies een andere.")


class NumberTaken(LedgerError):
    says = gettext_lazy("Dit nummer is al in gebruik. Kies een ander.")


class FileRefused(LedgerError):
    """An import with faults; nothing of it was booked."""

    says = gettext_lazy("Dit bestand is niet geboekt.")

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(" ".join([_("Dit bestand is niet geboekt."), *faults]))


class BooksAreReadOnly(LedgerError):
    """The last self-check found something: see `whole_check`."""

    says = gettext_lazy(
        "Sinds %(since)s kan er niet geboekt worden: de controle van de boeken vond iets dat niet klopt. "
        "Lezen gaat gewoon door. Bel de penningmeester; die vraagt het aan wie deze site beheert."
    )

    def __init__(self, since: dt.datetime) -> None:
        self.since = since
        super().__init__(str(self.says) % {"since": date_format(timezone.localtime(since), "j F Y H:i")})


# The database names the rule that it kept: the name of a constraint, or the words of a guard.
BY_RULE: dict[str, type[LedgerError]] = {
    # Two of one administration wait for each other and see each other's key; so these are of two administrations.
    "entry_key_once": KeyUsedDifferently,
    "ledger_entry.neighbourhood_id, ledger_entry.key": KeyUsedDifferently,
    "account_floor": BelowFloor,
    "account_ceiling": AboveCeiling,
    "entry_reversed_once": AlreadyReversed,
    "ledger_entry.neighbourhood_id, ledger_entry.reverses_id": AlreadyReversed,
    "entry_no_reversal_of_reversal": IsReversal,
    "entry_in_open_period": NoOpenPeriod,
    "period_no_overlap": WrongPeriod,
    "period_in_order": WrongPeriod,
    "period_stays_closed": PeriodIsClosed,
    "administration_name_once": NameTaken,
    "ledger_administration.neighbourhood_id, ledger_administration.name": NameTaken,
    "template_name_once": NameTaken,
    "ledger_template.neighbourhood_id, ledger_template.administration_id, ledger_template.name": NameTaken,
    "earmark_name_once": NameTaken,
    "ledger_earmark.neighbourhood_id, ledger_earmark.administration_id, ledger_earmark.name": NameTaken,
    "account_number_once": NumberTaken,
    "ledger_account.neighbourhood_id, ledger_account.administration_id, ledger_account.number": NumberTaken,
}


def error_for(refusal: Exception) -> LedgerError | None:
    """The kind words for a refusal by the database, if we know its rule."""
    text = str(refusal)
    return next((error() for rule, error in BY_RULE.items() if rule in text), None)
