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
            name="Proposal",
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
                ("title", models.CharField(help_text="Waar het over gaat.", max_length=120, verbose_name="voorstel")),
                (
                    "adopted_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="aangenomen"
                    ),
                ),
                (
                    "adopted_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="aangenomen",
                    ),
                ),
                (
                    "review_on",
                    models.DateField(
                        blank=True, help_text="De terugkijkdag.", null=True, verbose_name="opnieuw bekijken op"
                    ),
                ),
                (
                    "parked_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="weggelegd"
                    ),
                ),
                (
                    "parked_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="weggelegd",
                    ),
                ),
                (
                    "parked_why",
                    models.CharField(
                        blank=True, help_text="Voor wie later kijkt.", max_length=300, verbose_name="waarom weggelegd"
                    ),
                ),
            ],
            options={
                "verbose_name": "voorstel",
                "verbose_name_plural": "voorstellen",
                "ordering": ("-made_at", "-id"),
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["neighbourhood", "-made_at"], name="proposal_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="governance_proposal_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="governance_proposal_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="maker", name="governance_proposal_maker_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="governance_proposal_made_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("adopted_at__isnull", True), ("adopted_by__isnull", True)),
                            models.Q(("adopted_at__isnull", False), ("adopted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="proposal_adopted_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("parked_at__isnull", True), ("parked_by__isnull", True)),
                            models.Q(("parked_at__isnull", False), ("parked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="proposal_parked_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("adopted_at", None), ("parked_at", None), _connector="OR"),
                        name="proposal_ends_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("adopted_at", None), ("review_on__isnull", False), _connector="OR"),
                        name="proposal_is_looked_at_again",
                        violation_error_message="Een besluit heeft een dag waarop we het opnieuw bekijken.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Version",
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
                    "proposal",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="governance.proposal",
                        verbose_name="voorstel",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(help_text="1 is de eerste.", verbose_name="versie")),
                (
                    "text",
                    models.CharField(help_text="Wat we voorstellen om te doen.", max_length=2000, verbose_name="tekst"),
                ),
                (
                    "changed",
                    models.CharField(
                        blank=True,
                        help_text="Ten opzichte van de vorige.",
                        max_length=300,
                        verbose_name="wat is anders",
                    ),
                ),
                (
                    "cents",
                    models.PositiveBigIntegerField(
                        default=0,
                        help_text="Wat het voorstel vrijmaakt, in centen. 0: geen geld.",
                        verbose_name="bedrag",
                    ),
                ),
                (
                    "review_on",
                    models.DateField(help_text="Dan kijken we of het goed was.", verbose_name="opnieuw bekijken op"),
                ),
            ],
            options={
                "verbose_name": "versie van een voorstel",
                "verbose_name_plural": "versies van voorstellen",
                "ordering": ("-number",),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="governance_version_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="governance_version_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="maker", name="governance_version_maker_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="governance_version_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="proposal", name="governance_version_proposal_wall"
                    ),
                    models.UniqueConstraint(fields=("neighbourhood", "proposal", "number"), name="version_number_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reaction",
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
                    "proposal",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reactions",
                        to="governance.proposal",
                        verbose_name="voorstel",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("question", "Ik heb een vraag"), ("reaction", "Dit vind ik ervan")],
                        help_text="Vraag of reactie.",
                        max_length=8,
                        verbose_name="soort",
                    ),
                ),
                ("text", models.CharField(help_text="In eigen woorden.", max_length=600, verbose_name="tekst")),
                (
                    "answer",
                    models.CharField(
                        blank=True, help_text="Van wie het voorstel deed.", max_length=600, verbose_name="antwoord"
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="beantwoord"
                    ),
                ),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="beantwoord",
                    ),
                ),
            ],
            options={
                "verbose_name": "reactie op een voorstel",
                "verbose_name_plural": "reacties op voorstellen",
                "ordering": ("made_at", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="governance_reaction_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="governance_reaction_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="maker", name="governance_reaction_maker_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="governance_reaction_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="proposal", name="governance_reaction_proposal_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="reaction_answered_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
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
                    "version",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="governance.version",
                        verbose_name="versie",
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
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("adopted", "geen bezwaar: aangenomen"),
                            ("objections", "bezwaar: er komt een nieuwe versie"),
                        ],
                        help_text="Leeg zolang de ronde loopt.",
                        max_length=10,
                        verbose_name="uitkomst",
                    ),
                ),
            ],
            options={
                "verbose_name": "consentronde",
                "verbose_name_plural": "consentrondes",
                "ordering": ("-made_at", "-id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="governance_round_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="governance_round_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="governance_round_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="governance_round_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="version", name="governance_round_version_wall"
                    ),
                    models.UniqueConstraint(fields=("neighbourhood", "version"), name="round_once_a_version"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="round_closed_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("outcome", "")),
                            models.Q(("closed_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="round_closes_with_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Voice",
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
                    "round",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="governance.round",
                        verbose_name="ronde",
                    ),
                ),
                (
                    "says",
                    models.CharField(
                        choices=[("consent", "Ik heb geen bezwaar"), ("objection", "Ik heb een bezwaar")],
                        help_text="Geen bezwaar is iets anders dan voor.",
                        max_length=9,
                        verbose_name="stem",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        help_text="Wat er misgaat als we dit doen. Bij een bezwaar nodig.",
                        max_length=600,
                        verbose_name="reden",
                    ),
                ),
            ],
            options={
                "verbose_name": "stem in een ronde",
                "verbose_name_plural": "stemmen in een ronde",
                "ordering": ("made_at", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="governance_voice_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="governance_voice_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="governance_voice_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="governance_voice_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="round", name="governance_voice_round_wall"),
                    models.UniqueConstraint(fields=("neighbourhood", "round", "maker"), name="voice_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("says", "consent"), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="voice_objection_has_reason",
                        violation_error_message="Vertel wat er misgaat als we dit doen.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DelegatedBudget",
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
                    "proposal",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="budgets",
                        to="governance.proposal",
                        verbose_name="besluit",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Het doel, in een paar woorden.", max_length=60, verbose_name="waarvoor"
                    ),
                ),
                ("cents", models.PositiveBigIntegerField(help_text="Hoeveel er is, in centen.", verbose_name="bedrag")),
                (
                    "committed_cents",
                    models.PositiveBigIntegerField(
                        default=0,
                        editable=False,
                        help_text="Wat twee mensen goedkeurden, in centen.",
                        verbose_name="toegezegd",
                    ),
                ),
                (
                    "administration",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.administration",
                        verbose_name="administratie",
                    ),
                ),
                (
                    "earmark",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.earmark",
                        verbose_name="doel in de boeken",
                    ),
                ),
                (
                    "giver",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                        verbose_name="wie geeft het",
                    ),
                ),
                (
                    "route",
                    models.CharField(
                        choices=[
                            ("subsidy", "subsidie"),
                            ("order", "opdracht"),
                            ("agreement", "beheerovereenkomst"),
                            ("own", "eigen geld van de wijk"),
                        ],
                        help_text="Hoe het geld komt.",
                        max_length=10,
                        verbose_name="juridische vorm",
                    ),
                ),
                (
                    "until",
                    models.DateField(help_text="Daarna wordt er niets meer van uitgegeven.", verbose_name="tot en met"),
                ),
                (
                    "remainder",
                    models.CharField(
                        choices=[("back", "gaat terug naar de gever"), ("on", "blijft voor het volgende jaar")],
                        help_text="Vooraf afgesproken.",
                        max_length=4,
                        verbose_name="wat overblijft",
                    ),
                ),
            ],
            options={
                "verbose_name": "gedelegeerd budget",
                "verbose_name_plural": "gedelegeerde budgetten",
                "ordering": ("-made_at", "-id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="governance_delegatedbudget_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="governance_delegatedbudget_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="maker", name="governance_delegatedbudget_maker_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="governance_delegatedbudget_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="proposal", name="governance_delegatedbudget_proposal_wall"
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="administration", name="governance_delegatedbudget_administration_wall"
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="earmark", name="governance_delegatedbudget_earmark_wall"
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="giver", name="governance_delegatedbudget_giver_wall"
                    ),
                    models.UniqueConstraint(
                        fields=("neighbourhood", "proposal"),
                        name="budget_once_a_decision",
                        violation_error_message="Bij dit besluit hoort al een budget.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("committed_cents__lte", models.F("cents"))),
                        name="budget_never_overspent",
                        violation_error_message="Zoveel is er niet meer in dit budget.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BudgetHolder",
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
                    "budget",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holders",
                        to="governance.delegatedbudget",
                        verbose_name="van welk budget",
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="gestopt"
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
                        verbose_name="gestopt",
                    ),
                ),
            ],
            options={
                "verbose_name": "budgethouder",
                "verbose_name_plural": "budgethouders",
                "ordering": ("made_at", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="governance_budgetholder_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="governance_budgetholder_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="maker", name="governance_budgetholder_maker_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="governance_budgetholder_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="budget", name="governance_budgetholder_budget_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="holder_ended_by",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("neighbourhood", "budget", "maker"),
                        name="holder_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Expense",
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
                    "budget",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="expenses",
                        to="governance.delegatedbudget",
                        verbose_name="uit welk budget",
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        help_text="Wat er gekocht wordt, en waarvoor.", max_length=120, verbose_name="wat"
                    ),
                ),
                ("cents", models.PositiveBigIntegerField(help_text="In centen, met btw.", verbose_name="bedrag")),
                (
                    "payee",
                    models.CharField(
                        help_text="De winkel, of wie het voorschoot.", max_length=80, verbose_name="aan wie"
                    ),
                ),
                (
                    "document",
                    models.CharField(
                        help_text="Het nummer, of wat erop staat.", max_length=80, verbose_name="bon of offerte"
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
                        blank=True, help_text="Voor wie het vroeg.", max_length=300, verbose_name="waarom niet"
                    ),
                ),
                (
                    "account",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.account",
                        verbose_name="soort kosten",
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
                "verbose_name": "uitgave uit een budget",
                "verbose_name_plural": "uitgaven uit een budget",
                "ordering": ("-made_at", "-id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="governance_expense_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="governance_expense_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="maker", name="governance_expense_maker_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="governance_expense_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="budget", name="governance_expense_budget_wall"
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="approver", name="governance_expense_approver_wall"
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="account", name="governance_expense_account_wall"
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="entry", name="governance_expense_entry_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="expense_approved_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("refused_at__isnull", True), ("refused_by__isnull", True)),
                            models.Q(("refused_at__isnull", False), ("refused_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="expense_refused_by",
                    ),
                    models.CheckConstraint(condition=models.Q(("cents__gte", 1)), name="expense_of_something"),
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
                        name="expense_two_people",
                        violation_error_message="Wie het vroeg, keurt het niet zelf goed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approved_at", None), ("refused_at", None), _connector="OR"),
                        name="expense_one_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("entry", None), ("approved_at__isnull", False), _connector="OR"),
                        name="expense_paid_after_approval",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("entry__isnull", False)),
                        fields=("neighbourhood", "entry"),
                        name="expense_entry_once",
                    ),
                ],
            },
        ),
    ]
