"""Asking a neighbour to take part in an initiative. It stands on their own page, and they say yes or no."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.community import queries
from limonade.community.behind_steps import check_runs
from limonade.community.models import Initiative, Invitation
from limonade.people.access import Here
from limonade.people.models import Party
from limonade.steps.fields import PartyField, StepForm, parties
from limonade.steps.made import done_by, make
from limonade.steps.step import Refused, Step, Steps


class InviteForm(StepForm):
    party = PartyField(label=gettext_lazy("Wie vraag je mee?"), empty_label=gettext_lazy("Kies een buur"))
    text = forms.CharField(
        label=gettext_lazy("Waarom juist deze buur?"), max_length=200, required=False,
        help_text=gettext_lazy("Bijvoorbeeld: jij kookt zo lekker. Alleen wie je vraagt, leest dit."),
    )  # fmt: skip

    def prepare(self) -> None:
        known = [*Invitation.objects.filter(initiative=self.thing).values_list("party", flat=True), self.here.who.pk]
        known += [one.maker_id for one in queries.group(self.thing)]
        others = parties(Party.PERSON).exclude(pk__in=known)
        self.fields["party"].queryset = others  # type: ignore[attr-defined]
        if not others.exists():
            self.note = _("Er is nu niemand om te vragen. Nodig eerst buren uit om in de wijk mee te doen.")


def is_member(here: Here, initiative: Initiative) -> None:
    check_runs(here, initiative)
    if not queries.is_in_group(here.who, initiative):
        raise Refused(_("Dit is voor wie in de groep zit. Doe eerst mee."))


def _invite(here: Here, initiative: Initiative, **told: Any) -> None:
    make(Invitation, here, initiative=initiative, **told)


def _is_invited(here: Here, initiative: Initiative) -> None:
    check_runs(here, initiative)
    if not queries.invitations(here.who).filter(initiative=initiative).exists():
        raise Refused(_("Je bent hier niet voor gevraagd, of je gaf al antwoord."))


def answer(here: Here, initiative: Initiative, **_told: Any) -> None:
    """Whatever it is: what was asked is then no longer open."""
    queries.invitations(here.who).filter(initiative=initiative).update(**done_by(here, "answered"))


INVITE: Steps = {
    "vraag-mee": Step(
        "community.neighbour_invited", gettext_lazy("Vraag een buur mee"), gettext_lazy("vroeg een buur mee"), _invite,
        "user-plus", InviteForm, check=is_member, button=gettext_lazy("Vraag deze buur"),
        lead=gettext_lazy("Je buur krijgt de vraag bij Vandaag, en zegt zelf ja of nee."),
        done=gettext_lazy("Gevraagd. Je buur ziet het bij Vandaag."),
    ),
    "liever-niet": Step(
        "community.invitation_declined", gettext_lazy("Liever niet"), gettext_lazy("doet liever niet mee"), answer,
        "x", check=_is_invited, look="subtle",
        done=gettext_lazy("Goed. Er wordt je niet nog eens om gevraagd. Meedoen kan later altijd."),
    ),
}  # fmt: skip
