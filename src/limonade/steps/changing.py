"""Changing what somebody made: the same form as when it was made, with what stands there now."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy

from limonade.people.access import Here
from limonade.steps.fields import StepForm
from limonade.steps.step import Step


class ChangeForm(StepForm):
    """Before the form of what was made in the order of classes. `kept` are fields that stay as they are."""

    kept: tuple[str, ...] = ()

    def prepare(self) -> None:
        super().prepare()
        for name in self.now_kept():
            del self.fields[name]
        self.initial = {name: getattr(self.thing, name) for name in self.fields if hasattr(self.thing, name)}
        del self.initial["key"]

    def now_kept(self) -> tuple[str, ...]:
        return self.kept

    def told(self) -> dict[str, Any]:
        return {name: value for name, value in super().told().items() if name in self.fields}


def change(here: Here, thing: Any, *, key: str, **told: Any) -> None:
    type(thing).objects.filter(pk=thing.pk).update(**told)


def change_step(
    act: str, told: Any, form: type[ChangeForm], check: Callable[[Here, Any], None], do: Any = change, **options: Any
) -> Step:
    return Step(
        act, gettext_lazy("Pas het aan"), told, do, "pencil", form, check=check, look="subtle",
        done=gettext_lazy("Aangepast."), **options,
    )  # fmt: skip
