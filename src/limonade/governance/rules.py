"""Who may go on with a proposal."""

from django.utils.translation import gettext as _

from limonade.governance import queries
from limonade.governance.models import Proposal
from limonade.people.access import Here
from limonade.people.roles import May
from limonade.steps.step import Refused


def is_open(here: Here, proposal: Proposal) -> None:
    if proposal.adopted_at:
        raise Refused(_("Dit voorstel is al aangenomen."))
    if proposal.parked_at:
        raise Refused(_("Dit voorstel is weggelegd."))


def no_round(here: Here, proposal: Proposal) -> None:
    is_open(here, proposal)
    if queries.open_round(proposal):
        raise Refused(_("Er loopt een ronde. Sluit die eerst."))


def leads(here: Here, proposal: Proposal) -> None:
    """Who wrote it, or who guides rounds."""
    is_open(here, proposal)
    if proposal.maker_id != here.who.pk and not here.can(May.GUIDE):
        raise Refused(_("Dit doet wie het voorstel schreef, of wie rondes begeleidt."))


def may_amend(here: Here, proposal: Proposal) -> None:
    leads(here, proposal)
    no_round(here, proposal)
