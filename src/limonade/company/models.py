"""Het wijkbedrijf: a partner's order, from the question to the invoice that is paid."""

from django.db import models
from django.db.models import CheckConstraint, F, Index, Q, UniqueConstraint
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from limonade.accounts.privacy import WHO_DID
from limonade.ledger.models import Administration, Earmark, Entry
from limonade.people.models import Party, pair
from limonade.scoping.foreign_keys import SameNeighbourhood, ScopedForeignKey
from limonade.steps.made import SAID, Made, happened
from limonade.work.models import Job


class Order(Made):
    """Een opdracht: what a partner asks, what it costs, and how far it is."""

    title = models.CharField(_("opdracht"), max_length=120, help_text=_("Wat er gedaan moet worden."))
    text = models.CharField(
        _("uitleg"), max_length=1000, blank=True, help_text=_("Waar, wanneer, en wanneer het goed is.")
    )
    partner = ScopedForeignKey(Party, related_name="+", verbose_name=_("opdrachtgever"))
    administration = ScopedForeignKey(
        Administration, related_name="+", verbose_name=_("administratie"), null=True, blank=True
    )
    earmark = ScopedForeignKey(Earmark, related_name="+", verbose_name=_("doel in de boeken"), null=True, blank=True)
    cents = models.PositiveBigIntegerField(_("prijs"), default=0, help_text=_("Zonder btw, in centen."))
    vat_permille = models.PositiveSmallIntegerField(
        _("btw"), default=0, help_text=_("In duizendsten. 0: vrijgesteld door de kleineondernemersregeling.")
    )
    hours = models.PositiveIntegerField(
        _("uren"), default=0, help_text=_("Die we denken nodig te hebben, in honderdsten.")
    )
    materials_cents = models.PositiveBigIntegerField(_("materiaal"), default=0, help_text=_("Geschat, in centen."))
    reference = models.CharField(
        _("kenmerk"), max_length=60, blank=True, help_text=_("Het ordernummer van de opdrachtgever zelf.")
    )
    quote_text = models.CharField(
        _("uitleg bij de offerte"), max_length=600, blank=True, help_text=_("Wat er wel en niet in de prijs zit.")
    )
    quote_until = models.DateField(
        _("offerte geldt tot en met"), null=True, blank=True, help_text=_("Daarna is een nieuwe offerte nodig.")
    )
    quoted_at, quoted_by = happened("quoted", _("offerte gemaakt"))
    accepted_at, accepted_by = happened("accepted", _("offerte aanvaard"))
    done_at, done_by = happened("done", _("klaar gemeld"))
    returned_at, returned_by = happened("returned", _("nog niet goed"))
    returned_why = models.CharField(
        _("wat nog niet goed was"), max_length=300, blank=True, help_text=_("Volgens de opdrachtgever.")
    )
    approved_at, approved_by = happened("approved", _("opgeleverd"))
    stopped_at, stopped_by = happened("stopped", _("gestopt"))
    stopped_why = models.CharField(
        _("waarom gestopt"), max_length=300, blank=True, help_text=_("Wat ervan te leren is.")
    )

    MOMENTS = ("quoted", "accepted", "done", "returned", "approved", "stopped")
    PERSONAL = {
        **Made.PERSONAL,
        **dict.fromkeys(("title", "text", "quote_text", "returned_why", "stopped_why"), SAID),
        **dict.fromkeys([f"{one}_{side}" for one in MOMENTS for side in ("at", "by")], WHO_DID),
    }
    IMPERSONAL = (
        *Made.IMPERSONAL,
        *("partner", "administration", "earmark", "cents", "vat_permille", "hours", "materials_cents", "reference"),
        "quote_until",
    )

    class Meta(Made.Meta):
        verbose_name = _("opdracht")
        verbose_name_plural = _("opdrachten")
        indexes = (Index(fields=["neighbourhood", "-made_at"], name="order_newest"),)
        constraints = (
            *Made.Meta.constraints,
            *(SameNeighbourhood(field=name) for name in ("partner", "administration", "earmark")),
            *(
                pair(f"{one}_at", f"{one}_by", f"order_{one}_by")
                for one in ("quoted", "accepted", "done", "returned", "approved", "stopped")
            ),
            CheckConstraint(
                name="order_quote_is_whole",
                condition=Q(quoted_at=None) | Q(cents__gte=1, administration__isnull=False),
            ),
            CheckConstraint(
                name="order_until_of_a_quote",
                condition=Q(quote_until=None) | Q(quoted_at__isnull=False),
            ),
            CheckConstraint(
                name="order_accepted_after_quote",
                condition=Q(accepted_at=None) | Q(quoted_at__isnull=False, earmark__isnull=False),
            ),
            CheckConstraint(
                name="order_returned_after_accepted",
                condition=Q(returned_at=None) | Q(accepted_at__isnull=False),
            ),
            CheckConstraint(name="order_approved_after_done", condition=Q(approved_at=None) | Q(done_at__isnull=False)),
            CheckConstraint(
                name="order_two_sides",
                condition=Q(accepted_by=None) | ~Q(accepted_by=F("quoted_by")),
                violation_error_message=_("Wie de offerte maakte, aanvaardt haar niet zelf."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("company:order", args=[self.neighbourhood.slug, self.pk])

    @property
    def books(self) -> Administration:
        """Those of the quote; an order without a quote has none."""
        if self.administration is None:
            raise ValueError(f"Order {self.pk} has no quote.")
        return self.administration

    @property
    def quote_is_over(self) -> bool:
        """Nobody said yes in time."""
        return not self.accepted_at and self.quote_until is not None and self.quote_until < timezone.localdate()

    @property
    def is_returned(self) -> bool:
        """The client said not yet, and the company is at it again."""
        return self.returned_at is not None and self.done_at is None

    @property
    def vat_cents(self) -> int:
        return (self.cents * self.vat_permille + 500) // 1000

    @property
    def total_cents(self) -> int:
        return self.cents + self.vat_cents

    @property
    def vat_percent(self) -> float:
        """To show; nothing is counted with it."""
        return self.vat_permille / 10


class OrderJob(Made):
    """A job that belongs to an order."""

    order = ScopedForeignKey(Order, related_name="order_jobs", verbose_name=_("opdracht"))
    job = ScopedForeignKey(Job, related_name="+", verbose_name=_("klus"))

    PERSONAL = Made.PERSONAL
    IMPERSONAL = (*Made.IMPERSONAL, "order", "job")

    class Meta(Made.Meta):
        verbose_name = _("klus van een opdracht")
        verbose_name_plural = _("klussen van opdrachten")
        ordering = ("made_at", "id")
        constraints = (
            *Made.Meta.constraints,
            SameNeighbourhood(field="order"),
            SameNeighbourhood(field="job"),
            UniqueConstraint(fields=["neighbourhood", "job"], name="order_job_once"),
        )

    def __str__(self) -> str:
        return f"{self.order_id} > {self.job_id}"


class OrderCost(Made):
    """Material that was bought for an order: asked by one, approved by another, and then in the books."""

    order = ScopedForeignKey(Order, related_name="costs", verbose_name=_("opdracht"))
    what = models.CharField(_("wat"), max_length=120, help_text=_("Wat er gekocht is."))
    cents = models.PositiveBigIntegerField(_("bedrag"), help_text=_("In centen, met btw."))
    document = models.CharField(_("bon"), max_length=80, help_text=_("Het nummer, of wat erop staat."))
    day = models.DateField(_("dag"), help_text=_("Wanneer het is betaald."))
    approved_at, approved_by = happened("approved", _("goedgekeurd"))
    approver = ScopedForeignKey(Party, related_name="+", verbose_name=_("goedgekeurd door"), null=True, blank=True)
    entry = ScopedForeignKey(Entry, related_name="+", verbose_name=_("boeking"), null=True, blank=True)

    PERSONAL = {
        **Made.PERSONAL,
        **dict.fromkeys(("what", "document"), SAID),
        **dict.fromkeys(("approved_at", "approved_by", "approver"), WHO_DID),
    }
    IMPERSONAL = (*Made.IMPERSONAL, "order", "cents", "day", "entry")

    class Meta(Made.Meta):
        verbose_name = _("kosten van een opdracht")
        verbose_name_plural = _("kosten van opdrachten")
        ordering = ("day", "id")
        constraints = (
            *Made.Meta.constraints,
            *(SameNeighbourhood(field=name) for name in ("order", "approver", "entry")),
            pair("approved_at", "approved_by", "order_cost_approved_by"),
            CheckConstraint(name="order_cost_of_something", condition=Q(cents__gte=1)),
            CheckConstraint(
                name="order_cost_two_people",
                condition=Q(approver=None, approved_by=None)
                | (~Q(approver=F("maker")) & ~Q(approved_by=F("made_by")) & Q(approver__isnull=False)),
                violation_error_message=_("Wie het opschreef, keurt het niet zelf goed."),
            ),
            CheckConstraint(name="order_cost_booked_after", condition=Q(entry=None) | Q(approved_at__isnull=False)),
        )

    def __str__(self) -> str:
        return self.what

    def get_absolute_url(self) -> str:
        return self.order.get_absolute_url()


class Invoice(Made):
    """Een factuur: numbered without gaps, booked when it is sent, and again when it is paid.

    Addresses and numbers are as they were that day: a later move changes no invoice.
    """

    order = ScopedForeignKey(Order, related_name="invoices", verbose_name=_("opdracht"))
    number = models.PositiveIntegerField(_("nummer"), help_text=_("Volgt op het vorige, zonder gaten."))
    day = models.DateField(_("datum"), help_text=_("Van de factuur."))
    due_on = models.DateField(_("te betalen voor"), help_text=_("Volgens de afspraak."))
    cents = models.PositiveBigIntegerField(_("bedrag"), help_text=_("Zonder btw, in centen."))
    vat_cents = models.PositiveBigIntegerField(_("btw"), default=0, help_text=_("In centen."))
    own_address = models.CharField(_("ons adres"), max_length=120, blank=True, help_text=_("Van wie de boeken zijn."))
    own_kvk = models.CharField(_("ons KvK-nummer"), max_length=8, blank=True, help_text=_("Acht cijfers."))
    own_vat_number = models.CharField(
        _("ons btw-nummer"), max_length=14, blank=True, help_text=_("Nodig als er btw op de factuur staat.")
    )
    client_address = models.CharField(
        _("adres van de opdrachtgever"), max_length=120, blank=True, help_text=_("Waar de factuur heen gaat.")
    )
    client_kvk = models.CharField(
        _("KvK-nummer van de opdrachtgever"), max_length=8, blank=True, help_text=_("Acht cijfers.")
    )
    entry = ScopedForeignKey(Entry, related_name="+", verbose_name=_("boeking"))
    paid_at, paid_by = happened("paid", _("betaald"))
    paid_entry = ScopedForeignKey(
        Entry, related_name="+", verbose_name=_("boeking van de betaling"), null=True, blank=True
    )

    PERSONAL = {**Made.PERSONAL, **dict.fromkeys(("paid_at", "paid_by"), WHO_DID)}
    OWN = ("own_address", "own_kvk", "own_vat_number")
    DETAILS = (*OWN, "client_address", "client_kvk")
    IMPERSONAL = (
        *Made.IMPERSONAL,
        *("order", "number", "day", "due_on", "cents", "vat_cents", "entry", "paid_entry"),
        *DETAILS,
    )

    class Meta(Made.Meta):
        verbose_name = _("factuur")
        verbose_name_plural = _("facturen")
        constraints = (
            *Made.Meta.constraints,
            *(SameNeighbourhood(field=name) for name in ("order", "entry", "paid_entry")),
            pair("paid_at", "paid_by", "invoice_paid_by"),
            UniqueConstraint(fields=["neighbourhood", "number"], name="invoice_number_once"),
            UniqueConstraint(fields=["neighbourhood", "order"], name="invoice_once_an_order"),
            CheckConstraint(name="invoice_paid_is_booked", condition=Q(paid_at=None) | Q(paid_entry__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self.day:%Y}-{self.number:04d}"

    def get_absolute_url(self) -> str:
        return reverse("company:invoice", args=[self.neighbourhood.slug, self.pk])

    @property
    def total_cents(self) -> int:
        return self.cents + self.vat_cents

    @property
    def is_late(self) -> bool:
        return self.paid_at is None and self.due_on < timezone.localdate()

    @property
    def missing(self) -> list[str]:
        """The details that are not on it; a VAT number only where VAT is charged."""
        asked = [name for name in self.DETAILS if self.vat_cents or name != "own_vat_number"]
        return [name for name in asked if not getattr(self, name)]

    @property
    def lacks_own(self) -> bool:
        return any(name in self.OWN for name in self.missing)
