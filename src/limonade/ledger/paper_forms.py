"""Putting a receipt with an entry, and taking one away."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from limonade.ledger.papers import Paper, PaperRefused, from_upload
from limonade.people.free_text import FreeTextForm


class TakeAwayForm(FreeTextForm):
    why = forms.CharField(
        label=gettext_lazy("Waarom haal je het weg?"),
        max_length=120,
        help_text=gettext_lazy("Voorbeeld: hoort bij een andere boeking. Dit blijft staan, het bestand niet."),
    )


class AttachmentForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Bon, factuur of foto"),
        help_text=gettext_lazy("Een foto (JPEG, PNG, WebP) of een PDF, hoogstens 10 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
        error_messages={"required": gettext_lazy("Kies eerst een bestand.")},
    )

    def __init__(self, *args: Any, is_optional: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["file"].required = not is_optional

    def clean_file(self) -> Paper | None:
        """Made anew, so nothing of the sender's file is kept."""
        file = self.cleaned_data["file"]
        try:
            return from_upload(file) if file else None
        except PaperRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    @property
    def file_name(self) -> str:
        return str(self.files["file"].name)  # type: ignore[union-attr]
