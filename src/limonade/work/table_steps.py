"""Eating together: crews with turns, swaps, stock and a shared bill, and a portion that is left over."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.design.templatetags.design import weekday
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.access import Here
from limonade.people.models import Party
from limonade.steps.fields import DayField, EuroField, PartyField, StepForm, long_text, parties
from limonade.steps.made import done_by, make
from limonade.steps.step import Refused, Step, Steps
from limonade.work import queries
from limonade.work.models import Claim, Crew, CrewMember, Eater, Meal, Portion, Stock, Turn


class PortionForm(StepForm):
    what = forms.CharField(label=gettext_lazy("Wat is er over?"), max_length=120)
    diet = forms.CharField(
        label=gettext_lazy("Wat zit erin?"), max_length=120, required=False,
        help_text=gettext_lazy("Vlees, vis, noten, melk: wie iets niet mag eten, leest het hier."),
    )  # fmt: skip
    count = forms.IntegerField(label=gettext_lazy("Hoeveel porties?"), min_value=1, max_value=50, initial=1)
    day = DayField(label=gettext_lazy("Welke dag?"), ahead=True, initial=timezone.localdate)
    at = forms.CharField(
        label=gettext_lazy("Hoe laat?"),
        max_length=40,
        help_text=gettext_lazy("Bijvoorbeeld: tussen zes en zeven. Wie hier meedoet, ziet je adres erbij."),
    )
    until = forms.TimeField(
        label=gettext_lazy("Tot hoe laat?"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=gettext_lazy("Daarna is het voorbij, en kan niemand er meer een nemen."),
    )
    where = forms.CharField(
        label=gettext_lazy("Waar en hoe halen ze het?"),
        max_length=160,
        required=False,
        help_text=gettext_lazy(
            "Bijvoorbeeld: Bergstraat 9, bel twee keer aan. Alleen wie een portie neemt, leest dit."
        ),
    )
    brings = forms.BooleanField(label=gettext_lazy("Ik kan het brengen"), required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not self.errors and Portion(day=found["day"], until=found["until"]).is_past:
            self.add_error("until", _("Deze tijd is al voorbij."))
        return found


def offer(here: Here, place: Neighbourhood, **told: Any) -> Portion:
    return make(Portion, here, **told)


def _is_there(portion: Portion) -> None:
    if portion.withdrawn_at:
        raise Refused(_("Dit eten is er niet meer."))
    if portion.is_past:
        raise Refused(_("De tijd om dit eten te halen is voorbij."))


class ClaimForm(StepForm):
    word = forms.CharField(
        label=gettext_lazy("Wil je er iets bij zeggen?"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("Bijvoorbeeld: Ik kom om zes uur. Alleen wie kookt, leest dit."),
    )

    def prepare(self) -> None:
        told = {"name": self.thing.maker.name, "day": weekday(self.thing.day), "at": self.thing.at}
        self.note = _("%(name)s kookt. Wanneer: %(day)s, %(at)s. Het kost niets.") % told
        if self.thing.diet:
            self.note += " " + _("Erin: %(diet)s.") % {"diet": self.thing.diet}


def _can_claim(here: Here, portion: Portion) -> None:
    _is_there(portion)
    if portion.maker_id == here.who.pk:
        raise Refused(_("Dit is je eigen eten."))
    if portion.claims.filter(maker=here.who, ended_at=None).exists():
        raise Refused(_("Je hebt al een portie."))
    if portion.left <= 0:
        raise Refused(_("Alle porties zijn weg."))


def claim(here: Here, portion: Portion, key: str, word: str = "") -> None:
    """The last portion goes to exactly one."""
    if make(Claim, here, key=key, portion=portion, word=word).is_known:
        return  # pressed twice
    free = Portion.objects.filter(pk=portion.pk, withdrawn_at=None, taken__lt=F("count"))
    if not free.update(taken=F("taken") + 1):
        raise Refused(_("Iemand anders was je net voor. De laatste portie is weg."))


def _has_claim(here: Here, portion: Portion) -> None:
    _is_there(portion)
    if not portion.claims.filter(maker=here.who, ended_at=None).exists():
        raise Refused(_("Je hebt hier geen portie."))


def _unclaim(here: Here, portion: Portion, **_told: Any) -> None:
    if portion.claims.filter(maker=here.who, ended_at=None).update(**done_by(here, "ended")):
        Portion.objects.filter(pk=portion.pk, taken__gt=0).update(taken=F("taken") - 1)


def _is_cook(here: Here, portion: Portion) -> None:
    if portion.maker_id != here.who.pk or portion.withdrawn_at:
        raise Refused(_("Dit is niet jouw eten, of het is al ingetrokken."))
    _is_there(portion)


def _withdraw(here: Here, portion: Portion, **_told: Any) -> None:
    Portion.objects.filter(pk=portion.pk, withdrawn_at=None).update(**done_by(here, "withdrawn"))


class CrewForm(StepForm):
    name = forms.CharField(label=gettext_lazy("Hoe heten jullie?"), max_length=80)
    text = long_text(
        gettext_lazy("Wat spreken jullie af?"), required=False,
        help_text=gettext_lazy("Bijvoorbeeld: drie avonden in de week, en wie alleen eet, eet alleen."),
    )  # fmt: skip


def begin_crew(here: Here, place: Neighbourhood, *, key: str, **told: Any) -> Crew:
    new = make(Crew, here, key=key, **told)
    make(CrewMember, here, key=key, crew=new)
    return new


def _is_outside(here: Here, crew: Crew) -> None:
    if queries.is_in_crew(here.who, crew):
        raise Refused(_("Je zit al in deze ploeg."))


def _is_inside(here: Here, crew: Crew) -> None:
    if not queries.is_in_crew(here.who, crew):
        raise Refused(_("Dit is voor wie in de ploeg zit."))


def join_crew(here: Here, crew: Crew, key: str) -> None:
    make(CrewMember, here, key=key, crew=crew)


def _leave_crew(here: Here, crew: Crew, **_told: Any) -> None:
    crew.members.filter(maker=here.who, left_at=None).update(**done_by(here, "left"))


class MealForm(StepForm):
    day = DayField(label=gettext_lazy("Welke dag?"), ahead=True)
    what = forms.CharField(label=gettext_lazy("Wat eten we?"), max_length=120, required=False)


def plan_meal(here: Here, crew: Crew, *, day: dt.date, **told: Any) -> None:
    if crew.meals.filter(day=day).exists():
        raise Refused(_("Op die dag staat er al een maaltijd."))
    make(Meal, here, crew=crew, day=day, **told)


class StockForm(StepForm):
    what = forms.CharField(label=gettext_lazy("Wat ligt er in de kast?"), max_length=80)
    is_low = forms.BooleanField(label=gettext_lazy("Het is bijna op"), required=False)


def _stock(here: Here, crew: Crew, **told: Any) -> None:
    make(Stock, here, crew=crew, **told)


def _in_stock(here: Here, stock: Stock) -> None:
    _is_inside(here, stock.crew)
    if stock.gone_at:
        raise Refused(_("Dit is al op."))


def _is_full(here: Here, stock: Stock) -> None:
    _in_stock(here, stock)
    if stock.is_low:
        raise Refused(_("Dit staat al op het lijstje."))


def _low(here: Here, stock: Stock, **_told: Any) -> None:
    Stock.objects.filter(pk=stock.pk).update(is_low=True)


def _gone(here: Here, stock: Stock, **_told: Any) -> None:
    Stock.objects.filter(pk=stock.pk, gone_at=None).update(**done_by(here, "gone"))


def _at_table(here: Here, meal: Meal) -> None:
    _is_inside(here, meal.crew)


def _ahead(here: Here, meal: Meal) -> None:
    _at_table(here, meal)
    if meal.day < timezone.localdate():
        raise Refused(_("Deze maaltijd is voorbij."))
    if meal.cents:
        raise Refused(_("De kosten zijn al gedeeld."))


def _eats(here: Here, meal: Meal) -> bool:
    return meal.eaters.filter(maker=here.who, left_at=None).exists()


def _can_eat(here: Here, meal: Meal) -> None:
    _ahead(here, meal)
    if _eats(here, meal):
        raise Refused(_("Je eet al mee."))


def eat_along(here: Here, meal: Meal, key: str) -> None:
    make(Eater, here, key=key, meal=meal)


def _is_eater(here: Here, meal: Meal) -> None:
    _ahead(here, meal)
    if not _eats(here, meal):
        raise Refused(_("Je eet niet mee."))


def _eat_alone(here: Here, meal: Meal, **_told: Any) -> None:
    meal.eaters.filter(maker=here.who, left_at=None).update(**done_by(here, "left"))


class TurnForm(StepForm):
    task = forms.ChoiceField(label=gettext_lazy("Wat doe jij?"), widget=forms.RadioSelect)

    def prepare(self) -> None:
        done = set(self.thing.turns.values_list("task", flat=True))
        self.fields["task"].choices = [(key, name) for key, name in Turn.TASKS if key not in done]  # type: ignore[attr-defined]


def _has_tasks(here: Here, meal: Meal) -> None:
    _ahead(here, meal)
    if meal.turns.count() >= len(Turn.TASKS):
        raise Refused(_("Alle taken zijn verdeeld."))


def take_turn(here: Here, meal: Meal, **told: Any) -> None:
    make(Turn, here, meal=meal, **told)


class CostForm(StepForm):
    cents = EuroField(label=gettext_lazy("Wat kostten de boodschappen?"), least=1)
    payer = PartyField(label=gettext_lazy("Wie betaalde ze?"), empty_label=None)

    def prepare(self) -> None:
        members = self.thing.crew.members.filter(left_at=None).values("maker")
        self.fields["payer"].queryset = parties().filter(pk__in=members)  # type: ignore[attr-defined]
        self.fields["payer"].initial = self.here.who.pk


def _can_split(here: Here, meal: Meal) -> None:
    _at_table(here, meal)
    if meal.day > timezone.localdate():
        raise Refused(_("Deze maaltijd moet nog komen."))
    if not meal.eaters.filter(left_at=None).exists():
        raise Refused(_("Er staat nog niemand bij wie mee-eet."))


def split(here: Here, meal: Meal, *, cents: int, payer: Party, **_told: Any) -> None:
    Meal.objects.filter(pk=meal.pk).update(cents=cents, payer=payer)


def _is_mine(here: Here, turn: Turn) -> None:
    _ahead(here, turn.meal)
    if turn.maker_id != here.who.pk or turn.swap_at or turn.done_at:
        raise Refused(_("Dit is niet jouw beurt, of je vroeg al om te ruilen."))


def _is_to_do(here: Here, turn: Turn) -> None:
    if turn.maker_id != here.who.pk or turn.done_at:
        raise Refused(_("Dit is niet jouw beurt, of ze is al gedaan."))
    if turn.meal.day > timezone.localdate() and turn.task != "shop":
        raise Refused(_("Deze beurt moet nog komen."))


def _finish(here: Here, turn: Turn, **_told: Any) -> None:
    Turn.objects.filter(pk=turn.pk, done_at=None).update(swap_at=None, swap_by=None, **done_by(here, "done"))


def ask_swap(here: Here, turn: Turn, **_told: Any) -> None:
    Turn.objects.filter(pk=turn.pk, swap_at=None).update(**done_by(here, "swap"))


def _is_offered(here: Here, turn: Turn) -> None:
    _ahead(here, turn.meal)
    if not turn.swap_at or turn.maker_id == here.who.pk:
        raise Refused(_("Hier wordt niet om een ruil gevraagd."))


def take_over(here: Here, turn: Turn, **_told: Any) -> None:
    """The first who says yes has the turn."""
    waiting = Turn.objects.filter(pk=turn.pk, swap_at__isnull=False)
    if not waiting.update(maker=here.who, swap_at=None, swap_by=None):
        raise Refused(_("Iemand anders nam de beurt net over."))


NEW: Steps = {
    "portie": Step(
        "work.portion_offered", gettext_lazy("Bied een portie aan"), gettext_lazy("bood een portie aan"), offer, "soup",
        PortionForm, look="primary", done=gettext_lazy("Het staat op tafel. Buren zien het, je straat het eerst."),
    ),
    "ploeg": Step(
        "work.crew_begun", gettext_lazy("Begin een ploeg"), gettext_lazy("begon een ploeg"), begin_crew, "chef-hat",
        CrewForm, done=gettext_lazy("De ploeg is er. Vraag een paar buren."),
    ),
}  # fmt: skip
PORTION: Steps = {
    "voor-mij": Step(
        "work.portion_claimed", gettext_lazy("Die lust ik"), gettext_lazy("nam een portie"), claim, "hand-heart",
        ClaimForm, check=_can_claim, look="primary",
        done=gettext_lazy("Smakelijk! Wie kookt, leest dat je komt. Waar je het haalt, staat erbij."),
    ),
    "toch-niet": Step(
        "work.portion_returned", gettext_lazy("Toch niet"), gettext_lazy("gaf een portie terug"), _unclaim, "undo-2",
        check=_has_claim, look="subtle", done=gettext_lazy("Goed. Een ander kan hem nu nemen."),
    ),
    "trek-in": Step(
        "work.portion_withdrawn", gettext_lazy("Trek het in"), gettext_lazy("trok een portie in"), _withdraw, "x",
        check=_is_cook, look="subtle", done=gettext_lazy("Ingetrokken."),
    ),
}  # fmt: skip
CREW: Steps = {
    "doe-mee": Step(
        "work.crew_joined", gettext_lazy("Doe mee"), gettext_lazy("kwam bij een ploeg"), join_crew, "hand-heart",
        check=_is_outside, look="primary", done=gettext_lazy("Welkom in de ploeg."),
    ),
    "maaltijd": Step(
        "work.meal_planned", gettext_lazy("Zet een maaltijd op de lijst"),
        gettext_lazy("zette een maaltijd op de lijst"),
        plan_meal, "calendar-plus", MealForm, check=_is_inside, look="primary",
        done=gettext_lazy("Hij staat op de lijst."),
    ),
    "voorraad": Step(
        "work.stock_added", gettext_lazy("Zet iets in de kast"), gettext_lazy("zette iets in de kast"), _stock,
        "package",
        StockForm, check=_is_inside, done=gettext_lazy("Het staat erbij."),
    ),
    "stop": Step(
        "work.crew_left", gettext_lazy("Stop met meedoen"), gettext_lazy("ging uit een ploeg"), _leave_crew, "undo-2",
        check=_is_inside, look="subtle", done=gettext_lazy("Je zit niet meer in de ploeg."),
    ),
}  # fmt: skip
MEAL: Steps = {
    "eet-mee": Step(
        "work.eats_along", gettext_lazy("Ik eet mee"), gettext_lazy("eet mee"), eat_along, "utensils", check=_can_eat,
        look="primary", done=gettext_lazy("Gezellig. Er wordt op je gerekend."),
    ),
    "eet-alleen": Step(
        "work.eats_alone", gettext_lazy("Ik eet toch alleen"), gettext_lazy("eet toch niet mee"), _eat_alone, "undo-2",
        check=_is_eater, look="subtle", done=gettext_lazy("Goed. Eet smakelijk."),
    ),
    "taak": Step(
        "work.turn_taken", gettext_lazy("Neem een taak"), gettext_lazy("nam een taak"), take_turn, "hand", TurnForm,
        check=_has_tasks, done=gettext_lazy("Dank je. De taak is van jou."),
    ),
    "kosten": Step(
        "work.meal_split", gettext_lazy("Deel de kosten"), gettext_lazy("deelde de kosten van een maaltijd"), split,
        "receipt-euro", CostForm, check=_can_split, done=gettext_lazy("De kosten zijn gedeeld over wie meeat."),
    ),
}  # fmt: skip
TURN: Steps = {
    "gedaan": Step(
        "work.turn_done", gettext_lazy("Gedaan"), gettext_lazy("deed een beurt"), _finish, "check", check=_is_to_do,
        done=gettext_lazy("Dank je wel."),
    ),
    "ruil": Step(
        "work.swap_asked", gettext_lazy("Vraag een ruil"), gettext_lazy("vroeg een ruil"), ask_swap, "repeat",
        check=_is_mine, done=gettext_lazy("Gevraagd. Wie hem overneemt, heeft de beurt."),
    ),
    "neem-over": Step(
        "work.turn_swapped", gettext_lazy("Neem deze beurt over"), gettext_lazy("nam een beurt over"), take_over,
        "hand",
        check=_is_offered, look="primary", done=gettext_lazy("De beurt is nu van jou."),
    ),
}  # fmt: skip
STOCK: Steps = {
    "bijna-op": Step(
        "work.stock_low", gettext_lazy("Bijna op"), gettext_lazy("zette iets op het lijstje"), _low, "shopping-basket",
        check=_is_full, look="subtle",
    ),
    "op": Step(
        "work.stock_gone", gettext_lazy("Op"), gettext_lazy("haalde iets uit de kast"), _gone, "x", check=_in_stock,
        look="subtle"
    ),
}  # fmt: skip
