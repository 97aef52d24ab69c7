"""Standing behind the purpose or an initiative, by name and for oneself."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.community import queries
from limonade.community.models import Backing, Initiative, Purpose
from limonade.people.access import Here
from limonade.steps.made import done_by, make
from limonade.steps.step import Refused, Step, Steps


def check_runs(here: Here, initiative: Initiative) -> None:
    if initiative.stopped_at:
        raise Refused(_("Dit initiatief is gestopt."))


def _not_behind(here: Here, thing: Purpose | Initiative) -> None:
    if isinstance(thing, Purpose) and not thing.adopted_at:
        raise Refused(_("De bedoeling staat nog niet vast."))
    if isinstance(thing, Initiative):
        check_runs(here, thing)
    if queries.stands_behind(here.who, thing):
        raise Refused(_("Je staat er al achter."))


def _is_behind(here: Here, thing: Purpose | Initiative) -> None:
    if not queries.stands_behind(here.who, thing):
        raise Refused(_("Je staat er niet achter."))


def _stand_behind(here: Here, thing: Purpose | Initiative, key: str) -> None:
    field = "purpose" if isinstance(thing, Purpose) else "initiative"
    make(Backing, here, key=key, **{field: thing})


def _step_back(here: Here, thing: Purpose | Initiative, **_told: Any) -> None:
    thing.backings.filter(maker=here.who, ended_at=None).update(**done_by(here, "ended"))


def behind_steps(name: str) -> Steps:
    return {
        "sta-erachter": Step(
            f"community.stands_behind_{name}", gettext_lazy("Ik sta hierachter"), gettext_lazy("ging erachter staan"),
            _stand_behind, "thumbs-up", check=_not_behind, look="primary",
            done=gettext_lazy("Fijn. Je naam staat erbij, voor wie hier meedoet."),
        ),
        "niet-erachter": Step(
            f"community.steps_back_from_{name}", gettext_lazy("Ik sta er niet meer achter"),
            gettext_lazy("staat er niet meer achter"), _step_back, "undo-2", check=_is_behind, look="subtle",
            done=gettext_lazy("Je naam staat er niet meer bij."),
        ),
    }  # fmt: skip
