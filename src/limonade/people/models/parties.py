"""People and organisations in a neighbourhood: who they are, which role they have, who helps them, how they came in."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from limonade.accounts.privacy import ALWAYS_UNNAMED, MONTH_AFTER, WHILE_HERE, WHO_DID, Personal
from limonade.neighbourhoods.models import ProfileVersion
from limonade.people.roles import ROLES, Role
from limonade.scoping.foreign_keys import SameNeighbourhood, ScopedForeignKey
from limonade.scoping.models import Scoped, row_key


def by(verb: Any) -> "models.ForeignKey[Any, Any]":
    """The account that did something; its moment stands beside it."""
    options: dict[str, Any] = {"related_name": "+", "null": True, "blank": True, "db_index": False}
    return models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=verb, on_delete=models.PROTECT, **options)


def pair(moment: str, maker: str, name: str) -> CheckConstraint:
    """What happened has its maker, and what did not happen has none."""
    both = Q(**{f"{moment}__isnull": True, f"{maker}__isnull": True})
    return CheckConstraint(name=name, condition=both | Q(**{f"{moment}__isnull": False, f"{maker}__isnull": False}))


class Party(Scoped):
    """A person or an organisation that takes part in this neighbourhood."""

    PERSON, ORGANISATION = "person", "organisation"
    KINDS = ((PERSON, _("Mens")), (ORGANISATION, _("Organisatie")))
    SORTS = (
        ("municipality", _("Gemeente")),
        ("corporation", _("Woningcorporatie")),
        ("insurer", _("Verzekeraar")),
        ("company", _("Bedrijf")),
        ("foundation", _("Stichting of vereniging")),
        ("cooperative", _("Coöperatie")),
        ("other", _("Anders")),
    )

    kind = models.CharField(
        _("soort"), max_length=12, choices=KINDS, default=PERSON, help_text=_("Mens of organisatie.")
    )
    name = models.CharField(_("naam"), max_length=80, help_text=_("Hoe de buurt je kent. Een voornaam mag."))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        help_text=_("Leeg bij wie geen e-mail heeft, en bij organisaties."),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    phone = models.CharField(_("telefoon"), max_length=20, blank=True, help_text=_("Mag leeg blijven."))
    address = models.CharField(
        _("straat en huisnummer"), max_length=120, blank=True, help_text=_("Voor post op papier. Mag leeg blijven.")
    )
    sort = models.CharField(
        _("soort organisatie"), max_length=14, choices=SORTS, blank=True, help_text=_("Alleen bij een organisatie.")
    )
    kvk = models.CharField(
        _("KvK-nummer"), max_length=8, blank=True, help_text=_("Acht cijfers, van het handelsregister.")
    )
    rsin = models.CharField(_("RSIN"), max_length=9, blank=True, help_text=_("Negen cijfers, van het handelsregister."))
    came_through = models.CharField(
        _("binnengekomen via"),
        max_length=8,
        choices=(
            ("code", _("een code")),
            ("builder", _("een community builder")),
            ("mail", _("een uitnodiging per mail")),
            ("founder", _("het begin van de wijk")),
        ),
        help_text=_("Hoe dit mens of deze organisatie erbij kwam."),
    )
    joined_at = models.DateTimeField(_("erbij sinds"), help_text=_("Wanneer iemand erbij kwam."))
    joined_by = by(_("erbij gezet door"))
    left_at = models.DateTimeField(
        _("vertrokken op"), null=True, blank=True, help_text=_("Leeg zolang iemand meedoet.")
    )
    left_by = by(_("vertrek gemeld door"))

    PERSONAL = {
        "name": Personal(_("om te weten wie je bent"), MONTH_AFTER),
        "user": Personal(_("om je binnen te laten in deze wijk"), MONTH_AFTER),
        **dict.fromkeys(("phone", "address"), Personal(_("om je te bereiken"), WHILE_HERE)),
        **dict.fromkeys(("came_through", "joined_at", "left_at", "joined_by", "left_by"), WHO_DID),
    }
    IMPERSONAL = ("kind", "sort", "kvk", "rsin")

    class Meta:
        verbose_name = _("partij")
        verbose_name_plural = _("partijen")
        ordering = ("name", "id")
        indexes = (models.Index(fields=["neighbourhood", "name", "id"], name="party_by_name"),)
        constraints = (
            row_key("party_key"),
            UniqueConstraint(fields=["neighbourhood", "user"], name="party_one_per_account"),
            pair("joined_at", "joined_by", "party_joined_by"),
            pair("left_at", "left_by", "party_left_by"),
            CheckConstraint(
                name="party_person_or_organisation",
                condition=Q(kind="person", sort="", kvk="", rsin="")
                | (Q(kind="organisation", user=None) & ~Q(sort="")),
                violation_error_message=_("Alleen een organisatie heeft een soort, KvK-nummer of RSIN."),
            ),
            CheckConstraint(
                name="party_kvk_form",
                condition=Q(kvk="") | Q(kvk__regex=r"^[0-9]{8}$"),
                violation_error_message=_("Een KvK-nummer heeft acht cijfers."),
            ),
            CheckConstraint(
                name="party_rsin_form",
                condition=Q(rsin="") | Q(rsin__regex=r"^[0-9]{9}$"),
                violation_error_message=_("Een RSIN heeft negen cijfers."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_person(self) -> bool:
        return self.kind == self.PERSON

    @property
    def is_here(self) -> bool:
        return self.left_at is None


class RoleGrant(Scoped):
    """A role of a person: offered, accepted by themselves, for a term, and ended."""

    party = ScopedForeignKey(Party, related_name="grants", verbose_name=_("van wie"))
    role = models.CharField(
        _("rol"), max_length=24, choices=tuple((one.key, one.name) for one in ROLES.values()), help_text=_("Welke rol.")
    )
    organisation = ScopedForeignKey(
        Party, related_name="represented_by", verbose_name=_("namens"), null=True, blank=True
    )
    offered_at = models.DateTimeField(_("gevraagd op"), help_text=_("Wanneer deze rol is gevraagd."))
    offered_by = by(_("gevraagd door"))
    accepted_at = models.DateTimeField(
        _("aangenomen op"), null=True, blank=True, help_text=_("Vanaf dit moment telt de rol.")
    )
    accepted_by = by(_("aangenomen door"))
    until = models.DateField(_("loopt tot en met"), null=True, blank=True, help_text=_("Leeg: zonder einde."))
    ended_at = models.DateTimeField(_("gestopt op"), null=True, blank=True, help_text=_("Leeg zolang de rol loopt."))
    ended_by = by(_("gestopt door"))

    PERSONAL = dict.fromkeys(
        (
            *("party", "role", "organisation", "until", "offered_at", "offered_by"),
            *("accepted_at", "accepted_by", "ended_at", "ended_by"),
        ),
        WHO_DID,
    )

    class Meta:
        verbose_name = _("rol van iemand")
        verbose_name_plural = _("rollen van mensen")
        indexes = (models.Index(fields=["neighbourhood", "role", "ended_at"], name="grant_by_role"),)
        constraints = (
            row_key("grant_key"),
            UniqueConstraint(
                fields=["neighbourhood", "party", "role"],
                name="grant_once",
                condition=Q(ended_at=None),
                violation_error_message=_("Deze persoon heeft deze rol al, of is er al voor gevraagd."),
            ),
            SameNeighbourhood(field="party", name="grant_party_wall"),
            SameNeighbourhood(field="organisation", name="grant_organisation_wall"),
            pair("offered_at", "offered_by", "grant_offered_by"),
            pair("accepted_at", "accepted_by", "grant_accepted_by"),
            pair("ended_at", "ended_by", "grant_ended_by"),
            CheckConstraint(
                name="grant_partner_for_organisation",
                condition=Q(role="partner", organisation__isnull=False) | (~Q(role="partner") & Q(organisation=None)),
                violation_error_message=_("Een partner hoort bij een organisatie, een andere rol niet."),
            ),
        )

    def __str__(self) -> str:
        return str(self.definition.name)

    @property
    def definition(self) -> Role:
        return ROLES[self.role]


class HelpingHand(Scoped):
    """Somebody acts for a person who has no e-mail or phone, with that person's consent."""

    BUILDER, RELATIVE = "builder", "relative"

    person = ScopedForeignKey(Party, related_name="helpers", verbose_name=_("voor wie"))
    helper = ScopedForeignKey(Party, related_name="helps", verbose_name=_("wie helpt"))
    bond = models.CharField(
        _("band"),
        max_length=8,
        choices=((BUILDER, _("community builder")), (RELATIVE, _("familie of bekende"))),
        help_text=_("Hoe deze twee elkaar kennen."),
    )
    agreed = models.CharField(
        _("hoe is ja gezegd"), max_length=120, help_text=_("Bijvoorbeeld: aan de keukentafel, formulier getekend.")
    )
    stop_code = models.CharField(
        _("stopcode"), max_length=12, help_text=_("Staat op het papieren overzicht. Wie hem intypt, stopt de hulp.")
    )
    started_at = models.DateTimeField(_("begonnen op"), help_text=_("Vanaf wanneer de hulp telt."))
    started_by = by(_("begonnen door"))
    ended_at = models.DateTimeField(_("gestopt op"), null=True, blank=True, help_text=_("Leeg zolang de hulp loopt."))
    ended_through = models.CharField(
        _("gestopt via"),
        max_length=8,
        blank=True,
        choices=(("site", _("de site")), ("paper", _("de stopcode op papier")), ("leave", _("vertrek"))),
        help_text=_("Met de stopcode is er geen account bij; daarom staat hier hoe."),
    )
    ended_by = by(_("gestopt door"))

    PERSONAL = {
        **dict.fromkeys(("agreed", "bond"), Personal(_("om te laten zien dat iemand ja zei"), ALWAYS_UNNAMED)),
        "stop_code": Personal(_("om de hulp te stoppen zonder in te loggen"), ALWAYS_UNNAMED),
        **dict.fromkeys(("person", "helper", "started_at", "started_by"), WHO_DID),
        **dict.fromkeys(("ended_at", "ended_through", "ended_by"), WHO_DID),
    }

    class Meta:
        verbose_name = _("helpende hand")
        verbose_name_plural = _("helpende handen")
        constraints = (
            row_key("helping_hand_key"),
            UniqueConstraint(
                fields=["neighbourhood", "person", "helper"],
                name="helping_hand_once",
                condition=Q(ended_at=None),
                violation_error_message=_("Deze hulp loopt al."),
            ),
            UniqueConstraint(fields=["neighbourhood", "stop_code"], name="helping_hand_stop_code_once"),
            SameNeighbourhood(field="person", name="helping_hand_person_wall"),
            SameNeighbourhood(field="helper", name="helping_hand_helper_wall"),
            pair("started_at", "started_by", "helping_hand_started_by"),
            CheckConstraint(
                name="helping_hand_two_people",
                condition=~Q(person=F("helper")),
                violation_error_message=_("Niemand is de helpende hand van zichzelf."),
            ),
            CheckConstraint(
                name="helping_hand_ended_how",
                condition=Q(ended_at=None, ended_through="", ended_by=None)
                | (Q(ended_at__isnull=False) & ~Q(ended_through="")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.helper_id} > {self.person_id}"


class JoinCode(Scoped):
    """A code on a letter, a poster or in a mail, with which people join."""

    LETTER, POSTER, MAIL = "letter", "poster", "mail"
    KINDS = (
        (LETTER, _("Brieven: elke code werkt één keer")),
        (POSTER, _("Poster: de code werkt vaker")),
        (MAIL, _("Uitnodiging per mail")),
    )

    code = models.CharField(_("meedoecode"), max_length=12, help_text=_("Vier letters, een streepje en vier cijfers."))
    kind = models.CharField(_("soort"), max_length=6, choices=KINDS, help_text=_("Waar de code op staat."))
    batch = models.CharField(
        _("waarvoor"), max_length=80, help_text=_("Bijvoorbeeld: brieven Bergstraat, of poster buurthuis.")
    )
    email = models.EmailField(_("e-mailadres"), blank=True, help_text=_("Alleen bij een uitnodiging per mail."))
    most_uses = models.PositiveIntegerField(
        _("hoe vaak"), default=1, help_text=_("Hoe vaak de code mag worden gebruikt.")
    )
    uses = models.PositiveIntegerField(_("gebruikt"), default=0, help_text=_("Hoe vaak de code is gebruikt."))
    until = models.DateField(_("geldig tot en met"), help_text=_("Daarna werkt de code niet meer."))
    made_at = models.DateTimeField(_("gemaakt op"), help_text=_("Wanneer de code is gemaakt."))
    made_by = by(_("gemaakt door"))
    withdrawn_at = models.DateTimeField(
        _("ingetrokken op"), null=True, blank=True, help_text=_("Vanaf dan werkt de code niet meer.")
    )
    withdrawn_by = by(_("ingetrokken door"))

    PERSONAL = {
        "email": Personal(_("om de uitnodiging te sturen"), _("tot dertig dagen na de laatste dag van de code")),
        **dict.fromkeys(("made_at", "made_by", "withdrawn_at", "withdrawn_by"), WHO_DID),
    }
    IMPERSONAL = ("code", "kind", "batch", "most_uses", "uses", "until")

    class Meta:
        verbose_name = _("code om mee te doen")
        verbose_name_plural = _("codes om mee te doen")
        indexes = (models.Index(fields=["neighbourhood", "batch", "made_at"], name="join_code_by_batch"),)
        constraints = (
            row_key("join_code_key"),
            UniqueConstraint(fields=["neighbourhood", "code"], name="join_code_once"),
            pair("made_at", "made_by", "join_code_made_by"),
            pair("withdrawn_at", "withdrawn_by", "join_code_withdrawn_by"),
            CheckConstraint(
                name="join_code_never_used_up_twice",
                condition=Q(uses__lte=F("most_uses")),
                violation_error_message=_("Deze code is al gebruikt."),
            ),
        )

    def __str__(self) -> str:
        return self.code


class ProfileSupport(Scoped):
    """Somebody stands behind a version of the neighbourhood's profile."""

    profile = ScopedForeignKey(ProfileVersion, related_name="supporters", verbose_name=_("profiel"))
    party = ScopedForeignKey(Party, related_name="+", verbose_name=_("wie"))
    said_at = models.DateTimeField(_("gezegd op"), help_text=_("Wanneer iemand zei erachter te staan."))
    said_by = by(_("gezegd door"))

    PERSONAL = dict.fromkeys(
        ("profile", "party", "said_at", "said_by"),
        Personal(_("om te laten zien wie achter het profiel staat"), ALWAYS_UNNAMED),
    )

    class Meta:
        verbose_name = _("steun voor het profiel")
        verbose_name_plural = _("steun voor het profiel")
        constraints = (
            row_key("profile_support_key"),
            UniqueConstraint(fields=["neighbourhood", "profile", "party"], name="profile_support_once"),
            SameNeighbourhood(field="profile", name="profile_support_profile_wall"),
            SameNeighbourhood(field="party", name="profile_support_party_wall"),
            pair("said_at", "said_by", "profile_support_said_by"),
        )

    def __str__(self) -> str:
        return f"{self.party_id}"


class BankAccount(Scoped):
    """The bank account of the neighbourhood: proposed by one person, counting once another confirmed it."""

    holder = models.CharField(_("op naam van"), max_length=70, help_text=_("Zoals de bank de rekening kent."))
    iban = models.CharField(_("IBAN"), max_length=34, help_text=_("Bijvoorbeeld: NL91 ABNA 0417 1643 00."))
    proposed_at = models.DateTimeField(_("voorgesteld op"), help_text=_("Wanneer deze rekening is voorgesteld."))
    proposed_by = by(_("voorgesteld door"))
    confirmed_at = models.DateTimeField(
        _("bevestigd op"), null=True, blank=True, help_text=_("Vanaf dan is dit de rekening van de wijk.")
    )
    confirmed_by = by(_("bevestigd door"))
    ended_at = models.DateTimeField(
        _("vervallen op"), null=True, blank=True, help_text=_("Afgewezen, of vervangen door een andere.")
    )
    ended_by = by(_("vervallen door"))

    PERSONAL = {
        **dict.fromkeys(("proposed_at", "proposed_by", "confirmed_at", "confirmed_by"), WHO_DID),
        **dict.fromkeys(("ended_at", "ended_by"), WHO_DID),
    }
    IMPERSONAL = ("holder", "iban")

    class Meta:
        verbose_name = _("bankrekening")
        verbose_name_plural = _("bankrekeningen")
        constraints = (
            row_key("bank_account_key"),
            pair("proposed_at", "proposed_by", "bank_account_proposed_by"),
            pair("confirmed_at", "confirmed_by", "bank_account_confirmed_by"),
            pair("ended_at", "ended_by", "bank_account_ended_by"),
            CheckConstraint(
                name="bank_account_two_people",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")),
                violation_error_message=_("Iemand anders dan de voorsteller moet dit bevestigen."),
            ),
            UniqueConstraint(
                fields=["neighbourhood"],
                name="bank_account_one_proposal",
                condition=Q(confirmed_at=None, ended_at=None),
                violation_error_message=_("Er ligt al een voorstel. Bevestig dat eerst, of wijs het af."),
            ),
            UniqueConstraint(
                fields=["neighbourhood"],
                name="bank_account_one_in_use",
                condition=Q(confirmed_at__isnull=False, ended_at=None),
            ),
        )

    def __str__(self) -> str:
        return self.iban[-4:]
