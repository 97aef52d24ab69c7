"""What somebody made or said: once per key, with who and when. The base of most nouns in the rooms above."""

from typing import Any, ClassVar, TypeVar

from django.db import IntegrityError, models, transaction
from django.db.models import UniqueConstraint
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from limonade.accounts.privacy import ALWAYS_UNNAMED, WHO_DID, Personal
from limonade.people.access import Here
from limonade.people.models import Party, by, pair
from limonade.scoping.foreign_keys import SameNeighbourhood, ScopedForeignKey
from limonade.scoping.models import Scoped, row_key

KEY_LENGTH = 64
SAID = Personal(_("om te laten zien wat je zei"), ALWAYS_UNNAMED)


class Made(Scoped):
    """`maker` is of whom it is; `made_by` the account that typed it, which is the helper's when one helped."""

    key = models.CharField(
        _("sleutel"), max_length=KEY_LENGTH, editable=False, help_text=_("Zodat het maar één keer wordt bewaard.")
    )
    maker = ScopedForeignKey(Party, related_name="+", verbose_name=_("van wie"))
    made_at = models.DateTimeField(_("gemaakt op"), help_text=_("Dag en tijd."))
    made_by = by(_("opgeschreven door"))

    PERSONAL = dict.fromkeys(("maker", "made_at", "made_by"), WHO_DID)
    IMPERSONAL: tuple[str, ...] = ("key",)

    @property
    def pk_text(self) -> str:
        """For an address that a template puts together."""
        return str(self.pk)

    is_known = False
    """Whether `make` found it instead of writing it."""

    class Meta:
        abstract = True
        base_manager_name = "objects"
        ordering: ClassVar[tuple[str, ...]] = ("-made_at", "-id")
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            row_key(),
            UniqueConstraint(fields=["neighbourhood", "key"], name="%(app_label)s_%(class)s_once"),
            SameNeighbourhood(field="maker"),
            pair("made_at", "made_by", "%(app_label)s_%(class)s_made_by"),
        )


New = TypeVar("New", bound=Made)


def make(model: type[New], here: Here, *, key: str, **told: Any) -> New:
    """The row of this key; with the same key always the same row, also for two at once. `is_known` when it was there.

    Raises IntegrityError when another rule of the database refuses it.
    """
    kept = key[:KEY_LENGTH]
    if found := model.objects.filter(key=kept, maker=here.who).first():
        return _known(found)
    row = model(
        neighbourhood=here.place,
        key=kept,
        maker=here.who,
        made_at=timezone.now(),
        made_by_id=here.actor.user_id,
        **told,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        found = model.objects.filter(key=kept, maker=here.who).first()
        if found is None:
            raise
        return _known(found)
    return row


def _known(row: New) -> New:
    row.is_known = True
    return row


def happened(name: str, verb: Any, *, required: bool = False) -> tuple[Any, Any]:
    """A moment and its maker: `<name>_at` and `<name>_by`, both empty until it happens."""
    moment = models.DateTimeField(verb, null=not required, blank=True, editable=False, help_text=_("Dag en tijd."))
    return moment, by(verb)


def done_by(here: Here, name: str) -> dict[str, Any]:
    """`<name>_at` and `<name>_by`, now, for an update."""
    return {f"{name}_at": timezone.now(), f"{name}_by_id": here.actor.user_id}
