from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from limonade.people.free_text import FreeTextForm

MOST_FIRST_PEOPLE = 10


class FoundForm(FreeTextForm):
    """What the neighbourhood is called, and who comes first."""

    name = forms.CharField(
        label=_("Hoe heet je wijk?"),
        max_length=50,
        help_text=_("Zoals bewoners haar noemen. Dit staat straks bovenaan."),
    )
    own_name = forms.CharField(
        label=_("Hoe mogen we jou noemen?"), max_length=80, help_text=_("Je voornaam is genoeg. Buren zien deze naam.")
    )
    emails = forms.CharField(
        label=_("Wie nodig je als eersten uit?"),
        required=False,
        help_text=_("E-mailadressen, elk op een eigen regel. Hoogstens tien. Het mag later."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_emails(self) -> list[str]:
        found = [
            one.strip().lower() for one in self.cleaned_data["emails"].replace(",", "\n").splitlines() if one.strip()
        ]
        if len(found) > MOST_FIRST_PEOPLE:
            raise ValidationError(_("Dit zijn er meer dan tien. Nodig de anderen straks uit."))
        for one in found:
            try:
                validate_email(one)
            except ValidationError as error:
                raise ValidationError(_("“%(one)s” is geen e-mailadres.") % {"one": one}) from error
        return list(dict.fromkeys(found))
