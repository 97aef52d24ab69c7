import django.db.models.deletion
import limonade.scoping.foreign_keys
import limonade.scoping.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("ledger", "0002_papers_taken_away"),
        ("neighbourhoods", "0002_profileversion"),
        ("people", "0001_initial"),
        ("work", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Order",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=limonade.scoping.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "neighbourhood",
                    models.ForeignKey(
                        db_index=False,
                        help_text="De wijk waar dit bij hoort; dat verandert nooit.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="neighbourhoods.neighbourhood",
                        verbose_name="wijk",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        editable=False,
                        help_text="Zodat het maar één keer wordt bewaard.",
                        max_length=64,
                        verbose_name="sleutel",
                    ),
                ),
                (
                    "maker",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                        verbose_name="van wie",
                    ),
                ),
                ("made_at", models.DateTimeField(help_text="Dag en tijd.", verbose_name="gemaakt op")),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opgeschreven door",
                    ),
                ),
                (
                    "title",
                    models.CharField(help_text="Wat er gedaan moet worden.", max_length=120, verbose_name="opdracht"),
                ),
                (
                    "text",
                    models.CharField(
                        blank=True,
                        help_text="Waar, wanneer, en wanneer het goed is.",
                        max_length=1000,
                        verbose_name="uitleg",
                    ),
                ),
                (
                    "partner",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                        verbose_name="opdrachtgever",
                    ),
                ),
                (
                    "administration",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.administration",
                        verbose_name="administratie",
                    ),
                ),
                (
                    "earmark",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.earmark",
                        verbose_name="doel in de boeken",
                    ),
                ),
                (
                    "cents",
                    models.PositiveBigIntegerField(default=0, help_text="Zonder btw, in centen.", verbose_name="prijs"),
                ),
                (
                    "vat_permille",
                    models.PositiveSmallIntegerField(
                        default=0,
                        help_text="In duizendsten. 0: vrijgesteld door de kleineondernemersregeling.",
                        verbose_name="btw",
                    ),
                ),
                (
                    "hours",
                    models.PositiveIntegerField(
                        default=0, help_text="Die we denken nodig te hebben, in honderdsten.", verbose_name="uren"
                    ),
                ),
                (
                    "materials_cents",
                    models.PositiveBigIntegerField(
                        default=0, help_text="Geschat, in centen.", verbose_name="materiaal"
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        blank=True,
                        help_text="Het ordernummer van de opdrachtgever zelf.",
                        max_length=60,
                        verbose_name="kenmerk",
                    ),
                ),
                (
                    "quoted_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="offerte gemaakt"
                    ),
                ),
                (
                    "quoted_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="offerte gemaakt",
                    ),
                ),
                (
                    "accepted_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="offerte aanvaard"
                    ),
                ),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="offerte aanvaard",
                    ),
                ),
                (
                    "done_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="klaar gemeld"
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="klaar gemeld",
                    ),
                ),
                (
                    "approved_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="opgeleverd"
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opgeleverd",
                    ),
                ),
                (
                    "stopped_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="gestopt"
                    ),
                ),
                (
                    "stopped_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="gestopt",
                    ),
                ),
                (
                    "stopped_why",
                    models.CharField(
                        blank=True, help_text="Wat ervan te leren is.", max_length=300, verbose_name="waarom gestopt"
                    ),
                ),
            ],
            options={
                "verbose_name": "opdracht",
                "verbose_name_plural": "opdrachten",
                "ordering": ("-made_at", "-id"),
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["neighbourhood", "-made_at"], name="order_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="company_order_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="company_order_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="company_order_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="company_order_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="partner", name="company_order_partner_wall"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="administration", name="company_order_administration_wall"
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="earmark", name="company_order_earmark_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("quoted_at__isnull", True), ("quoted_by__isnull", True)),
                            models.Q(("quoted_at__isnull", False), ("quoted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="order_quoted_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                            models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="order_accepted_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="order_done_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="order_approved_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stopped_at__isnull", True), ("stopped_by__isnull", True)),
                            models.Q(("stopped_at__isnull", False), ("stopped_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="order_stopped_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quoted_at", None),
                            models.Q(("administration__isnull", False), ("cents__gte", 1)),
                            _connector="OR",
                        ),
                        name="order_quote_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at", None),
                            models.Q(("earmark__isnull", False), ("quoted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="order_accepted_after_quote",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approved_at", None), ("done_at__isnull", False), _connector="OR"),
                        name="order_approved_after_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_by", None),
                            models.Q(("accepted_by", models.F("quoted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="order_two_sides",
                        violation_error_message="Wie de offerte maakte, aanvaardt haar niet zelf.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderJob",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=limonade.scoping.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "neighbourhood",
                    models.ForeignKey(
                        db_index=False,
                        help_text="De wijk waar dit bij hoort; dat verandert nooit.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="neighbourhoods.neighbourhood",
                        verbose_name="wijk",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        editable=False,
                        help_text="Zodat het maar één keer wordt bewaard.",
                        max_length=64,
                        verbose_name="sleutel",
                    ),
                ),
                (
                    "maker",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                        verbose_name="van wie",
                    ),
                ),
                ("made_at", models.DateTimeField(help_text="Dag en tijd.", verbose_name="gemaakt op")),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opgeschreven door",
                    ),
                ),
                (
                    "order",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="order_jobs",
                        to="company.order",
                        verbose_name="opdracht",
                    ),
                ),
                (
                    "job",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="work.job",
                        verbose_name="klus",
                    ),
                ),
            ],
            options={
                "verbose_name": "klus van een opdracht",
                "verbose_name_plural": "klussen van opdrachten",
                "ordering": ("made_at", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="company_orderjob_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="company_orderjob_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="company_orderjob_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="company_orderjob_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="order", name="company_orderjob_order_wall"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="job", name="company_orderjob_job_wall"),
                    models.UniqueConstraint(fields=("neighbourhood", "job"), name="order_job_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrderCost",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=limonade.scoping.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "neighbourhood",
                    models.ForeignKey(
                        db_index=False,
                        help_text="De wijk waar dit bij hoort; dat verandert nooit.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="neighbourhoods.neighbourhood",
                        verbose_name="wijk",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        editable=False,
                        help_text="Zodat het maar één keer wordt bewaard.",
                        max_length=64,
                        verbose_name="sleutel",
                    ),
                ),
                (
                    "maker",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                        verbose_name="van wie",
                    ),
                ),
                ("made_at", models.DateTimeField(help_text="Dag en tijd.", verbose_name="gemaakt op")),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opgeschreven door",
                    ),
                ),
                (
                    "order",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="costs",
                        to="company.order",
                        verbose_name="opdracht",
                    ),
                ),
                ("what", models.CharField(help_text="Wat er gekocht is.", max_length=120, verbose_name="wat")),
                ("cents", models.PositiveBigIntegerField(help_text="In centen, met btw.", verbose_name="bedrag")),
                (
                    "document",
                    models.CharField(help_text="Het nummer, of wat erop staat.", max_length=80, verbose_name="bon"),
                ),
                ("day", models.DateField(help_text="Wanneer het is betaald.", verbose_name="dag")),
                (
                    "approved_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="goedgekeurd"
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="goedgekeurd",
                    ),
                ),
                (
                    "approver",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                        verbose_name="goedgekeurd door",
                    ),
                ),
                (
                    "entry",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.entry",
                        verbose_name="boeking",
                    ),
                ),
            ],
            options={
                "verbose_name": "kosten van een opdracht",
                "verbose_name_plural": "kosten van opdrachten",
                "ordering": ("day", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="company_ordercost_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="company_ordercost_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="company_ordercost_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="company_ordercost_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="order", name="company_ordercost_order_wall"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="approver", name="company_ordercost_approver_wall"
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="entry", name="company_ordercost_entry_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="order_cost_approved_by",
                    ),
                    models.CheckConstraint(condition=models.Q(("cents__gte", 1)), name="order_cost_of_something"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_by", None), ("approver", None)),
                            models.Q(
                                models.Q(("approver", models.F("maker")), _negated=True),
                                models.Q(("approved_by", models.F("made_by")), _negated=True),
                                ("approver__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="order_cost_two_people",
                        violation_error_message="Wie het opschreef, keurt het niet zelf goed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entry", None), ("approved_at__isnull", False), _connector="OR"),
                        name="order_cost_booked_after",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invoice",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        default=limonade.scoping.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "neighbourhood",
                    models.ForeignKey(
                        db_index=False,
                        help_text="De wijk waar dit bij hoort; dat verandert nooit.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="neighbourhoods.neighbourhood",
                        verbose_name="wijk",
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        editable=False,
                        help_text="Zodat het maar één keer wordt bewaard.",
                        max_length=64,
                        verbose_name="sleutel",
                    ),
                ),
                (
                    "maker",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                        verbose_name="van wie",
                    ),
                ),
                ("made_at", models.DateTimeField(help_text="Dag en tijd.", verbose_name="gemaakt op")),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="opgeschreven door",
                    ),
                ),
                (
                    "order",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invoices",
                        to="company.order",
                        verbose_name="opdracht",
                    ),
                ),
                (
                    "number",
                    models.PositiveIntegerField(help_text="Volgt op het vorige, zonder gaten.", verbose_name="nummer"),
                ),
                ("day", models.DateField(help_text="Van de factuur.", verbose_name="datum")),
                ("due_on", models.DateField(help_text="Volgens de afspraak.", verbose_name="te betalen voor")),
                ("cents", models.PositiveBigIntegerField(help_text="Zonder btw, in centen.", verbose_name="bedrag")),
                ("vat_cents", models.PositiveBigIntegerField(default=0, help_text="In centen.", verbose_name="btw")),
                (
                    "entry",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.entry",
                        verbose_name="boeking",
                    ),
                ),
                (
                    "own_address",
                    models.CharField(
                        blank=True, help_text="Van wie de boeken zijn.", max_length=120, verbose_name="ons adres"
                    ),
                ),
                (
                    "own_kvk",
                    models.CharField(
                        blank=True, help_text="Acht cijfers.", max_length=8, verbose_name="ons KvK-nummer"
                    ),
                ),
                (
                    "own_vat_number",
                    models.CharField(
                        blank=True,
                        help_text="Nodig als er btw op de factuur staat.",
                        max_length=14,
                        verbose_name="ons btw-nummer",
                    ),
                ),
                (
                    "client_address",
                    models.CharField(
                        blank=True,
                        help_text="Waar de factuur heen gaat.",
                        max_length=120,
                        verbose_name="adres van de opdrachtgever",
                    ),
                ),
                (
                    "client_kvk",
                    models.CharField(
                        blank=True,
                        help_text="Acht cijfers.",
                        max_length=8,
                        verbose_name="KvK-nummer van de opdrachtgever",
                    ),
                ),
                (
                    "paid_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="betaald"
                    ),
                ),
                (
                    "paid_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="betaald",
                    ),
                ),
                (
                    "paid_entry",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.entry",
                        verbose_name="boeking van de betaling",
                    ),
                ),
            ],
            options={
                "verbose_name": "factuur",
                "verbose_name_plural": "facturen",
                "ordering": ("-made_at", "-id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="company_invoice_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="company_invoice_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="company_invoice_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="company_invoice_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="order", name="company_invoice_order_wall"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="entry", name="company_invoice_entry_wall"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="paid_entry", name="company_invoice_paid_entry_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paid_at__isnull", True), ("paid_by__isnull", True)),
                            models.Q(("paid_at__isnull", False), ("paid_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="invoice_paid_by",
                    ),
                    models.UniqueConstraint(fields=("neighbourhood", "number"), name="invoice_number_once"),
                    models.UniqueConstraint(fields=("neighbourhood", "order"), name="invoice_once_an_order"),
                    models.CheckConstraint(
                        condition=models.Q(("paid_at", None), ("paid_entry__isnull", False), _connector="OR"),
                        name="invoice_paid_is_booked",
                    ),
                ],
            },
        ),
    ]
