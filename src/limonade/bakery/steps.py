"""Baking: put ingredients on the table, mix them into a case, promise, and let the rule that was fixed decide."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.bakery import queries
from limonade.bakery.commitment_steps import COMMITMENT, PROMISE, REQUEST
from limonade.bakery.ingredient_steps import INGREDIENT, NEW_INGREDIENT
from limonade.bakery.models import Case, CaseIngredient, Effect, Ingredient
from limonade.bakery.rules import check_baker, check_open
from limonade.community.models import Initiative
from limonade.community.queries import initiatives_of
from limonade.company.models import Order
from limonade.design.templatetags.design import day
from limonade.governance.models import Proposal
from limonade.governance.steps import ProposeForm, propose
from limonade.ledger.templatetags.ledger import amount
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.access import Here
from limonade.people.models import Party
from limonade.people.roles import May
from limonade.steps.changing import ChangeForm, change_step
from limonade.steps.fields import DayField, EuroField, HoursField, PartyField, StepForm, long_text, parties
from limonade.steps.made import done_by, make
from limonade.steps.step import Refused, Step, Steps

FEWEST_OWNERS = 2
DECIDE_AFTER = dt.timedelta(days=30)


class CaseForm(StepForm):
    initiative = forms.ModelChoiceField(
        label=gettext_lazy("Bij welk initiatief?"), queryset=Initiative.objects.none(), empty_label=None
    )
    title = forms.CharField(label=gettext_lazy("Hoe heet het plan?"), max_length=120)
    text = long_text(
        gettext_lazy("Wat doen we anders?"), length=1000, rows=5,
        help_text=gettext_lazy("Anders, en niet minder: wie doet straks wat, en wat hoeft niet meer?"),
    )  # fmt: skip
    least_cents = EuroField(
        label=gettext_lazy("Hoeveel geld moet er minstens bindend zijn?"), required=False,
        help_text=gettext_lazy("Leeg als er geen geld nodig is."),
    )  # fmt: skip
    least_hours = HoursField(label=gettext_lazy("Hoeveel uur moet er minstens bindend zijn?"), required=False)
    least_parties = forms.IntegerField(
        label=gettext_lazy("Hoeveel partijen moeten minstens bindend meedoen?"), min_value=2, max_value=500, initial=2
    )
    decide_on = DayField(
        label=gettext_lazy("Wanneer beslissen we?"), ahead=True, initial=lambda: timezone.localdate() + DECIDE_AFTER
    )

    def prepare(self) -> None:
        self.fields["initiative"].queryset = initiatives_of(self.here)  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        found = super().told()
        return {**found, **{name: found.get(name) or 0 for name in ("least_cents", "least_hours")}}


def begin_case(here: Here, place: Neighbourhood, **told: Any) -> Case:
    return make(Case, here, **told)


def _may_change(here: Here, case: Case) -> None:
    check_open(here, case)
    check_baker(here, case)
    if case.fixed_at:
        raise Refused(_("De regel staat vast. Het plan verandert dan niet meer."))


class ChangeCaseForm(ChangeForm, CaseForm):
    kept = ("initiative",)


class MixForm(StepForm):
    ingredients = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Wat gaat erin?"), queryset=Ingredient.objects.none(), widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Van wie het is, leest bij Vandaag dat jullie het gebruiken."),
    )  # fmt: skip

    def prepare(self) -> None:
        known = self.thing.ingredients.values("ingredient")
        field: Any = self.fields["ingredients"]
        field.queryset = queries.ingredients().exclude(pk__in=known)
        field.label_from_instance = lambda one: f"{one.get_kind_display()}: {one.what} ({one.owner.name})"
        if not field.queryset.exists():
            self.note = _("Alles wat op tafel ligt, zit er al in. Leg eerst iets nieuws op tafel.")


def mix(here: Here, case: Case, *, key: str, ingredients: Any) -> None:
    for one in ingredients:
        make(CaseIngredient, here, key=f"{key}-{one.pk}", case=case, ingredient=one)


class EffectForm(StepForm):
    party = PartyField(label=gettext_lazy("Voor wie?"), empty_label=gettext_lazy("Kies een buur of organisatie"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kost het, of levert het op?"), choices=Effect.KINDS, widget=forms.RadioSelect
    )
    what = forms.CharField(label=gettext_lazy("Wat?"), max_length=120)
    middle = EuroField(
        label=gettext_lazy("Hoeveel in een jaar?"),
        help_text=gettext_lazy("Weet je het precies? Laat laag en hoog leeg."),
    )  # fmt: skip
    low = EuroField(label=gettext_lazy("Laag: hoeveel minstens?"), required=False)
    high = EuroField(label=gettext_lazy("Hoog: hoeveel hoogstens?"), required=False)
    is_cashable = forms.BooleanField(
        label=gettext_lazy("Hierdoor geeft deze partij echt minder uit"), required=False,
        help_text=gettext_lazy("Alleen als een budget omlaag kan. Anders is het wel waarde, maar geen geld."),
    )  # fmt: skip
    source = forms.CharField(label=gettext_lazy("Hoe weten we dit?"), max_length=200)

    def prepare(self) -> None:
        self.fields["party"].queryset = parties()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not self.errors:
            low, middle, high = self._amounts()
            if low > middle:
                self.add_error("low", _("Dit is meer dan wat jullie denken. Laat het leeg, of maak het kleiner."))
            if high < middle:
                self.add_error("high", _("Dit is minder dan wat jullie denken. Laat het leeg, of maak het groter."))
        return found

    def _amounts(self) -> tuple[int, int, int]:
        """What is left empty is the same as the middle."""
        middle = self.cleaned_data["middle"]
        low, high = (self.cleaned_data.get(name) for name in ("low", "high"))
        return (middle if low is None else low), middle, (middle if high is None else high)

    def told(self) -> dict[str, Any]:
        return super().told() | dict(zip(("low", "middle", "high"), self._amounts(), strict=True))


def add_effect(here: Here, case: Case, **told: Any) -> None:
    make(Effect, here, case=case, **told)


def _effect_may_go(here: Here, effect: Effect) -> None:
    _may_change(here, effect.case)
    if effect.gone_at:
        raise Refused(_("Dit is al weggehaald."))


def _remove_effect(here: Here, effect: Effect, **_told: Any) -> None:
    Effect.objects.filter(pk=effect.pk, gone_at=None).update(**done_by(here, "gone"))


def _may_fix(here: Here, case: Case) -> None:
    _may_change(here, case)
    if len(queries.owners(queries.mixed(case))) < FEWEST_OWNERS:
        raise Refused(_("Meng eerst ingrediënten van minstens twee eigenaren."))
    if not case.effects.filter(gone_at=None).exists():
        raise Refused(_("Schrijf eerst op wat het kost en oplevert, en voor wie."))


class FixForm(StepForm):
    def prepare(self) -> None:
        case = self.thing
        told = _("De regel: minstens %(parties)s partijen, %(cents)s en %(hours)s bindend, uiterlijk %(day)s.")
        self.note = told % {
            "parties": case.least_parties, "cents": amount(case.least_cents, "EUR"),
            "hours": amount(case.least_hours, "UUR"), "day": day(case.decide_on),
        }  # fmt: skip


def _fix(here: Here, case: Case, **_told: Any) -> None:
    if not Case.objects.filter(pk=case.pk, fixed_at=None).update(**done_by(here, "fixed")):
        raise Refused(_("De regel staat al vast."))


def outcome_of(case: Case) -> str:
    """By the rule alone: go as soon as it is met, no-go when the day has come and it is not, and else nothing yet."""
    if all(line.is_met for line in queries.rule_lines(case, queries.commitments(case))):
        return Case.GO
    return Case.NO_GO if case.decide_on <= timezone.localdate() else ""


def _may_decide(here: Here, case: Case) -> None:
    check_open(here, case)
    check_baker(here, case)
    if not case.fixed_at:
        raise Refused(_("Zet eerst de regel vast."))
    if not outcome_of(case):
        raise Refused(_("Er is nog niet genoeg bindend toegezegd, en de dag is nog niet om."))


class DecideForm(StepForm):
    learned = long_text(
        gettext_lazy("Wat leerden jullie tot nu toe?"), length=400, required=False,
        help_text=gettext_lazy("Ook als het niet doorgaat is dit het meeste waard voor een ander."),
    )  # fmt: skip

    def prepare(self) -> None:
        self.note = (
            _("De regel is gehaald. We gaan het doen.")
            if outcome_of(self.thing) == Case.GO
            else _("De dag is om en de regel is niet gehaald. Dan doen we het niet.")
        )


def _decide(here: Here, case: Case, learned: str, **_told: Any) -> None:
    waiting = Case.objects.select_for_update().filter(pk=case.pk, decided_at=None)
    if not waiting.update(outcome=outcome_of(case), learned=learned, **done_by(here, "decided")):
        raise Refused(_("Hierover is net al beslist."))


def _is_go(here: Here, case: Case) -> None:
    check_baker(here, case)
    if case.outcome != Case.GO:
        raise Refused(_("Dit kan als de regel gehaald is en het plan doorgaat."))


def _may_propose(here: Here, case: Case) -> None:
    _is_go(here, case)
    if case.proposal_id:
        raise Refused(_("Er is al een voorstel bij dit plan."))


class CaseProposeForm(ProposeForm):
    def prepare(self) -> None:
        case = self.thing
        self.initial = {"title": case.title, "text": case.text, "cents": case.least_cents or None, **self.initial}


def propose_case(here: Here, case: Case, **told: Any) -> Proposal:
    new = propose(here, here.place, **told)
    Case.objects.filter(pk=case.pk, proposal=None).update(proposal=new)
    return new


class CaseOrderForm(StepForm):
    partner = PartyField(label=gettext_lazy("Wie is de opdrachtgever?"), empty_label=None)

    def prepare(self) -> None:
        rows = parties(Party.ORGANISATION)
        self.fields["partner"].queryset = rows  # type: ignore[attr-defined]


def _may_order(here: Here, case: Case) -> None:
    _is_go(here, case)
    if case.order_id:
        raise Refused(_("Er is al een opdracht bij dit plan."))


def order_from(here: Here, case: Case, *, key: str, partner: Party) -> Order:
    new = make(Order, here, key=key, partner=partner, title=case.title, text=case.text[:1000])
    Case.objects.filter(pk=case.pk, order=None).update(order=new)
    return new


NEW: Steps = {
    **NEW_INGREDIENT,
    "plan": Step(
        "bakery.case_begun", gettext_lazy("Bak een plan"), gettext_lazy("begon een plan"), begin_case, "chef-hat",
        CaseForm,
        lead=gettext_lazy("Spreek nu al af wanneer het genoeg is. Die regel zet je straks vast, voordat iemand "
                          "toezegt."),
        done=gettext_lazy("Het plan is begonnen. Meng er nu ingrediënten in."),
    ),
}  # fmt: skip
CASE: Steps = {
    "meng": Step(
        "bakery.mixed", gettext_lazy("Meng ingrediënten"), gettext_lazy("mengde ingrediënten in een plan"), mix,
        "blend",
        MixForm, check=_may_change, done=gettext_lazy("Erin gemengd."),
    ),
    "effect": Step(
        "bakery.effect_added", gettext_lazy("Schrijf op wat het kost of oplevert"),
        gettext_lazy("schreef een effect op"),
        add_effect, "scale", EffectForm, check=_may_change, done=gettext_lazy("Het staat in de tabel."),
    ),
    "pas-aan": change_step(
        "bakery.case_changed", gettext_lazy("veranderde een plan"), ChangeCaseForm, _may_change
    ),
    "regel-vast": Step(
        "bakery.rule_fixed", gettext_lazy("Zet de regel vast"), gettext_lazy("zette de regel van een plan vast"),
        _fix, "lock", FixForm,
        check=_may_fix, look="primary",
        lead=gettext_lazy("Daarna verandert het plan niet meer en kan iedereen toezeggen. Zo weet iedereen waar "
                          "die ja tegen zegt."),
        done=gettext_lazy("De regel staat vast. Vraag nu wie wat toezegt."),
    ),
    **PROMISE,
    "beslis": Step(
        "bakery.decided", gettext_lazy("Kijk of het genoeg is, en beslis"), gettext_lazy("besliste over een plan"),
        _decide,
        "flag", DecideForm, check=_may_decide, look="primary", done=gettext_lazy("Beslist."),
    ),
    "voorstel": Step(
        "bakery.case_proposed", gettext_lazy("Maak er een voorstel van"),
        gettext_lazy("maakte een voorstel van een plan"),
        propose_case, "scroll-text", CaseProposeForm, check=_may_propose, look="primary",
        done=gettext_lazy("Het voorstel staat er. Daar beslissen we samen over."),
    ),
    "opdracht": Step(
        "bakery.case_ordered", gettext_lazy("Maak er een opdracht van"),
        gettext_lazy("maakte een opdracht van een plan"),
        order_from, "clipboard-list", CaseOrderForm, check=_may_order, may=May.RUN_COMPANY, strong=True,
        lead=gettext_lazy("Voor een partner die betaalt. Het wijkbedrijf maakt dan een offerte."),
        done=gettext_lazy("De opdracht staat er. Maak nu een offerte."),
    ),
}  # fmt: skip
EFFECT: Steps = {
    "weg": Step(
        "bakery.effect_gone", gettext_lazy("Haal weg"), gettext_lazy("haalde een effect weg"), _remove_effect, "x",
        check=_effect_may_go, look="subtle", done=gettext_lazy("Weggehaald."),
    ),
}  # fmt: skip
ALL = (NEW, INGREDIENT, CASE, EFFECT, COMMITMENT, REQUEST)
