"""What cases ask of the people who bake them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from limonade.bakery.models import Case
from limonade.bakery.steps import outcome_of
from limonade.notices.asked import Asked
from limonade.people.rules import Standing

MOST = 3


def from_bakery(standing: Standing) -> Iterator[Asked]:
    slug, me = standing.party.neighbourhood.slug, standing.party
    mine = Case.objects.filter(initiative__members__maker=me, initiative__members__left_at=None)
    mine = mine.filter(initiative__stopped_at=None).distinct()
    for case in mine.filter(decided_at=None)[:MOST]:
        where = reverse("bakery:case", args=[slug, case.pk])
        if case.fixed_at is None:
            yield Asked(_("Bak verder aan een plan"), case.title, where, "chef-hat")
        elif outcome := outcome_of(case):
            why = _("De regel is gehaald.") if outcome == Case.GO else _("De dag is om.")
            yield Asked(_("Beslis over een plan"), f"{case.title}. {why}", where, "flag")
        else:
            yield Asked(_("Vraag wie wat toezegt"), case.title, where, "handshake", due=case.decide_on)
    for case in mine.filter(outcome=Case.GO, proposal=None, order=None)[:MOST]:
        where = reverse("bakery:case", args=[slug, case.pk])
        yield Asked(_("Maak een voorstel of een opdracht van een plan"), case.title, where, "scroll-text")
