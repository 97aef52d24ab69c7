import django.db.models.deletion
import limonade.scoping.foreign_keys
import limonade.scoping.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("community", "0001_initial"),
        ("company", "0001_initial"),
        ("governance", "0001_initial"),
        ("neighbourhoods", "0002_profileversion"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ingredient",
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
                    "kind",
                    models.CharField(
                        choices=[("need", "Wij zoeken"), ("offer", "Wij bieden"), ("asset", "Wij hebben")],
                        help_text="Zoeken, bieden of hebben.",
                        max_length=5,
                        verbose_name="soort",
                    ),
                ),
                (
                    "owner",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                        verbose_name="van wie",
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        help_text="Bijvoorbeeld: een keuken die leeg staat.", max_length=120, verbose_name="wat"
                    ),
                ),
                (
                    "text",
                    models.CharField(
                        blank=True,
                        help_text="Wanneer, hoe vaak, onder welke voorwaarden.",
                        max_length=400,
                        verbose_name="uitleg",
                    ),
                ),
                (
                    "gone_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="niet meer"
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
                        verbose_name="niet meer",
                    ),
                ),
            ],
            options={
                "verbose_name": "ingrediënt",
                "verbose_name_plural": "ingrediënten",
                "ordering": ("-made_at", "-id"),
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["neighbourhood", "kind", "-made_at"], name="ingredient_by_kind")],
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="bakery_ingredient_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="bakery_ingredient_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="bakery_ingredient_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="bakery_ingredient_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="owner", name="bakery_ingredient_owner_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gone_at__isnull", True), ("gone_by__isnull", True)),
                            models.Q(("gone_at__isnull", False), ("gone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="ingredient_gone_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
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
                    "initiative",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="community.initiative",
                        verbose_name="initiatief",
                    ),
                ),
                ("title", models.CharField(help_text="Hoe het heet.", max_length=120, verbose_name="plan")),
                (
                    "text",
                    models.CharField(
                        help_text="Anders, en niet minder.", max_length=1000, verbose_name="wat doen we anders"
                    ),
                ),
                (
                    "least_cents",
                    models.PositiveBigIntegerField(
                        default=0, help_text="Bindend, in centen.", verbose_name="minstens toegezegd"
                    ),
                ),
                (
                    "least_hours",
                    models.PositiveIntegerField(
                        default=0, help_text="Bindend, in honderdsten.", verbose_name="minstens toegezegde uren"
                    ),
                ),
                (
                    "least_parties",
                    models.PositiveSmallIntegerField(
                        default=2, help_text="Die bindend toezeggen.", verbose_name="minstens partijen"
                    ),
                ),
                (
                    "decide_on",
                    models.DateField(help_text="Dan kijken we of het genoeg is.", verbose_name="beslissen op"),
                ),
                (
                    "fixed_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="regel vastgezet"
                    ),
                ),
                (
                    "fixed_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="regel vastgezet",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("go", "we gaan het doen"), ("no_go", "we doen het niet")],
                        help_text="Leeg zolang er niet beslist is.",
                        max_length=5,
                        verbose_name="uitkomst",
                    ),
                ),
                (
                    "decided_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="beslist"
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="beslist",
                    ),
                ),
                (
                    "learned",
                    models.CharField(
                        blank=True,
                        help_text="Ook als het niet doorging.",
                        max_length=400,
                        verbose_name="wat leerden we",
                    ),
                ),
                (
                    "proposal",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.proposal",
                        verbose_name="voorstel",
                    ),
                ),
                (
                    "order",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="company.order",
                        verbose_name="opdracht",
                    ),
                ),
            ],
            options={
                "verbose_name": "businesscase",
                "verbose_name_plural": "businesscases",
                "ordering": ("-made_at", "-id"),
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["neighbourhood", "-made_at"], name="case_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="bakery_case_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="bakery_case_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="bakery_case_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="bakery_case_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="initiative", name="bakery_case_initiative_wall"
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="proposal", name="bakery_case_proposal_wall"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="order", name="bakery_case_order_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fixed_at__isnull", True), ("fixed_by__isnull", True)),
                            models.Q(("fixed_at__isnull", False), ("fixed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="case_fixed_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="case_decided_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("outcome", "")),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("fixed_at__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="case_decided_by_a_fixed_rule",
                        violation_error_message="Zet eerst de regel vast.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseIngredient",
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
                    "case",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ingredients",
                        to="bakery.case",
                        verbose_name="plan",
                    ),
                ),
                (
                    "ingredient",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bakery.ingredient",
                        verbose_name="ingrediënt",
                    ),
                ),
            ],
            options={
                "verbose_name": "ingrediënt van een plan",
                "verbose_name_plural": "ingrediënten van een plan",
                "ordering": ("made_at", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="bakery_caseingredient_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="bakery_caseingredient_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="maker", name="bakery_caseingredient_maker_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="bakery_caseingredient_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="case", name="bakery_caseingredient_case_wall"
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="ingredient", name="bakery_caseingredient_ingredient_wall"
                    ),
                    models.UniqueConstraint(
                        fields=("neighbourhood", "case", "ingredient"), name="case_ingredient_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Effect",
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
                    "case",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="effects",
                        to="bakery.case",
                        verbose_name="plan",
                    ),
                ),
                (
                    "party",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                        verbose_name="voor wie",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("cost", "Kost"), ("benefit", "Levert op")],
                        help_text="Kosten of opbrengst.",
                        max_length=7,
                        verbose_name="soort",
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        help_text="Bijvoorbeeld: minder dure hulp aan huis.", max_length=120, verbose_name="wat"
                    ),
                ),
                ("low", models.PositiveBigIntegerField(help_text="Per jaar, in centen.", verbose_name="laag")),
                ("middle", models.PositiveBigIntegerField(help_text="Per jaar, in centen.", verbose_name="midden")),
                ("high", models.PositiveBigIntegerField(help_text="Per jaar, in centen.", verbose_name="hoog")),
                (
                    "is_cashable",
                    models.BooleanField(
                        default=False,
                        help_text="Een besparing waarmee een budget omlaag kan.",
                        verbose_name="wordt echt minder uitgegeven",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        help_text="Een offerte, een cijfer, of een aanname.",
                        max_length=200,
                        verbose_name="hoe weten we dit",
                    ),
                ),
                (
                    "gone_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="weggehaald"
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
                        verbose_name="weggehaald",
                    ),
                ),
            ],
            options={
                "verbose_name": "effect",
                "verbose_name_plural": "effecten",
                "ordering": ("made_at", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="bakery_effect_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="bakery_effect_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="bakery_effect_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="bakery_effect_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="case", name="bakery_effect_case_wall"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="party", name="bakery_effect_party_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("gone_at__isnull", True), ("gone_by__isnull", True)),
                            models.Q(("gone_at__isnull", False), ("gone_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="effect_gone_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("low__lte", models.F("middle")), ("middle__lte", models.F("high"))),
                        name="effect_in_order",
                        violation_error_message="Laag is het kleinst, hoog het grootst.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commitment",
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
                    "case",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="commitments",
                        to="bakery.case",
                        verbose_name="plan",
                    ),
                ),
                (
                    "party",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                        verbose_name="wie",
                    ),
                ),
                (
                    "grade",
                    models.CharField(
                        choices=[("interest", "Belangstelling"), ("intention", "Voornemen"), ("binding", "Bindend")],
                        help_text="Belangstelling, voornemen of bindend.",
                        max_length=9,
                        verbose_name="hoe zeker",
                    ),
                ),
                ("what", models.CharField(help_text="Wat deze partij inbrengt.", max_length=160, verbose_name="wat")),
                ("cents", models.PositiveBigIntegerField(default=0, help_text="In centen.", verbose_name="geld")),
                ("hours", models.PositiveIntegerField(default=0, help_text="In honderdsten.", verbose_name="uren")),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="ingetrokken"
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
                        verbose_name="ingetrokken",
                    ),
                ),
            ],
            options={
                "verbose_name": "toezegging",
                "verbose_name_plural": "toezeggingen",
                "ordering": ("made_at", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="bakery_commitment_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="bakery_commitment_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="bakery_commitment_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="bakery_commitment_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="case", name="bakery_commitment_case_wall"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="party", name="bakery_commitment_party_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="commitment_ended_by",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("neighbourhood", "case", "party"),
                        name="commitment_once",
                    ),
                ],
            },
        ),
    ]
