"""Names of who takes part, in what others write about them."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from limonade.community.models import Initiative
from limonade.people.models import Party
from limonade.steps.fields import StepForm, parties


class NamingForm(StepForm):
    """Looks for the names of who takes part here; `others` says that they are of somebody else."""

    others = forms.BooleanField(label=gettext_lazy("De andere namen zijn van niemand die hier meedoet"), required=False)

    def prepare(self) -> None:
        if not (self.is_bound and "others" in self.data):
            self.fields["others"].widget = forms.HiddenInput()
        self.fields["initiative"].queryset = Initiative.objects.order_by("-made_at")  # type: ignore[attr-defined]

    def named(self, found: dict[str, Any], texts: Iterable[str], known: Iterable[int] = ()) -> str:
        """Their names, unless somebody said that they are of others; then that can be said next time."""
        text = " ".join(found.get(name) or "" for name in texts)
        named = [one.name for one in parties(Party.PERSON).exclude(pk__in=known) if is_named(one.name, text)]
        if not named or found.get("others"):
            return ""
        self.fields["others"].widget = forms.CheckboxInput()
        return ", ".join(named)

    def told(self) -> dict[str, Any]:
        found = super().told()
        found.pop("others", None)
        return found


def is_named(name: str, text: str) -> bool:
    """Whether somebody's name stands in a text as words of its own."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None
