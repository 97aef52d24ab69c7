from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from limonade.people.free_text import FreeTextForm
from limonade.people.models import HelpingHand, JoinCode, Party
from limonade.people.roles import ALL_ROLES


def name_field(**options: Any) -> forms.CharField:
    return forms.CharField(max_length=80, **options)


class JoinForm(FreeTextForm):
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Vier letters en vier cijfers. Hij staat op je brief of op de poster."),
    )


class NameForm(FreeTextForm):
    name = name_field(
        label=_("Hoe mogen we je noemen?"),
        help_text=_("Je voornaam is genoeg. Mensen in de wijk zien deze naam."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class DetailsForm(FreeTextForm):
    official_fields = ("phone",)

    name = name_field(label=_("Naam"), help_text=_("Mensen in de wijk zien deze naam."))
    phone = forms.CharField(
        label=_("Telefoon"), max_length=20, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )
    address = forms.CharField(
        label=_("Straat en huisnummer"),
        max_length=120,
        required=False,
        help_text=_("Alleen voor post op papier."),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )


class LetInForm(DetailsForm):
    """Somebody without e-mail comes in through a community builder."""

    name = name_field(label=_("Naam van je buur"), help_text=_("Een voornaam is genoeg."))
    address = forms.CharField(
        label=_("Straat en huisnummer"),
        max_length=120,
        required=False,
        help_text=_("Zo weet je waar je het papieren overzicht brengt."),
    )
    code = forms.CharField(
        label=_("Code op de brief"),
        max_length=20,
        required=False,
        help_text=_("Heeft je buur een brief? Typ dan de code over."),
    )
    agreed = forms.CharField(
        label=_("Waar en hoe heeft je buur ja gezegd?"),
        max_length=120,
        help_text=_("Bijvoorbeeld: thuis, alles voorgelezen. Dit komt op het papier te staan."),
    )


class HelperForm(FreeTextForm):
    """Another helping hand for somebody: a relative, a neighbour."""

    helper = forms.ModelChoiceField(
        label=_("Wie gaat helpen?"), queryset=Party.objects.none(), empty_label=_("Kies iemand die meedoet")
    )
    bond = forms.ChoiceField(label=_("Hoe kennen ze elkaar?"), choices=())
    agreed = forms.CharField(
        label=_("Hoe is ja gezegd?"), max_length=120, help_text=_("Bijvoorbeeld: samen aan tafel besproken.")
    )

    def __init__(self, *args: Any, helpers: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["helper"].queryset = helpers  # type: ignore[attr-defined]
        self.fields["bond"].choices = HelpingHand._meta.get_field("bond").choices  # type: ignore[attr-defined]


class WelcomeForm(FreeTextForm):
    text = forms.CharField(
        label=_("Wil je er iets bij zeggen?"),
        max_length=200,
        required=False,
        help_text=_("Bijvoorbeeld: woensdag is er soep in het buurthuis, kom je ook?"),
    )


class OrganisationForm(FreeTextForm):
    official_fields = ("kvk", "rsin")

    name = name_field(label=_("Naam van de organisatie"))
    sort = forms.ChoiceField(label=_("Wat voor organisatie is het?"), choices=Party.SORTS)
    kvk = forms.CharField(
        label=_("KvK-nummer"), max_length=12, required=False, help_text=_("Acht cijfers, van het handelsregister.")
    )
    rsin = forms.CharField(
        label=_("RSIN"), max_length=14, required=False, help_text=_("Negen cijfers, van het handelsregister.")
    )


class OfferRoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Welke rol?"), widget=forms.RadioSelect)
    organisation = forms.ModelChoiceField(
        label=_("Namens welke organisatie?"),
        queryset=Party.objects.none(),
        required=False,
        empty_label=_("Niet van toepassing"),
        help_text=_("Alleen bij de rol Partner."),
    )

    def __init__(self, *args: Any, organisations: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["role"].choices = [(one.key, f"{one.name}: {one.what}") for one in ALL_ROLES]  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class CodesForm(FreeTextForm):
    kind = forms.ChoiceField(
        label=_("Waar komt de code op?"), choices=JoinCode.KINDS[:2], initial=JoinCode.LETTER, widget=forms.RadioSelect
    )
    batch = forms.CharField(
        label=_("Waarvoor is het?"),
        max_length=80,
        help_text=_("Bijvoorbeeld: brieven Bergstraat, of poster buurthuis."),
    )
    number = forms.IntegerField(
        label=_("Hoeveel?"),
        min_value=1,
        max_value=1000,
        help_text=_("Het aantal brieven, of hoe vaak de poster mag werken."),
    )
    days = forms.IntegerField(label=_("Hoeveel dagen geldig?"), min_value=1, max_value=365, initial=90)

    @property
    def asked(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("kind", "batch", "number", "days")}


class InviteForm(forms.Form):
    email = forms.EmailField(label=_("E-mailadres"), help_text=_("We sturen een code die twee weken werkt."))


class StopCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Stopcode"),
        max_length=20,
        help_text=_("Acht cijfers. Ze staan op je papieren overzicht."),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class ProfileForm(FreeTextForm):
    voice = forms.CharField(label=_("Stem"), required=False, max_length=1200, widget=forms.Textarea(attrs={"rows": 4}))
    face = forms.CharField(
        label=_("Gezicht"), required=False, max_length=1200, widget=forms.Textarea(attrs={"rows": 4})
    )
    interest = forms.CharField(
        label=_("Belang"), required=False, max_length=1200, widget=forms.Textarea(attrs={"rows": 4})
    )
    desire = forms.CharField(
        label=_("Verlangen"), required=False, max_length=1200, widget=forms.Textarea(attrs={"rows": 4})
    )
    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, text in PROFILE_QUESTIONS.items():
            self.fields[name].help_text = text


PROFILE_QUESTIONS = {
    "voice": _("Hoe spreekt deze wijk? Wat hoor je mensen hier zeggen?"),
    "face": _("Hoe herken je deze wijk? Wat zie je als je er loopt?"),
    "interest": _("Wat staat hier op het spel? Wat moet goed gaan?"),
    "desire": _("Waar droomt deze wijk van?"),
}


class BankAccountForm(FreeTextForm):
    official_fields = ("iban",)

    holder = forms.CharField(label=_("Op naam van"), max_length=70, help_text=_("Zoals de bank de rekening kent."))
    iban = forms.CharField(label=_("IBAN"), max_length=42, help_text=_("Bijvoorbeeld: NL91 ABNA 0417 1643 00."))
