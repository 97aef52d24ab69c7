"""A proposal that comes from an initiative straight away, without a plan: not everything needs baking."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from limonade.bakery.models import InitiativeProposal
from limonade.community.behind_steps import check_runs
from limonade.community.models import Initiative
from limonade.community.queries import initiatives_of
from limonade.governance.models import Proposal
from limonade.governance.steps import ProposeForm, propose
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.access import Here
from limonade.steps.made import make
from limonade.steps.step import Step, Steps


class InitiativeProposeForm(ProposeForm):
    initiative = forms.ModelChoiceField(
        label=gettext_lazy("Bij welk initiatief?"), queryset=Initiative.objects.none(), empty_label=None
    )

    def prepare(self) -> None:
        self.order_fields(("initiative", *self.field_order))
        self.fields["initiative"].queryset = initiatives_of(self.here)  # type: ignore[attr-defined]


def _propose(here: Here, place: Neighbourhood, *, key: str, initiative: Initiative, **told: Any) -> Proposal:
    check_runs(here, initiative)
    new = propose(here, place, key=key, **told)
    make(InitiativeProposal, here, key=key, initiative=initiative, proposal=new)
    return new


DECIDING: Steps = {
    "voorstel": Step(
        "bakery.initiative_proposed", gettext_lazy("Doe een voorstel"),
        gettext_lazy("deed een voorstel bij een initiatief"), _propose, "scroll-text", InitiativeProposeForm,
        lead=gettext_lazy("Voor als er geen plan nodig is: geen kosten voor anderen, of een klein bedrag. Anderen "
                          "stellen vragen, en daarna beslis je samen in een ronde."),
        done=gettext_lazy("Het voorstel staat er. Zijn er geen vragen meer? Open dan een ronde."),
    ),
}  # fmt: skip
