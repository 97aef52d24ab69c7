"""Reads about what people ask, intend and begin, within the scope of the neighbourhood."""

from django.db.models import Count, F, Q, QuerySet

from limonade.community.models import (
    Answer,
    Backing,
    Challenge,
    Cluster,
    Initiative,
    Invitation,
    Joined,
    Purpose,
    Question,
    Reply,
)
from limonade.people.access import Here
from limonade.people.models import Party
from limonade.people.roles import May


def questions() -> QuerySet[Question]:
    """Without an answer first, and then the newest."""
    return Question.objects.select_related("maker", "owner").order_by(
        F("answered_at").desc(nulls_first=True), "-made_at"
    )


def replies(question: Question) -> list[Reply]:
    """What others said about it and did not take back."""
    return list(question.replies.filter(withdrawn_at=None).select_related("maker"))


def replied(party: Party, question: Question) -> QuerySet[Reply]:
    return question.replies.filter(maker=party, withdrawn_at=None)


def open_purpose() -> Purpose | None:
    return Purpose.objects.filter(adopted_at=None).first()


def purpose() -> Purpose | None:
    """The statement that holds now."""
    return Purpose.objects.filter(adopted_at__isnull=False).order_by("-adopted_at").first()


def clustered(about: Purpose) -> tuple[list[tuple[Cluster, list[Answer]]], list[Answer]]:
    """The answers by cluster, and those that are in none. Two queries."""
    answers = list(Answer.objects.filter(purpose=about).select_related("maker").order_by("made_at"))
    clusters = list(about.clusters.all())
    together = [(one, [answer for answer in answers if answer.cluster_id == one.pk]) for one in clusters]
    return together, [answer for answer in answers if answer.cluster_id is None]


def challenges() -> QuerySet[Challenge]:
    return Challenge.objects.all()


def initiatives() -> QuerySet[Initiative]:
    """What runs first; with how many take part and stand behind it."""
    return (
        Initiative.objects.select_related("maker", "next_of")
        .annotate(
            members_count=Count("members", filter=Q(members__left_at=None), distinct=True),
            behind_count=Count("backings", filter=Q(backings__ended_at=None), distinct=True),
        )
        .order_by(F("stopped_at").desc(nulls_first=True), "-made_at")
    )


def initiatives_of(here: Here) -> QuerySet[Initiative]:
    """Those that run and that this person may take further: all for who guides, else where they take part."""
    running = Initiative.objects.filter(stopped_at=None)
    return running if here.can(May.GUIDE) else running.filter(members__maker=here.who, members__left_at=None).distinct()


def group(initiative: Initiative) -> list[Joined]:
    """Who takes part now, in the order in which they came."""
    return list(Joined.objects.filter(initiative=initiative, left_at=None).select_related("maker"))


def is_in_group(party: Party, initiative: Initiative) -> bool:
    return party.pk in initiative.members_now


def invitations(party: Party) -> QuerySet[Invitation]:
    """Those that wait for an answer of this person."""
    return Invitation.objects.filter(party=party, answered_at=None, initiative__stopped_at=None)


def invited(initiative: Initiative) -> list[Invitation]:
    """Who was asked and did not answer yet."""
    return list(initiative.invitations.filter(answered_at=None).select_related("party"))


def behind(thing: Purpose | Initiative) -> list[Backing]:
    """Who stands behind it now."""
    return list(thing.backings.filter(ended_at=None).select_related("maker"))


def stands_behind(party: Party, thing: Purpose | Initiative) -> bool:
    return thing.backings.filter(ended_at=None, maker=party).exists()
