"""A step is what somebody may do with a thing: its words, its form, its rule and what it changes.

A room lists the steps of its things in a table. One page shows any of them, one button takes it, and the log and the
page of the thing use the same table. The rule is asked for the button and again when the step is taken.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from limonade.audit.actions import record
from limonade.people.access import Here
from limonade.people.errors import PeopleError
from limonade.people.roles import May
from limonade.people.rules import check_done_in_person
from limonade.steps.fields import StepForm


class Refused(PeopleError):
    """Why this step cannot be taken now, in Dutch for people."""


class NotYours(Refused):
    """This step is not for this person, whatever happens to the thing."""


def anybody(here: Here, thing: Any) -> None:
    """Whoever takes part may do it."""


@dataclass(frozen=True)
class Step:
    """`do(here, thing, **told)` changes something and may give the thing to go to; it raises Refused when it cannot.

    `strong`: asks for a passkey or an app with codes. `in_person`: nobody does it for another.
    """

    act: str
    title: Any
    told: Any
    """For the log, after a name: “nam een vraag op zich”."""
    do: Callable[..., Any]
    icon: str = "arrow-right"
    form: type[StepForm] = StepForm
    lead: Any = ""
    button: Any = ""
    """What the button under the form says when the title does not fit there."""
    done: Any = ""
    """What we say when it is done."""
    check: Callable[[Here, Any], None] = anybody
    may: May | None = None
    strong: bool = False
    in_person: bool = False
    look: str = "secondary"
    refusals: tuple[type[Exception], ...] = ()
    """Errors with words for people, from rooms below."""

    @property
    def asks_nothing(self) -> bool:
        return self.form is StepForm and not self.lead

    def refuse(self, here: Here, thing: Any) -> None:
        """Raises Refused or PeopleError when this person may not do this now."""
        if self.may is not None and not here.can(self.may):
            raise NotYours(_("Dit hoort bij een rol die je hier niet hebt."))
        if self.in_person:
            try:
                check_done_in_person(here.actor)
            except PeopleError as refused:
                raise NotYours(str(refused)) from refused
        self.check(here, thing)

    def is_open(self, here: Here | None, thing: Any) -> bool:
        if here is None or (self.in_person and here.helped):
            return False
        try:
            self.refuse(here, thing)
        except PeopleError:
            return False
        return True

    def take(self, here: Here, thing: Any, /, **told: Any) -> Any:
        """All of it with its line in the log, or nothing. Raises Refused and what is in `refusals`."""
        try:
            with transaction.atomic():
                self.refuse(here, thing)
                result = self.do(here, thing, **told)
                subject = result if isinstance(result, models.Model) else thing
                if not getattr(result, "is_known", False):
                    record(here.place, self.act, by=here.actor, subject=subject)
                return result
        except IntegrityError as clash:
            raise Refused(_("Iemand anders was je net voor, of dit is al gedaan. Kijk nog eens.")) from clash


Steps = dict[str, Step]


def words_of(tables: Iterable[Steps]) -> dict[str, Any]:
    """What the log calls these steps."""
    return {step.act: step.told for table in tables for step in table.values()}


def open_steps(steps: Steps, here: Here | None, thing: Any) -> list[tuple[str, Step]]:
    """What this person may do with it now, in the order of the table."""
    return [(key, step) for key, step in steps.items() if step.is_open(here, thing)]
