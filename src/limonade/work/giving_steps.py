"""Hours that somebody gives to a neighbour from their own account; booked at once, as any other entry."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.ledger import desk
from limonade.ledger.actions import Line, post
from limonade.ledger.chart import HOUR, WALLET
from limonade.ledger.errors import LedgerError
from limonade.ledger.models import Account, Entry
from limonade.ledger.queries import accounts_of
from limonade.ledger.templatetags.ledger import amount
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.access import Here
from limonade.people.models import Party
from limonade.steps.fields import HoursField, PartyField, StepForm, parties
from limonade.steps.step import Refused, Step, Steps

KIND = "hours-to-neighbour"


def wallets(party: Party) -> list[Account]:
    """Accounts of hours, the fullest first."""
    found = [one for one in accounts_of(party.pk) if one.unit_id == HOUR and one.purpose == WALLET]
    return sorted(found, key=lambda one: -one.own_balance)


def fullest(party: Party) -> Account | None:
    """From which somebody can give most; None when there is nothing to give."""
    return next((one for one in wallets(party) if one.own_balance > 0), None)


class GiveForm(StepForm):
    """Once it is filled in, it says what would be booked and asks for a tick; anything changed asks again."""

    receiver = PartyField(label=gettext_lazy("Aan wie?"), empty_label=gettext_lazy("Kies een buur"))
    hours = HoursField(label=gettext_lazy("Hoeveel uur?"), least=1)
    word = forms.CharField(
        label=gettext_lazy("Waarvoor?"),
        max_length=120,
        help_text=gettext_lazy("Bijvoorbeeld: Voor het schilderen van mijn schuur. Dit blijft in de boeken staan."),
    )
    sure = forms.Field(
        label=gettext_lazy("Klopt het?"),
        required=False,
        widget=forms.MultipleHiddenInput,
        help_text=gettext_lazy("Na je vinkje wordt het geboekt."),
    )

    def prepare(self) -> None:
        people = parties(Party.PERSON).exclude(pk=self.here.who.pk)
        self.fields["receiver"].queryset = people.order_by("name")  # type: ignore[attr-defined]
        self.source = fullest(self.here.who)
        self.left = self.source.own_balance if self.source else 0
        self.is_seen = True
        self.note = _("Je kunt nu %(hours)s geven.") % {"hours": amount(self.left, HOUR)}

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not self.errors and not given(self.here, found["key"]):
            self._preview(found)
        return found

    def _preview(self, found: dict[str, Any]) -> None:
        receiver, hours = found["receiver"], found["hours"]
        after = self.left - hours
        if after < 0:
            self.add_error("hours", _("Zoveel uur heb je niet. %(note)s") % {"note": self.note})
            return
        seen = f"{receiver.pk}-{hours}"
        told = {"hours": amount(hours, HOUR), "name": receiver.name, "left": amount(after, HOUR)}
        words = _("Ja, ik geef %(hours)s aan %(name)s. Daarna heb ik nog %(left)s.") % told
        self.fields["sure"].widget = forms.CheckboxSelectMultiple(choices=[(seen, words)])
        self.is_seen = found["sure"] == [seen]
        if not self.is_seen:
            self.note = _("Kijk het na, en zet onderaan een vinkje. Er is nog niets geboekt.")

    def is_valid(self) -> bool:
        return super().is_valid() and self.is_seen

    def told(self) -> dict[str, Any]:
        found = super().told()
        del found["sure"]
        return found


def _has_account(here: Here, place: Neighbourhood) -> None:
    if not wallets(here.who):
        raise Refused(_("Je hebt nog geen rekening met uren."))


def given(here: Here, key: str) -> Entry | None:
    return Entry.objects.filter(key=_kept(here, key)).first()


def _kept(here: Here, key: str) -> str:
    return f"geef-{here.who.pk}-{key}"


def give(here: Here, place: Neighbourhood, *, key: str, receiver: Party, hours: int, word: str) -> Entry:
    """The floor of the giver's account keeps it at nothing or more. Raises LedgerError."""
    known = given(here, key)
    source = known.transfers.get().target if known else fullest(here.who)
    if source is None:
        raise Refused(_("Je hebt nu geen uren om te geven."))
    books = source.administration
    transfer = Line(desk.open_wallet(books, receiver, source.unit, by=here.actor), source, hours)
    day = known.day if known else timezone.localdate()
    entry = post(books, key=_kept(here, key), day=day, transfers=[transfer], text=word, kind=KIND, by=here.actor)
    entry.is_known = known is not None  # type: ignore[attr-defined]
    return entry


NEW: Steps = {
    "geef-uren": Step(
        "work.hours_given", gettext_lazy("Geef uren aan een buur"), gettext_lazy("gaf uren aan een buur"), give,
        "hand-heart", GiveForm, check=_has_account, in_person=True, refusals=(LedgerError,),
        lead=gettext_lazy("Een uur op je rekening is een uur dat jij voor een ander deed. Je geeft het aan een buur "
                          "die iets voor jou doet."),
        button=gettext_lazy("Geef de uren"), done=gettext_lazy("Gegeven. Je buur leest het bij Vandaag."),
    ),
}  # fmt: skip
