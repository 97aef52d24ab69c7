"""What people do together: the front page of it, one initiative all the way round, and the practice of others."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_scopes import scope

from limonade.community import queries as community
from limonade.community.models import Initiative
from limonade.community.steps import INITIATIVE
from limonade.design.templatetags.design import weekday
from limonade.governance.models import Round
from limonade.learning.models import PracticeCard, Story
from limonade.learning.practice import practice_in, without_address
from limonade.learning.queries import PUBLIC
from limonade.neighbourhoods.models import Neighbourhood
from limonade.notices.asked import Asked
from limonade.people.access import Here, here_if_resident
from limonade.steps.pages import ways
from limonade.web.loop import loop_of, stops
from limonade.work import queries as work

SHOWN = 6
FEW = 3


@require_safe
def together(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody sees what is going on; who takes part also sees what can be joined today."""
    place = get_object_or_404(Neighbourhood, slug=slug)
    with scope(neighbourhood=place):
        here = here_if_resident(request, place)
        purpose = community.purpose()
        context = {
            "neighbourhood": place,
            "here": here,
            "purpose": purpose,
            "behind": len(community.behind(purpose)) if purpose else 0,
            "asked": community.open_purpose(),
            "initiatives": list(community.initiatives().filter(stopped_at=None)[:SHOWN]),
            "challenges": list(community.challenges()[:SHOWN]),
            "stories": list(Story.objects.filter(**PUBLIC).order_by("-published_at")[:3]),
            "cards": list(PracticeCard.objects.filter(**PUBLIC).order_by("-published_at")[:3]),
            "section": "together",
            "doing": _for_members(here) if here else [],
        }
        return render(request, "web/together.html", context)


def _for_members(here: Here) -> list[Asked]:
    """What can be joined now, as lines with a way: rounds, food, jobs and questions."""
    slug = here.place.slug
    told = _("Van %(name)s, %(day)s, %(at)s. Nog %(left)s.")
    rows = [
        Asked(
            one.version.proposal.title,
            _("Hier loopt een ronde: zeg of je bezwaar hebt."),
            reverse("governance:proposal", args=[slug, one.version.proposal_id]),
            "hand",
            due=one.until,
        )
        for one in Round.objects.filter(closed_at=None).select_related("version__proposal")[:FEW]
    ]
    for one in [one for one in work.portions(here.who) if one.is_offered][:FEW]:
        about = {"name": one.maker.name, "day": weekday(one.day), "at": one.at, "left": one.left}
        rows.append(Asked(one.what, told % about, reverse("work:table", args=[slug]), "soup"))
    for job in [one for one in work.open_jobs()[: SHOWN * 2] if one.free > 0][:SHOWN]:
        free = _("%(day)s, vrije plekken: %(free)s.") % {"day": weekday(job.day), "free": job.free}
        rows.append(Asked(job.title, free, reverse("work:job", args=[slug, job.pk]), "hammer"))
    for question in community.questions().filter(answered_at=None)[:FEW]:
        where = reverse("community:question", args=[slug, question.pk])
        rows.append(Asked(question.title, _("Een vraag van een buur."), where, "message-circle-question-mark"))
    return rows


@require_safe
def initiative(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The account of an initiative, for everybody; names only for who takes part."""
    place = get_object_or_404(Neighbourhood, slug=slug)
    with scope(neighbourhood=place):
        here = here_if_resident(request, place)
        rows = Initiative.objects.select_related(
            "neighbourhood", "maker", "challenge", "question", "purpose", "next_of"
        )
        one = get_object_or_404(rows, pk=pk)
        loop = loop_of(one)
        context = {
            "neighbourhood": place,
            "here": here,
            "initiative": one,
            "practice": practice_in(one.text),
            "told": without_address(one.text),
            "loop": loop,
            "stops": stops(loop, is_member=here is not None),
            "group": community.group(one),
            "behind": community.behind(one),
            "in_group": here is not None and community.is_in_group(here.who, one),
            "invited": community.invited(one) if here else [],
            "ways": ways(INITIATIVE, here, one, "community:step", "initiatief", pk),
            "section": "together",
        }
        return render(request, "web/initiative.html", context)
