from django import forms
from django.utils.translation import gettext_lazy as _

from limonade.notices.models import Digest


class RhythmForm(forms.Form):
    rhythm = forms.ChoiceField(
        label=_("Hoe vaak wil je een mailtje?"), choices=Digest.RHYTHMS, widget=forms.RadioSelect
    )
