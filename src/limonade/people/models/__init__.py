"""People and organisations, and how somebody new is welcomed."""

from limonade.people.models.parties import (
    BankAccount,
    HelpingHand,
    JoinCode,
    Party,
    ProfileSupport,
    RoleGrant,
    by,
    pair,
)
from limonade.people.models.welcomes import Welcome

__all__ = [
    "BankAccount",
    "HelpingHand",
    "JoinCode",
    "Party",
    "ProfileSupport",
    "RoleGrant",
    "Welcome",
    "by",
    "pair",
]
