"""What people can do, when, and in which form; the same words everywhere. Plain Python."""

from typing import Any

from django.utils.translation import gettext_lazy as _

SKILLS: dict[str, Any] = {
    "green": _("tuin en groen"),
    "repair": _("klussen in huis"),
    "paint": _("schilderen"),
    "cook": _("koken"),
    "care": _("boodschappen doen en gezelschap"),
    "drive": _("rijden en vervoeren"),
    "clean": _("schoonmaken"),
    "organise": _("regelen en plannen"),
    "computer": _("computer en telefoon"),
    "teach": _("uitleggen en begeleiden"),
    "heavy": _("sjouwen en bouwen"),
    "other": _("iets anders"),
}
DAYS: tuple[Any, ...] = (_("ma"), _("di"), _("wo"), _("do"), _("vr"), _("za"), _("zo"))
PARTS: dict[str, Any] = {"morning": _("ochtend"), "afternoon": _("middag"), "evening": _("avond")}
PAID, ALLOWANCE, HOURS, GIFT = "paid", "allowance", "hours", "gift"
FORMS: dict[str, Any] = {
    PAID: _("betaald"),
    ALLOWANCE: _("met een vrijwilligersvergoeding"),
    HOURS: _("voor uren op de eigen rekening"),
    GIFT: _("cadeau aan de wijk"),
}
FORMS_TOLD: dict[str, Any] = {
    PAID: _("Loon, volgens de wet. Het wijkbedrijf regelt de loonheffing."),
    ALLOWANCE: _("Een vast bedrag voor je kosten. Het is geen loon, en er zit een grens aan."),
    HOURS: _("Je krijgt uren op je rekening. Daar doet een ander later iets voor jou voor."),
    GIFT: _("Je geeft je tijd. Ze telt mee in wat de wijk samen deed."),
}


def part_key(weekday: int, part: str) -> str:
    """Monday is 0."""
    return f"{weekday}-{part}"
