"""What the log's acts are called on the screen."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.people.roles import ROLES

ACTS: dict[str, Any] = {
    "people.joined": gettext_lazy("kwam erbij"),
    "people.welcomed": gettext_lazy("heette iemand welkom"),
    "people.organisation_added": gettext_lazy("zette een organisatie erbij"),
    "people.details_changed": gettext_lazy("veranderde gegevens"),
    "people.role_offered": gettext_lazy("vroeg iemand voor een rol"),
    "people.role_accepted": gettext_lazy("nam een rol aan"),
    "people.role_renewed": gettext_lazy("verlengde een rol"),
    "people.role_ended": gettext_lazy("stopte een rol"),
    "people.left": gettext_lazy("stopte met meedoen"),
    "people.stands_behind_profile": gettext_lazy("staat achter het profiel"),
    "people.no_longer_behind_profile": gettext_lazy("staat niet meer achter het profiel"),
    "people.bank_account_proposed": gettext_lazy("stelde een bankrekening voor"),
    "people.bank_account_confirmed": gettext_lazy("bevestigde de bankrekening"),
    "people.bank_account_rejected": gettext_lazy("wees de bankrekening af"),
    "people.codes_made": gettext_lazy("maakte codes om mee te doen"),
    "people.codes_withdrawn": gettext_lazy("trok codes in"),
    "people.invited_by_mail": gettext_lazy("nodigde iemand uit per mail"),
    "people.help_started": gettext_lazy("begon te helpen"),
    "people.help_stopped": gettext_lazy("stopte de hulp"),
    "neighbourhoods.profile_written": gettext_lazy("schreef een versie van het profiel"),
    "neighbourhoods.founded": gettext_lazy("begon deze wijk"),
}


def add_words(words: dict[str, Any]) -> None:
    """A room above says what its own acts are called."""
    ACTS.update(words)


def told(act: Any) -> str:
    """An act in words, with the role when it is about one."""
    words = str(ACTS.get(act.act, act.act))
    role = ROLES.get(str(act.details.get("role", "")))
    if role:
        return f"{words}: {str(role.name).lower()}"
    number = act.details.get("number")
    return f"{words} ({number})" if number else words


def told_result(act: Any) -> str:
    return str({"done": _("gedaan"), "refused": _("geweigerd"), "failed": _("mislukt")}.get(act.result, act.result))
