"""Telling on: a story needs a yes of everybody in it; a practice card needs honesty and no names."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from limonade.community.models import Initiative
from limonade.learning.models import PracticeCard, Shown, Story
from limonade.learning.naming import NamingForm
from limonade.learning.throwing_away import locked, may_throw_away, throw_away
from limonade.neighbourhoods.models import Neighbourhood
from limonade.people.access import Here
from limonade.people.models import Party
from limonade.people.roles import May
from limonade.steps.changing import ChangeForm, change_step
from limonade.steps.fields import long_text, parties
from limonade.steps.made import done_by, make
from limonade.steps.step import Refused, Step, Steps


def _initiative_field() -> Any:
    return forms.ModelChoiceField(
        label=gettext_lazy("Bij welk initiatief hoort het?"), queryset=Initiative.objects.none(), required=False,
        empty_label=gettext_lazy("Bij geen"),
    )  # fmt: skip


class StoryForm(NamingForm):
    title = forms.CharField(label=gettext_lazy("Hoe heet het verhaal?"), max_length=120)
    text = long_text(gettext_lazy("Wat gebeurde er?"), length=4000, rows=12)
    initiative = _initiative_field()
    shown = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Wie komen erin voor?"), queryset=Party.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Ieder van hen leest het eerst, en zegt ja of nee. Zonder ja komt het niet naar "
                               "buiten."),
    )  # fmt: skip
    field_order = ("title", "text", "initiative", "shown", "others")

    def prepare(self) -> None:
        super().prepare()
        self.fields["shown"].queryset = parties(Party.PERSON).exclude(pk=self._writer)  # type: ignore[attr-defined]
        if isinstance(self.thing, Story):
            shown = [one.maker_id for one in self.thing.shown.all()]
            told = {name: getattr(self.thing, name) for name in ("title", "text")}
            self.initial = {**told, "initiative": self.thing.initiative_id, "shown": shown}

    @property
    def _writer(self) -> int:
        """Also when another edits it: who is in it stays in it."""
        return self.thing.maker_id if isinstance(self.thing, Story) else self.here.who.pk

    def clean(self) -> dict[str, Any]:
        """Whoever is in the text by name is asked first."""
        found = super().clean()
        ticked = {one.pk for one in found.get("shown") or ()} | {self._writer}
        if named := self.named(found, ("title", "text"), ticked):
            told = _("In je verhaal staat: %(names)s. Vink ze aan, zodat ze het eerst lezen.")
            self.add_error("shown", told % {"names": named})
        return found


def write_story(here: Here, place: Neighbourhood, *, key: str, shown: Any, **told: Any) -> Story:
    new = make(Story, here, key=key, **told)
    if not new.is_known:
        _show(here, new, shown)
    return new


def _show(here: Here, story: Story, people: Any) -> None:
    for one in people:
        Shown.objects.create(
            neighbourhood=here.place, key=f"{story.key}-{one.pk}", story=story, maker=one, made_at=timezone.now(),
            made_by_id=here.actor.user_id,
        )  # fmt: skip


def _is_writer(here: Here, story: Story) -> None:
    if story.maker_id != here.who.pk and not here.can(May.WRITE_PROFILE):
        raise Refused(_("Dit doet wie het schreef, of de verhalenverteller."))


def _may_edit(here: Here, story: Story) -> None:
    _is_writer(here, story)
    if story.is_public:
        raise Refused(_("Dit verhaal staat al buiten. Haal het eerst terug."))


def _edit(here: Here, story: Story, *, key: str, shown: Any, **told: Any) -> None:
    """Whoever is in it reads a new text first, so every earlier yes is asked again; the same text keeps them."""
    before = {one.maker_id for one in story.shown.all()}
    same = all(getattr(story, name) == told[name] for name in ("title", "text"))
    if same and before == {one.pk for one in shown}:
        Story.objects.filter(pk=story.pk).update(initiative=told["initiative"])
        return
    Story.objects.filter(pk=story.pk).update(**told)
    story.shown.all().delete()
    _show(here, story, shown)


def everybody_agreed(story: Story) -> bool:
    return not any(one.agreed_at is None for one in story.shown.all())


def _may_publish(here: Here, story: Story) -> None:
    if story.is_public:
        raise Refused(_("Dit verhaal staat al buiten."))
    if not everybody_agreed(story):
        raise Refused(_("Nog niet iedereen die erin voorkomt zei ja."))


def _publish(here: Here, story: Story, **_told: Any) -> None:
    _may_publish(here, locked(story))
    Story.objects.filter(pk=story.pk).update(withdrawn_at=None, withdrawn_by=None, **done_by(here, "published"))


def _may_withdraw(here: Here, story: Story) -> None:
    _is_writer(here, story)
    if not story.is_public:
        raise Refused(_("Dit verhaal staat niet buiten."))


def _withdraw(here: Here, story: Story, **_told: Any) -> None:
    Story.objects.filter(pk=story.pk, withdrawn_at=None).update(**done_by(here, "withdrawn"))


def _mine(story: Story, here: Here) -> Shown | None:
    return story.shown.filter(maker=here.who).first()


def _may_agree(here: Here, story: Story) -> None:
    mine = _mine(story, here)
    if mine is None:
        raise Refused(_("Je komt niet voor in dit verhaal."))
    if mine.agreed_at:
        raise Refused(_("Je zei al ja."))


def _agree(here: Here, story: Story, **_told: Any) -> None:
    story.shown.filter(maker=here.who).update(refused_at=None, refused_by=None, **done_by(here, "agreed"))


def _may_refuse(here: Here, story: Story) -> None:
    mine = _mine(story, here)
    if mine is None:
        raise Refused(_("Je komt niet voor in dit verhaal."))
    if mine.refused_at:
        raise Refused(_("Je zei al nee."))


def _refuse(here: Here, story: Story, **_told: Any) -> None:
    """A no takes the story back at once, also when it was out already."""
    story.shown.filter(maker=here.who).update(agreed_at=None, agreed_by=None, **done_by(here, "refused"))
    Story.objects.filter(pk=story.pk, published_at__isnull=False, withdrawn_at=None).update(
        **done_by(here, "withdrawn")
    )


CARD_TEXTS = ("title", "worked", "failed", "conditions", "figures")


class CardForm(NamingForm):
    title = forms.CharField(label=gettext_lazy("Wat deden jullie?"), max_length=120)
    worked = long_text(gettext_lazy("Wat werkte?"), length=800, help_text=gettext_lazy("Zonder namen van mensen."))
    failed = long_text(
        gettext_lazy("Wat werkte niet?"), length=800, help_text=gettext_lazy("Hier leert een ander het meeste van.")
    )
    conditions = long_text(
        gettext_lazy("Wat was ervoor nodig?"), length=800, help_text=gettext_lazy("Mensen, plek, geld, tijd.")
    )
    figures = long_text(gettext_lazy("Welke cijfers horen erbij?"), length=400, rows=2, required=False)
    initiative = _initiative_field()
    others = forms.BooleanField(label=gettext_lazy("De namen zijn van niemand die hier meedoet"), required=False)
    field_order = (*CARD_TEXTS, "initiative", "others")

    def clean(self) -> dict[str, Any]:
        """Nobody is asked for a card, so nobody is in it."""
        found = super().clean()
        if named := self.named(found, CARD_TEXTS):
            told = _("In je kaart staat: %(names)s. Schrijf het zonder namen, want een kaart vraagt niemand om een ja.")
            self.add_error(None, told % {"names": named})
        return found


def write_card(here: Here, place: Neighbourhood, **told: Any) -> PracticeCard:
    return make(PracticeCard, here, **told)


class ChangeCardForm(ChangeForm, CardForm):
    pass


def _is_inside(here: Here, card: PracticeCard) -> None:
    if card.is_public:
        raise Refused(_("Deze kaart staat buiten. Haal haar eerst terug."))


def _publish_card(here: Here, card: PracticeCard, **_told: Any) -> None:
    PracticeCard.objects.filter(pk=card.pk).update(withdrawn_at=None, withdrawn_by=None, **done_by(here, "published"))


def _may_withdraw_card(here: Here, card: PracticeCard) -> None:
    if not card.is_public:
        raise Refused(_("Deze kaart staat niet buiten."))


def _withdraw_card(here: Here, card: PracticeCard, **_told: Any) -> None:
    PracticeCard.objects.filter(pk=card.pk, withdrawn_at=None).update(**done_by(here, "withdrawn"))


NEW: Steps = {
    "verhaal": Step(
        "learning.story_written", gettext_lazy("Schrijf een verhaal"), gettext_lazy("schreef een verhaal"),
        write_story, "feather",
        StoryForm, button=gettext_lazy("Leg het hun voor"), look="primary",
        done=gettext_lazy("Het staat klaar. Wie erin voorkomt, leest het nu eerst."),
    ),
    "kaart": Step(
        "learning.card_written", gettext_lazy("Schrijf een praktijkkaart"), gettext_lazy("schreef een praktijkkaart"),
        write_card,
        "book-marked", CardForm, may=May.GUIDE,
        lead=gettext_lazy("Wat een andere wijk hiervan kan gebruiken: wat werkte, wat niet, en wat ervoor nodig was."),
        done=gettext_lazy("De kaart staat klaar. Publiceer haar als hij klopt."),
    ),
}  # fmt: skip
STORY: Steps = {
    "ja": Step(
        "learning.agreed", gettext_lazy("Ja, dit mag zo naar buiten"), gettext_lazy("vond een verhaal goed"), _agree,
        "circle-check",
        check=_may_agree, look="primary", done=gettext_lazy("Dank je. Nee zeggen mag later ook nog."),
    ),
    "nee": Step(
        "learning.refused", gettext_lazy("Nee, liever niet"), gettext_lazy("wilde een verhaal niet naar buiten"),
        _refuse, "x",
        check=_may_refuse, look="subtle", done=gettext_lazy("Goed. Dit verhaal gaat niet naar buiten."),
    ),
    "publiceer": Step(
        "learning.story_published", gettext_lazy("Publiceer het verhaal"), gettext_lazy("publiceerde een verhaal"),
        _publish, "globe",
        check=_may_publish, may=May.WRITE_PROFILE, look="primary",
        lead=gettext_lazy("Daarna kan iedereen op internet het lezen."), done=gettext_lazy("Het verhaal staat buiten."),
    ),
    "pas-aan": Step(
        "learning.story_edited", gettext_lazy("Pas het aan"), gettext_lazy("paste een verhaal aan"), _edit, "pencil",
        StoryForm,
        check=_may_edit, lead=gettext_lazy("Wie erin voorkomt, leest daarna de nieuwe tekst en zegt opnieuw ja "
                                           "of nee."),
        done=gettext_lazy("Aangepast. Wie erin voorkomt, leest het opnieuw."),
    ),
    "haal-terug": Step(
        "learning.story_withdrawn", gettext_lazy("Haal het terug"), gettext_lazy("haalde een verhaal terug"),
        _withdraw, "undo-2",
        check=_may_withdraw, look="subtle", done=gettext_lazy("Het staat niet meer buiten."),
        lead=gettext_lazy("Niemand buiten leest het dan nog. Publiceren kan later weer, als iedereen die erin voorkomt "
                          "nog steeds ja zegt."),
    ),
    "gooi-weg": Step(
        "learning.story_thrown_away", gettext_lazy("Gooi het weg"), gettext_lazy("gooide een verhaal weg"),
        throw_away, "trash-2",
        check=may_throw_away, look="subtle", done=gettext_lazy("Het verhaal is weg."),
        lead=gettext_lazy("Weet je het zeker? De tekst gaat weg, en ook wie er ja of nee op zei. Terughalen kan niet. "
                          "In het logboek blijft staan dat je het weggooide, zonder de tekst."),
    ),
}  # fmt: skip
CARD: Steps = {
    "publiceer": Step(
        "learning.card_published", gettext_lazy("Publiceer de kaart"), gettext_lazy("publiceerde een praktijkkaart"),
        _publish_card,
        "globe", check=_is_inside, may=May.GUIDE, look="primary",
        lead=gettext_lazy("Andere wijken lezen haar dan, en iedereen op internet. Lees haar nog eens na: staat er "
                          "niets in over één mens?"),
        done=gettext_lazy("De kaart staat buiten."),
    ),
    "pas-aan": change_step(
        "learning.card_changed", gettext_lazy("veranderde een praktijkkaart"), ChangeCardForm, _is_inside, may=May.GUIDE
    ),
    "haal-terug": Step(
        "learning.card_withdrawn", gettext_lazy("Haal haar terug"), gettext_lazy("haalde een praktijkkaart terug"),
        _withdraw_card,
        "undo-2", check=_may_withdraw_card, may=May.GUIDE, look="subtle",
        lead=gettext_lazy("Niemand buiten de wijk leest haar dan nog. Publiceren kan later weer."),
        done=gettext_lazy("De kaart staat niet meer buiten."),
    ),
    "gooi-weg": Step(
        "learning.card_thrown_away", gettext_lazy("Gooi de kaart weg"), gettext_lazy("gooide een praktijkkaart weg"),
        throw_away, "trash-2",
        check=may_throw_away, look="subtle", done=gettext_lazy("De kaart is weg."),
        lead=gettext_lazy("Weet je het zeker? Terughalen kan niet. In het logboek blijft staan dat je haar weggooide, "
                          "zonder de tekst."),
    ),
}  # fmt: skip
ALL = (NEW, STORY, CARD)
