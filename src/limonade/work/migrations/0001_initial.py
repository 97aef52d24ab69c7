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
    ]

    operations = [
        migrations.CreateModel(
            name="Talent",
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
                    "skills",
                    models.JSONField(
                        default=list, help_text="Uit de lijst, en alleen wat je graag doet.", verbose_name="wat kun je"
                    ),
                ),
                (
                    "also",
                    models.CharField(
                        blank=True, help_text="In eigen woorden.", max_length=200, verbose_name="en verder"
                    ),
                ),
                (
                    "parts",
                    models.JSONField(default=list, help_text="Dagen en dagdelen.", verbose_name="wanneer kun je"),
                ),
                (
                    "forms",
                    models.JSONField(
                        default=list,
                        help_text="Betaald, met vergoeding, voor uren of cadeau.",
                        verbose_name="hoe wil je het doen",
                    ),
                ),
                (
                    "hours_a_week",
                    models.PositiveIntegerField(
                        help_text="Hoogstens, in honderdsten.", verbose_name="uren in een week"
                    ),
                ),
                (
                    "is_under_21",
                    models.BooleanField(
                        default=False, help_text="Dan gelden andere bedragen.", verbose_name="jonger dan 21"
                    ),
                ),
                (
                    "benefit",
                    models.CharField(
                        choices=[("no", "Nee"), ("yes", "Ja"), ("unsaid", "Dat zeg ik liever niet")],
                        default="unsaid",
                        help_text="Alleen jij ziet dit.",
                        max_length=6,
                        verbose_name="uitkering",
                    ),
                ),
            ],
            options={
                "verbose_name": "talent",
                "verbose_name_plural": "talenten",
                "ordering": ("-made_at", "-id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="work_talent_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="work_talent_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="work_talent_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="work_talent_made_by",
                    ),
                    models.UniqueConstraint(fields=("neighbourhood", "maker"), name="talent_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Job",
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
                ("title", models.CharField(help_text="Wat er te doen is.", max_length=120, verbose_name="klus")),
                (
                    "text",
                    models.CharField(
                        blank=True, help_text="Wat je nodig hebt om het te doen.", max_length=600, verbose_name="uitleg"
                    ),
                ),
                (
                    "skill",
                    models.CharField(
                        choices=[
                            ("green", "tuin en groen"),
                            ("repair", "klussen in huis"),
                            ("paint", "schilderen"),
                            ("cook", "koken"),
                            ("care", "boodschappen doen en gezelschap"),
                            ("drive", "rijden en vervoeren"),
                            ("clean", "schoonmaken"),
                            ("organise", "regelen en plannen"),
                            ("computer", "computer en telefoon"),
                            ("teach", "uitleggen en begeleiden"),
                            ("heavy", "sjouwen en bouwen"),
                            ("other", "iets anders"),
                        ],
                        help_text="Het talent waar het om gaat.",
                        max_length=16,
                        verbose_name="wat moet je kunnen",
                    ),
                ),
                ("day", models.DateField(help_text="Wanneer het gebeurt.", verbose_name="dag")),
                (
                    "part",
                    models.CharField(
                        choices=[("morning", "ochtend"), ("afternoon", "middag"), ("evening", "avond")],
                        help_text="Ochtend, middag of avond.",
                        max_length=9,
                        verbose_name="dagdeel",
                    ),
                ),
                (
                    "where",
                    models.CharField(blank=True, help_text="Straat, of plek.", max_length=120, verbose_name="waar"),
                ),
                ("hours", models.PositiveIntegerField(help_text="Per mens, in honderdsten.", verbose_name="uren")),
                ("places", models.PositiveSmallIntegerField(help_text="Voor hoeveel mensen.", verbose_name="plekken")),
                (
                    "taken",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, help_text="Wie ja zei van beide kanten.", verbose_name="bezet"
                    ),
                ),
                (
                    "forms",
                    models.JSONField(default=list, help_text="Hoe deze klus gedaan kan worden.", verbose_name="vormen"),
                ),
                (
                    "is_first_come",
                    models.BooleanField(
                        default=False,
                        help_text="Wie ja zegt heeft de plek, zonder dat het bedrijf nog kiest.",
                        verbose_name="wie het eerst komt",
                    ),
                ),
                (
                    "rate_cents",
                    models.PositiveIntegerField(
                        default=0, help_text="Bij betaald werk, in centen.", verbose_name="per uur"
                    ),
                ),
                (
                    "administration",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.administration",
                        verbose_name="in welke boeken",
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
                        verbose_name="uit welk geld",
                    ),
                ),
                (
                    "is_capped",
                    models.BooleanField(
                        default=False,
                        help_text="Bij geld uit een budget: dan telt wat er nog van over is.",
                        verbose_name="nooit meer dan er is",
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="gesloten"
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="gesloten",
                    ),
                ),
            ],
            options={
                "verbose_name": "klus",
                "verbose_name_plural": "klussen",
                "ordering": ("day", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["neighbourhood", "day", "id"], name="job_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="work_job_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="work_job_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="work_job_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="work_job_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="administration", name="work_job_administration_wall"
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="earmark", name="work_job_earmark_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="job_closed_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("taken__lte", models.F("places"))),
                        name="job_never_too_many",
                        violation_error_message="Alle plekken zijn bezet.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Match",
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
                    "job",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matches",
                        to="work.job",
                        verbose_name="klus",
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("paid", "betaald"),
                            ("allowance", "met een vrijwilligersvergoeding"),
                            ("hours", "voor uren op de eigen rekening"),
                            ("gift", "cadeau aan de wijk"),
                        ],
                        help_text="Hoe het gedaan wordt.",
                        max_length=9,
                        verbose_name="vorm",
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True, help_text="In gewone woorden.", max_length=300, verbose_name="waarom deze"
                    ),
                ),
                (
                    "person_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Dag en tijd.",
                        null=True,
                        verbose_name="ja van de bewoner",
                    ),
                ),
                (
                    "person_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ja van de bewoner",
                    ),
                ),
                (
                    "company_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Dag en tijd.",
                        null=True,
                        verbose_name="ja van het wijkbedrijf",
                    ),
                ),
                (
                    "company_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ja van het wijkbedrijf",
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="gaat niet door"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="gaat niet door",
                    ),
                ),
            ],
            options={
                "verbose_name": "match",
                "verbose_name_plural": "matches",
                "ordering": ("made_at", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="work_match_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="work_match_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="work_match_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="work_match_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="job", name="work_match_job_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("person_at__isnull", True), ("person_by__isnull", True)),
                            models.Q(("person_at__isnull", False), ("person_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="match_person_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("company_at__isnull", True), ("company_by__isnull", True)),
                            models.Q(("company_at__isnull", False), ("company_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="match_company_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="match_ended_by",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("neighbourhood", "job", "maker"),
                        name="match_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HoursEntry",
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
                    "match",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hours_entries",
                        to="work.match",
                        verbose_name="klus van wie",
                    ),
                ),
                ("day", models.DateField(help_text="Wanneer het gedaan is.", verbose_name="dag")),
                ("hours", models.PositiveIntegerField(help_text="In honderdsten.", verbose_name="uren")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("paid", "betaald"),
                            ("allowance", "met een vrijwilligersvergoeding"),
                            ("hours", "voor uren op de eigen rekening"),
                            ("gift", "cadeau aan de wijk"),
                        ],
                        help_text="Hoe het gedaan is.",
                        max_length=9,
                        verbose_name="vorm",
                    ),
                ),
                (
                    "cents",
                    models.PositiveBigIntegerField(
                        default=0, help_text="Loon of vergoeding, in centen.", verbose_name="bedrag"
                    ),
                ),
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
                    "refused_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="niet goedgekeurd"
                    ),
                ),
                (
                    "refused_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="niet goedgekeurd",
                    ),
                ),
                (
                    "refused_why",
                    models.CharField(
                        blank=True, help_text="Voor wie het opschreef.", max_length=300, verbose_name="waarom niet"
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
                "verbose_name": "gewerkte uren",
                "verbose_name_plural": "gewerkte uren",
                "ordering": ("-made_at", "-id"),
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["neighbourhood", "maker", "day"], name="hours_by_person")],
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="work_hoursentry_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="work_hoursentry_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="work_hoursentry_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="work_hoursentry_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="match", name="work_hoursentry_match_wall"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="approver", name="work_hoursentry_approver_wall"
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="entry", name="work_hoursentry_entry_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="hours_approved_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("refused_at__isnull", True), ("refused_by__isnull", True)),
                            models.Q(("refused_at__isnull", False), ("refused_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="hours_refused_by",
                    ),
                    models.CheckConstraint(condition=models.Q(("hours__gte", 1)), name="hours_of_something"),
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
                        name="hours_two_people",
                        violation_error_message="Niemand keurt eigen uren goed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approved_at", None), ("refused_at", None), _connector="OR"),
                        name="hours_one_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entry", None), ("approved_at__isnull", False), _connector="OR"),
                        name="hours_booked_after_approval",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("refused_at", None)),
                        fields=("neighbourhood", "match", "day"),
                        name="hours_once_a_day",
                        violation_error_message="Voor deze dag staan de uren er al.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Crew",
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
                ("name", models.CharField(help_text="Hoe jullie heten.", max_length=80, verbose_name="ploeg")),
                (
                    "text",
                    models.CharField(
                        blank=True, help_text="Hoe jullie het doen.", max_length=600, verbose_name="afspraken"
                    ),
                ),
            ],
            options={
                "verbose_name": "ploeg",
                "verbose_name_plural": "ploegen",
                "ordering": ("name", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="work_crew_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="work_crew_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="work_crew_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="work_crew_made_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CrewMember",
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
                    "crew",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="work.crew",
                        verbose_name="ploeg",
                    ),
                ),
                (
                    "left_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="gestopt"
                    ),
                ),
                (
                    "left_by",
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
            ],
            options={
                "verbose_name": "lid van een ploeg",
                "verbose_name_plural": "leden van een ploeg",
                "ordering": ("made_at", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="work_crewmember_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="work_crewmember_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="work_crewmember_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="work_crewmember_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="crew", name="work_crewmember_crew_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_at__isnull", True), ("left_by__isnull", True)),
                            models.Q(("left_at__isnull", False), ("left_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="crew_member_left_by",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("left_at", None)),
                        fields=("neighbourhood", "crew", "maker"),
                        name="crew_member_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meal",
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
                    "crew",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meals",
                        to="work.crew",
                        verbose_name="ploeg",
                    ),
                ),
                ("day", models.DateField(help_text="Wanneer we eten.", verbose_name="dag")),
                (
                    "what",
                    models.CharField(blank=True, help_text="Mag later.", max_length=120, verbose_name="wat eten we"),
                ),
                (
                    "cents",
                    models.PositiveBigIntegerField(
                        blank=True, help_text="Van de boodschappen, in centen.", null=True, verbose_name="kosten"
                    ),
                ),
                (
                    "payer",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                        verbose_name="wie betaalde",
                    ),
                ),
            ],
            options={
                "verbose_name": "maaltijd",
                "verbose_name_plural": "maaltijden",
                "ordering": ("day", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="work_meal_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="work_meal_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="work_meal_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="work_meal_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="crew", name="work_meal_crew_wall"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="payer", name="work_meal_payer_wall"),
                    models.UniqueConstraint(fields=("neighbourhood", "crew", "day"), name="meal_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cents", None), ("payer", None)),
                            models.Q(("cents__gte", 1), ("payer__isnull", False)),
                            _connector="OR",
                        ),
                        name="meal_cost_has_payer",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Turn",
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
                    "meal",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turns",
                        to="work.meal",
                        verbose_name="maaltijd",
                    ),
                ),
                (
                    "task",
                    models.CharField(
                        choices=[("shop", "boodschappen"), ("cook", "koken"), ("wash", "afwassen")],
                        help_text="Boodschappen, koken of afwassen.",
                        max_length=4,
                        verbose_name="taak",
                    ),
                ),
                (
                    "swap_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="ruil gevraagd"
                    ),
                ),
                (
                    "swap_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ruil gevraagd",
                    ),
                ),
                (
                    "done_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="gedaan"
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
                        verbose_name="gedaan",
                    ),
                ),
            ],
            options={
                "verbose_name": "beurt",
                "verbose_name_plural": "beurten",
                "ordering": ("made_at", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="work_turn_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="work_turn_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="work_turn_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="work_turn_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="meal", name="work_turn_meal_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("swap_at__isnull", True), ("swap_by__isnull", True)),
                            models.Q(("swap_at__isnull", False), ("swap_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="turn_swap_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="turn_done_by",
                    ),
                    models.UniqueConstraint(
                        fields=("neighbourhood", "meal", "task"),
                        name="turn_once",
                        violation_error_message="Iemand anders doet dit al.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Eater",
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
                    "meal",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="eaters",
                        to="work.meal",
                        verbose_name="maaltijd",
                    ),
                ),
                (
                    "left_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="Dag en tijd.",
                        null=True,
                        verbose_name="eet toch niet mee",
                    ),
                ),
                (
                    "left_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="eet toch niet mee",
                    ),
                ),
            ],
            options={
                "verbose_name": "wie mee-eet",
                "verbose_name_plural": "wie mee-eten",
                "ordering": ("made_at", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="work_eater_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="work_eater_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="work_eater_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="work_eater_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="meal", name="work_eater_meal_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_at__isnull", True), ("left_by__isnull", True)),
                            models.Q(("left_at__isnull", False), ("left_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="eater_left_by",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("left_at", None)),
                        fields=("neighbourhood", "meal", "maker"),
                        name="eater_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Stock",
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
                    "crew",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stock",
                        to="work.crew",
                        verbose_name="ploeg",
                    ),
                ),
                ("what", models.CharField(help_text="Bijvoorbeeld: rijst, 5 kilo.", max_length=80, verbose_name="wat")),
                (
                    "is_low",
                    models.BooleanField(
                        default=False, help_text="Dan staat het op het boodschappenlijstje.", verbose_name="bijna op"
                    ),
                ),
                (
                    "gone_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="op"
                    ),
                ),
                (
                    "gone_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="op",
                    ),
                ),
            ],
            options={
                "verbose_name": "voorraad",
                "verbose_name_plural": "voorraad",
                "ordering": ("what", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="work_stock_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="work_stock_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="work_stock_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="work_stock_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="crew", name="work_stock_crew_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gone_at__isnull", True), ("gone_by__isnull", True)),
                            models.Q(("gone_at__isnull", False), ("gone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="stock_gone_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Portion",
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
                    "what",
                    models.CharField(
                        help_text="Bijvoorbeeld: stamppot met worst.", max_length=120, verbose_name="wat is er over"
                    ),
                ),
                (
                    "diet",
                    models.CharField(
                        blank=True,
                        help_text="Vlees, noten, melk. Mag leeg blijven.",
                        max_length=120,
                        verbose_name="wat zit erin",
                    ),
                ),
                ("day", models.DateField(help_text="Wanneer je het kunt ophalen.", verbose_name="dag")),
                (
                    "at",
                    models.CharField(
                        help_text="Bijvoorbeeld: tussen zes en zeven.", max_length=40, verbose_name="hoe laat"
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(help_text="Hoeveel er over zijn.", verbose_name="porties")),
                (
                    "taken",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, help_text="Hoeveel er al iemand hebben.", verbose_name="weg"
                    ),
                ),
                (
                    "brings",
                    models.BooleanField(
                        default=False, help_text="Voor wie moeilijk loopt.", verbose_name="ik breng het"
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="ingetrokken"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ingetrokken",
                    ),
                ),
            ],
            options={
                "verbose_name": "portie over",
                "verbose_name_plural": "porties over",
                "ordering": ("day", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["neighbourhood", "day"], name="portion_by_day")],
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="work_portion_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="work_portion_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="work_portion_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="work_portion_made_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="portion_withdrawn_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("taken__lte", models.F("count"))),
                        name="portion_never_too_many",
                        violation_error_message="Iemand anders was je net voor.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Claim",
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
                    "portion",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="claims",
                        to="work.portion",
                        verbose_name="portie",
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="toch niet"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="toch niet",
                    ),
                ),
            ],
            options={
                "verbose_name": "portie voor iemand",
                "verbose_name_plural": "porties voor mensen",
                "ordering": ("made_at", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="work_claim_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="work_claim_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="work_claim_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="work_claim_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="portion", name="work_claim_portion_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="claim_ended_by",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("neighbourhood", "portion", "maker"),
                        name="claim_once",
                    ),
                ],
            },
        ),
    ]
