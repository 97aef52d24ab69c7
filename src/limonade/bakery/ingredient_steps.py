"""What people put on the table: a need, an offer or something that they have."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.bakery import queries
from limonade.bakery.models import Ingredient
from limonade.bakery.rules import somebody_helps, somebody_works_for, spoken_for
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.access import Here
from limonade.people.models import Party
from limonade.people.roles import May
from limonade.steps.fields import PartyField, StepForm, long_text, parties
from limonade.steps.made import done_by, make
from limonade.steps.step import Refused, Step, Steps


class IngredientForm(StepForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Wat leg je op tafel?"), choices=Ingredient.KINDS, widget=forms.RadioSelect, initial="offer"
    )
    owner = PartyField(label=gettext_lazy("Van wie is het?"), empty_label=None)
    what = forms.CharField(
        label=gettext_lazy("Wat is het?"), max_length=120,
        help_text=gettext_lazy("Bijvoorbeeld: een keuken die overdag leeg staat, of twee avonden in de week."),
    )  # fmt: skip
    text = long_text(gettext_lazy("Wat moet een ander weten?"), length=400, required=False)

    def prepare(self) -> None:
        own = Q(pk__in=spoken_for(self.here))
        others = Q(kind=Party.ORGANISATION) if self.here.can(May.GUIDE) else Q()
        self.fields["owner"].queryset = parties().filter(own | others)  # type: ignore[attr-defined]
        self.fields["owner"].initial = self.here.who.pk


def add_ingredient(here: Here, place: Neighbourhood, **told: Any) -> Ingredient:
    return make(Ingredient, here, **told)


def removable(here: Here) -> QuerySet[Ingredient]:
    """Only who speaks for its owner takes it away; a guide when nobody does."""
    mine = Q(owner__in=spoken_for(here))
    if here.can(May.GUIDE):
        is_here = Q(owner__user__isnull=False, owner__left_at=None)
        mine |= ~(is_here | Q(somebody_works_for("owner")) | Q(somebody_helps("owner")))
    return Ingredient.objects.filter(mine, gone_at=None)


def _on_the_table(here: Here, ingredient: Ingredient) -> None:
    if ingredient.gone_at:
        raise Refused(_("Dit ligt al niet meer op tafel."))
    if not removable(here).filter(pk=ingredient.pk).exists():
        raise Refused(_("Alleen wie voor %(name)s spreekt, haalt het weg.") % {"name": ingredient.owner.name})


class TakeOffForm(StepForm):
    def prepare(self) -> None:
        plans = ", ".join(f"“{one.title}”" for one in queries.used_in([self.thing])[self.thing.pk])
        told = _("Het wordt gebruikt in: %(plans)s. Daar blijft het staan. Zeg het dus ook tegen de groep.")
        self.note = told % {"plans": plans} if plans else ""


def _take_off(here: Here, ingredient: Ingredient, **_told: Any) -> None:
    Ingredient.objects.filter(pk=ingredient.pk, gone_at=None).update(**done_by(here, "gone"))


NEW_INGREDIENT: Steps = {
    "ingredient": Step(
        "bakery.ingredient_added", gettext_lazy("Leg iets op tafel"), gettext_lazy("legde iets op tafel"),
        add_ingredient,
        "citrus", IngredientForm, look="primary",
        lead=gettext_lazy("Water, siroop of een kannetje: iemand anders heeft de rest."),
        done=gettext_lazy("Het ligt op tafel."),
    ),
}  # fmt: skip
INGREDIENT: Steps = {
    "weg": Step(
        "bakery.ingredient_gone", gettext_lazy("Haal van tafel"), gettext_lazy("haalde iets van tafel"), _take_off, "x",
        TakeOffForm,
        check=_on_the_table, look="subtle",
        lead=gettext_lazy("Dan kan niemand er meer een plan mee bakken."), done=gettext_lazy("Weggehaald."),
    ),
}  # fmt: skip
