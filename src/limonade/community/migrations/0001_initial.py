import django.db.models.deletion
import limonade.scoping.foreign_keys
import limonade.scoping.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("neighbourhoods", "0002_profileversion"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Question",
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
                    "door",
                    models.CharField(
                        choices=[
                            ("resident", "Ik vraag het als bewoner"),
                            ("organisation", "Ik vraag het voor een organisatie"),
                            ("municipality", "Ik vraag het voor de gemeente"),
                        ],
                        help_text="Als wie iemand het vraagt.",
                        max_length=12,
                        verbose_name="ingang",
                    ),
                ),
                ("title", models.CharField(help_text="In één zin.", max_length=140, verbose_name="vraag")),
                (
                    "text",
                    models.CharField(
                        blank=True, help_text="Wat erbij hoort om te weten.", max_length=800, verbose_name="uitleg"
                    ),
                ),
                (
                    "owner",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                        verbose_name="wie zorgt voor antwoord",
                    ),
                ),
                (
                    "answer",
                    models.CharField(
                        blank=True, help_text="Wat er is geantwoord.", max_length=1200, verbose_name="antwoord"
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
                "verbose_name": "vraag",
                "verbose_name_plural": "vragen",
                "ordering": ("-made_at", "-id"),
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["neighbourhood", "-made_at"], name="question_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="community_question_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="community_question_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="maker", name="community_question_maker_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="community_question_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="owner", name="community_question_owner_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="question_answered_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_at", None), models.Q(("answer", ""), _negated=True), _connector="OR"
                        ),
                        name="question_answer_has_words",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Purpose",
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
                    "question",
                    models.CharField(
                        help_text="Waarop iedereen kan antwoorden.", max_length=200, verbose_name="open vraag"
                    ),
                ),
                (
                    "statement",
                    models.CharField(
                        blank=True,
                        help_text="De zin die eruit kwam. Leeg zolang we nog vragen.",
                        max_length=400,
                        verbose_name="de bedoeling",
                    ),
                ),
                (
                    "adopted_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="vastgesteld"
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
                        verbose_name="vastgesteld",
                    ),
                ),
            ],
            options={
                "verbose_name": "bedoeling",
                "verbose_name_plural": "bedoelingen",
                "ordering": ("-made_at", "-id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="community_purpose_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="community_purpose_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="community_purpose_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="community_purpose_made_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("adopted_at__isnull", True), ("adopted_by__isnull", True)),
                            models.Q(("adopted_at__isnull", False), ("adopted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="purpose_adopted_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("adopted_at", None), models.Q(("statement", ""), _negated=True), _connector="OR"
                        ),
                        name="purpose_adopted_has_words",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("adopted_at", None)),
                        fields=("neighbourhood",),
                        name="purpose_one_open",
                        violation_error_message="Er staat al een vraag open.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cluster",
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
                    "purpose",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clusters",
                        to="community.purpose",
                        verbose_name="bedoeling",
                    ),
                ),
                (
                    "name",
                    models.CharField(help_text="Wat deze antwoorden samen zeggen.", max_length=80, verbose_name="naam"),
                ),
            ],
            options={
                "verbose_name": "groepje antwoorden",
                "verbose_name_plural": "groepjes antwoorden",
                "ordering": ("made_at", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="community_cluster_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="community_cluster_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="community_cluster_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="community_cluster_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="purpose", name="community_cluster_purpose_wall"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
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
                    "purpose",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="community.purpose",
                        verbose_name="bedoeling",
                    ),
                ),
                ("text", models.CharField(help_text="In eigen woorden.", max_length=300, verbose_name="antwoord")),
                (
                    "cluster",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="community.cluster",
                        verbose_name="hoort bij",
                    ),
                ),
            ],
            options={
                "verbose_name": "antwoord op de open vraag",
                "verbose_name_plural": "antwoorden op de open vraag",
                "ordering": ("-made_at", "-id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="community_answer_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="community_answer_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="community_answer_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="community_answer_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="purpose", name="community_answer_purpose_wall"
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="cluster", name="community_answer_cluster_wall"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Challenge",
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
                ("title", models.CharField(help_text="In een paar woorden.", max_length=120, verbose_name="opgave")),
                (
                    "text",
                    models.CharField(
                        help_text="Wat je ziet, en bij wie.", max_length=800, verbose_name="wat is er aan de hand"
                    ),
                ),
                (
                    "horizon",
                    models.CharField(
                        choices=[("now", "Nu al te merken"), ("soon", "Binnen vijf jaar"), ("later", "Later")],
                        help_text="Wanneer je het merkt.",
                        max_length=6,
                        verbose_name="wanneer",
                    ),
                ),
                (
                    "task_field",
                    models.CharField(
                        blank=True,
                        help_text="Waar de gemeente dit betaalt. Daar staat wat het nu kost.",
                        max_length=8,
                        verbose_name="taakveld",
                    ),
                ),
                (
                    "now_by",
                    models.CharField(
                        blank=True, help_text="Mag leeg blijven.", max_length=160, verbose_name="wie doet het nu"
                    ),
                ),
                (
                    "could_by",
                    models.CharField(
                        blank=True, help_text="Mag leeg blijven.", max_length=160, verbose_name="wie zou het kunnen"
                    ),
                ),
            ],
            options={
                "verbose_name": "opgave",
                "verbose_name_plural": "opgaven",
                "ordering": ("-made_at", "-id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="community_challenge_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="community_challenge_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="maker", name="community_challenge_maker_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="community_challenge_made_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Initiative",
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
                ("title", models.CharField(help_text="Hoe het heet.", max_length=120, verbose_name="initiatief")),
                (
                    "text",
                    models.CharField(
                        help_text="Wat jullie gaan doen, en waarom.", max_length=800, verbose_name="wat en waarom"
                    ),
                ),
                (
                    "challenge",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="community.challenge",
                        verbose_name="opgave",
                    ),
                ),
                (
                    "question",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="community.question",
                        verbose_name="vraag",
                    ),
                ),
                (
                    "purpose",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="community.purpose",
                        verbose_name="bedoeling",
                    ),
                ),
                (
                    "next_step",
                    models.CharField(
                        blank=True, help_text="Wat er nu moet gebeuren.", max_length=160, verbose_name="volgende stap"
                    ),
                ),
                (
                    "next_on",
                    models.DateField(blank=True, help_text="Mag leeg blijven.", null=True, verbose_name="voor wanneer"),
                ),
                (
                    "next_of",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                        verbose_name="wie doet de stap",
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
                "verbose_name": "initiatief",
                "verbose_name_plural": "initiatieven",
                "ordering": ("-made_at", "-id"),
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["neighbourhood", "-made_at"], name="initiative_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="community_initiative_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="community_initiative_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="maker", name="community_initiative_maker_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="community_initiative_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="challenge", name="community_initiative_challenge_wall"
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="question", name="community_initiative_question_wall"
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="purpose", name="community_initiative_purpose_wall"
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="next_of", name="community_initiative_next_of_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stopped_at__isnull", True), ("stopped_by__isnull", True)),
                            models.Q(("stopped_at__isnull", False), ("stopped_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="initiative_stopped_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Joined",
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
                        related_name="members",
                        to="community.initiative",
                        verbose_name="initiatief",
                    ),
                ),
                (
                    "brings",
                    models.CharField(
                        blank=True, help_text="Mag leeg blijven.", max_length=160, verbose_name="wat breng je mee"
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
                "verbose_name": "meedoen met een initiatief",
                "verbose_name_plural": "meedoen met initiatieven",
                "ordering": ("made_at", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="community_joined_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="community_joined_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="community_joined_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="community_joined_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="initiative", name="community_joined_initiative_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("left_at__isnull", True), ("left_by__isnull", True)),
                            models.Q(("left_at__isnull", False), ("left_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="joined_left_by",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("left_at", None)),
                        fields=("neighbourhood", "initiative", "maker"),
                        name="joined_once",
                        violation_error_message="Je doet al mee.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
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
                        related_name="invitations",
                        to="community.initiative",
                        verbose_name="initiatief",
                    ),
                ),
                (
                    "party",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                        verbose_name="wie wordt gevraagd",
                    ),
                ),
                (
                    "text",
                    models.CharField(
                        blank=True, help_text="Voor wie gevraagd wordt.", max_length=200, verbose_name="waarom jij"
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="geantwoord"
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
                        verbose_name="geantwoord",
                    ),
                ),
            ],
            options={
                "verbose_name": "uitnodiging",
                "verbose_name_plural": "uitnodigingen",
                "ordering": ("made_at", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="community_invitation_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="community_invitation_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="maker", name="community_invitation_maker_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="community_invitation_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="initiative", name="community_invitation_initiative_wall"
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="party", name="community_invitation_party_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="invitation_answered_by",
                    ),
                    models.UniqueConstraint(
                        fields=("neighbourhood", "initiative", "party"),
                        name="invited_once",
                        violation_error_message="Die is al gevraagd.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Backing",
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
                    "purpose",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="backings",
                        to="community.purpose",
                        verbose_name="bedoeling",
                    ),
                ),
                (
                    "initiative",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="backings",
                        to="community.initiative",
                        verbose_name="initiatief",
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
                "verbose_name": "wie erachter staat",
                "verbose_name_plural": "wie erachter staan",
                "ordering": ("made_at", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="community_backing_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="community_backing_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="community_backing_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="community_backing_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="purpose", name="community_backing_purpose_wall"
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="initiative", name="community_backing_initiative_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="backing_ended_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("initiative__isnull", False), ("purpose", None)),
                            models.Q(("initiative", None), ("purpose__isnull", False)),
                            _connector="OR",
                        ),
                        name="backing_of_one_thing",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("purpose__isnull", False)),
                        fields=("neighbourhood", "purpose", "maker"),
                        name="backing_once_purpose",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("initiative__isnull", False)),
                        fields=("neighbourhood", "initiative", "maker"),
                        name="backing_once_initiative",
                    ),
                ],
            },
        ),
    ]
