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
        ("neighbourhoods", "0002_profileversion"),
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Story",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stories",
                        to="community.initiative",
                        verbose_name="initiatief",
                    ),
                ),
                ("title", models.CharField(help_text="Hoe het verhaal heet.", max_length=120, verbose_name="titel")),
                (
                    "text",
                    models.CharField(
                        help_text="Wat er gebeurde, in gewone woorden.", max_length=4000, verbose_name="verhaal"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="gepubliceerd"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="gepubliceerd",
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="teruggehaald"
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
                        verbose_name="teruggehaald",
                    ),
                ),
            ],
            options={
                "verbose_name": "verhaal",
                "verbose_name_plural": "verhalen",
                "ordering": ("-made_at", "-id"),
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [models.Index(fields=["neighbourhood", "-published_at"], name="story_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="learning_story_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="learning_story_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="learning_story_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="learning_story_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="initiative", name="learning_story_initiative_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                            models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="story_published_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="story_withdrawn_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Shown",
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
                    "story",
                    limonade.scoping.foreign_keys.ScopedForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shown",
                        to="learning.story",
                        verbose_name="verhaal",
                    ),
                ),
                (
                    "agreed_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="zei ja"
                    ),
                ),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="zei ja",
                    ),
                ),
                (
                    "refused_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="zei nee"
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
                        verbose_name="zei nee",
                    ),
                ),
            ],
            options={
                "verbose_name": "wie in een verhaal voorkomt",
                "verbose_name_plural": "wie in verhalen voorkomen",
                "ordering": ("made_at", "id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="learning_shown_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="learning_shown_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="maker", name="learning_shown_maker_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="learning_shown_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(field="story", name="learning_shown_story_wall"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed_at__isnull", True), ("agreed_by__isnull", True)),
                            models.Q(("agreed_at__isnull", False), ("agreed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="shown_agreed_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("refused_at__isnull", True), ("refused_by__isnull", True)),
                            models.Q(("refused_at__isnull", False), ("refused_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="shown_refused_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("agreed_at", None), ("refused_at", None), _connector="OR"),
                        name="shown_one_answer",
                    ),
                    models.UniqueConstraint(fields=("neighbourhood", "story", "maker"), name="shown_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PracticeCard",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cards",
                        to="community.initiative",
                        verbose_name="initiatief",
                    ),
                ),
                ("title", models.CharField(help_text="Wat jullie deden.", max_length=120, verbose_name="titel")),
                (
                    "worked",
                    models.CharField(help_text="Zonder namen van mensen.", max_length=800, verbose_name="wat werkte"),
                ),
                (
                    "failed",
                    models.CharField(
                        help_text="Eerlijk is het meeste waard.", max_length=800, verbose_name="wat werkte niet"
                    ),
                ),
                (
                    "conditions",
                    models.CharField(
                        help_text="Wat er nodig was, en wat niet.",
                        max_length=800,
                        verbose_name="onder welke voorwaarden",
                    ),
                ),
                (
                    "figures",
                    models.CharField(
                        blank=True, help_text="Wat het kostte en opleverde.", max_length=400, verbose_name="cijfers"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="gepubliceerd"
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="gepubliceerd",
                    ),
                ),
                (
                    "withdrawn_at",
                    models.DateTimeField(
                        blank=True, editable=False, help_text="Dag en tijd.", null=True, verbose_name="teruggehaald"
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
                        verbose_name="teruggehaald",
                    ),
                ),
            ],
            options={
                "verbose_name": "praktijkkaart",
                "verbose_name_plural": "praktijkkaarten",
                "ordering": ("-made_at", "-id"),
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("neighbourhood", "id"), name="learning_practicecard_key"),
                    models.UniqueConstraint(fields=("neighbourhood", "key"), name="learning_practicecard_once"),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="maker", name="learning_practicecard_maker_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("made_by__isnull", True)),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="learning_practicecard_made_by",
                    ),
                    limonade.scoping.foreign_keys.SameNeighbourhood(
                        field="initiative", name="learning_practicecard_initiative_wall"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                            models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="practice_card_published_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="practice_card_withdrawn_by",
                    ),
                ],
            },
        ),
    ]
