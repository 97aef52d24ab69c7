"""The roles of a neighbourhood, in the words of its people, and what each may do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class May(StrEnum):
    """What a role may do, beyond what every resident may."""

    SEE_PEOPLE = "see_people"  # names and contact details of everyone who joined
    ADD_PEOPLE = "add_people"  # let people in, make codes, start helping hands
    GIVE_ROLES = "give_roles"  # offer roles and end them
    WRITE_PROFILE = "write_profile"  # voice, face, interest and desire
    SEE_TREASURY = "see_treasury"
    CHANGE_TREASURY = "change_treasury"  # propose another bank account
    CONFIRM_TREASURY = "confirm_treasury"  # as the second person
    KEEP_BOOKS = "keep_books"  # book, reverse, open accounts, close periods
    READ_AUDIT = "read_audit"
    CHECK_FIGURES = "check_figures"  # look at what people told about the place, and take it over or not
    GUIDE = "guide"  # care for questions, the purpose and rounds of decisions
    RUN_COMPANY = "run_company"  # quotes, jobs, the plan, and other people's hours


# May be done without a passkey or an app with codes: it touches neither money nor other people's data.
LIGHT = frozenset({May.WRITE_PROFILE, May.CHECK_FIGURES, May.GUIDE})


@dataclass(frozen=True)
class Role:
    key: str
    name: Any
    what: Any
    """One sentence for the person who is asked."""
    may: frozenset[May] = frozenset()
    term_months: int = 24
    for_organisation: bool = False
    """Held on behalf of an organisation."""

    @property
    def needs_strong(self) -> bool:
        """Touches money or other people's data, so it asks for a passkey or an app with codes."""
        return bool(self.may - LIGHT)


ALL_ROLES = (
    Role(
        "member",
        _("Lid"),
        _("Je hoort bij de vereniging of coöperatie en beslist mee."),
        term_months=0,
    ),
    Role(
        "wijkondernemer",
        _("Wijkondernemer"),
        _("Je leidt het wijkbedrijf van dag tot dag."),
        frozenset(
            {
                May.SEE_PEOPLE,
                May.ADD_PEOPLE,
                May.WRITE_PROFILE,
                May.SEE_TREASURY,
                May.GUIDE,
                May.RUN_COMPANY,
            }
        ),
    ),
    Role(
        "community_builder",
        _("Community builder"),
        _("Je ontmoet mensen, brengt ze bij elkaar en helpt wie geen mail of telefoon heeft."),
        frozenset({May.SEE_PEOPLE, May.ADD_PEOPLE, May.WRITE_PROFILE, May.GUIDE}),
    ),
    Role(
        "information_gatherer",
        _("Informatieverzamelaar"),
        _("Je verzamelt cijfers en verhalen, zodat iedereen kan zien hoe het gaat."),
        frozenset({May.WRITE_PROFILE, May.CHECK_FIGURES, May.GUIDE}),
    ),
    Role(
        "storyteller",
        _("Verhalenverteller"),
        _("Je vertelt wat er gebeurt, met toestemming van wie erin voorkomt."),
        frozenset({May.WRITE_PROFILE, May.GUIDE}),
    ),
    Role(
        "treasurer",
        _("Penningmeester"),
        _("Je bewaakt het geld van de wijk en boekt wat er in en uit gaat."),
        frozenset({May.SEE_TREASURY, May.CHANGE_TREASURY, May.KEEP_BOOKS, May.READ_AUDIT}),
    ),
    Role(
        "board",
        _("Bestuur"),
        _("Je draagt de verantwoordelijkheid en geeft mensen hun rol."),
        frozenset(
            {
                May.SEE_PEOPLE,
                May.GIVE_ROLES,
                May.WRITE_PROFILE,
                May.SEE_TREASURY,
                May.CONFIRM_TREASURY,
                May.READ_AUDIT,
                May.GUIDE,
            }
        ),
    ),
    Role(
        "audit_committee",
        _("Kascommissie"),
        _("Je kijkt na of alles klopt: het geld en het logboek."),
        frozenset({May.SEE_TREASURY, May.READ_AUDIT}),
        term_months=12,
    ),
    Role(
        "partner",
        _("Partner"),
        _("Je werkt mee namens een organisatie, zoals de gemeente of een woningcorporatie."),
        for_organisation=True,
    ),
)
ROLES = {role.key: role for role in ALL_ROLES}
# Who keeps an eye on the other may not be the same person.
KEPT_APART = (frozenset({"treasurer", "audit_committee"}), frozenset({"board", "audit_committee"}))
WARN_DAYS = 30


def may_of(keys: frozenset[str]) -> frozenset[May]:
    """All that these roles together may do."""
    return frozenset().union(*(ROLES[key].may for key in keys)) if keys else frozenset()


def clash(keys: frozenset[str]) -> frozenset[str] | None:
    """Two roles that one person may not hold together, when these hold such a pair."""
    return next((pair for pair in KEPT_APART if pair <= keys), None)
