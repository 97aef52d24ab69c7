"""What people put on the table: a need, an offer or something that they have."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.bakery.models import Ingredient
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.access import Here
from limonade.people.models import Party
from limonade.people.queries import organisations_of
from limonade.people.roles import May
from limonade.steps.fields import PartyField, StepForm, long_text, parties
from limonade.steps.made import done_by, make
from limonade.steps.step import Refused, Step, Steps


def own_parties(here: Here) -> Any:
    """For whom somebody may speak: themselves and the organisations that they work for."""
    return parties().filter(pk__in=_own(here))


def speaks_for(here: Here, party: Party) -> bool:
    return party.pk == here.who.pk or (party.kind == Party.ORGANISATION and party.pk in _own(here))


def _own(here: Here) -> list[int]:
    is_partner = here.standing.is_partner and not here.helped
    return [here.who.pk, *([one.pk for one in organisations_of(here.me)] if is_partner else [])]


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
        own = Q(pk__in=_own(self.here))
        others = Q(kind=Party.ORGANISATION) if self.here.can(May.GUIDE) else Q()
        self.fields["owner"].queryset = parties().filter(own | others)  # type: ignore[attr-defined]
        self.fields["owner"].initial = self.here.who.pk


def add_ingredient(here: Here, place: Neighbourhood, **told: Any) -> Ingredient:
    return make(Ingredient, here, **told)


def _on_the_table(here: Here, ingredient: Ingredient) -> None:
    if ingredient.gone_at:
        raise Refused(_("Dit ligt al niet meer op tafel."))
    if ingredient.maker_id != here.who.pk and not here.can(May.GUIDE):
        raise Refused(_("Alleen wie het op tafel legde, haalt het weg."))


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
        check=_on_the_table, look="subtle", done=gettext_lazy("Weggehaald."),
    ),
}  # fmt: skip
