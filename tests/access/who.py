"""The columns of the matrix: who may stand before a door."""

from enum import StrEnum


class Who(StrEnum):
    VISITOR = "visitor"  # not signed in
    OUTSIDER = "outsider"  # signed in, takes part nowhere
    RESIDENT = "resident"
    MEMBER = "member"
    WIJKONDERNEMER = "wijkondernemer"
    COMMUNITY_BUILDER = "community_builder"
    INFORMATION_GATHERER = "information_gatherer"
    STORYTELLER = "storyteller"
    TREASURER = "treasurer"
    BOARD = "board"
    AUDIT_COMMITTEE = "audit_committee"
    MUNICIPALITY = "municipality"  # partner
    CORPORATION = "corporation"  # partner
    SITE_ADMIN = "site_admin"  # no role in any neighbourhood
    EX_MEMBER = "ex_member"  # left Paasberg
    ROLE_LOSER = "role_loser"  # held every right here, and lost it
    ELSEWHERE = "elsewhere"  # board and wijkondernemer of Geitenkamp
    ACTING = "acting"  # holds every right here, and acts for Aisha just now


EVERYBODY = frozenset(Who)
SIGNED_IN = EVERYBODY - {Who.VISITOR}
NOT_HERE = frozenset({Who.OUTSIDER, Who.SITE_ADMIN, Who.EX_MEMBER, Who.ELSEWHERE})
HERE = SIGNED_IN - NOT_HERE
# Which column shows each role of the neighbourhood.
SHOWS_ROLE = {
    "member": Who.MEMBER,
    "wijkondernemer": Who.WIJKONDERNEMER,
    "community_builder": Who.COMMUNITY_BUILDER,
    "information_gatherer": Who.INFORMATION_GATHERER,
    "storyteller": Who.STORYTELLER,
    "treasurer": Who.TREASURER,
    "board": Who.BOARD,
    "audit_committee": Who.AUDIT_COMMITTEE,
    "partner": Who.MUNICIPALITY,
}
