"""Template tags of the look: numbers as people write them, icons, grades and bars."""

import datetime as dt
import re
from functools import lru_cache
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from lucide.templatetags.lucide import lucide as draw_icon

from limonade.design import charts, numbers

register = template.Library()
ICON_SIZE = 20
ADDRESS_ALONE = re.compile(r"\s*https?://\S+\s*")


def language() -> str:
    return (get_language() or "nl")[:2]


@register.filter
def without_addresses(text: str) -> str:
    """Without lines that are nothing but a web address: on a card nobody can follow one."""
    return "\n".join(line for line in text.splitlines() if not ADDRESS_ALONE.fullmatch(line)).strip()


@register.filter
def euro(amount: float) -> str:
    """`€ 1.234.567`"""
    return numbers.euros(int(numbers.half_up(amount)), language())


@register.filter
def euro_short(amount: float) -> str:
    """`€ 1,2 mln.`"""
    return numbers.euros_short(int(numbers.half_up(amount)), language())


@register.filter
def euro_range(estimate: Any) -> str:
    """`€ 2,3 – 8,2 mln.` of anything with a `low` and a `high`."""
    low, high = (int(numbers.half_up(amount)) for amount in (estimate.low, estimate.high))
    return numbers.euros_range(low, high, language())


@register.filter
def euro_difference(amount: float) -> str:
    """`€ 420.000 meer` or `€ 3,0 mln. minder`"""
    size = numbers.euros_short(abs(int(numbers.half_up(amount))), language())
    return _("%(amount)s meer") % {"amount": size} if amount > 0 else _("%(amount)s minder") % {"amount": size}


@register.filter
def number(value: float, decimals: int = 0) -> str:
    return numbers.number(value, language(), decimals)


@register.filter
def crowd(value: float) -> str:
    """A count of people or homes: in tens, never fewer than ten."""
    return numbers.crowd(value, language())


@register.filter
def percent(value: float, decimals: int = 0) -> str:
    return numbers.percent(value, language(), decimals)


@register.filter
def day(value: dt.date | None) -> str:
    return numbers.day(value, language()) if value else _("een onbekende dag")


@register.filter
def weekday(value: dt.date) -> str:
    return numbers.weekday(value, language())


@register.filter
def short_day(value: dt.date) -> str:
    return numbers.short_day(value, language())


@register.filter
def month(value: dt.date) -> str:
    return numbers.month(value, language())


@register.filter
def moment(value: dt.datetime | None) -> str:
    """`22 november 2026, 14:05`, on the clock of Amsterdam"""
    return numbers.moment(timezone.localtime(value), language()) if value else ""


@register.filter
def text(thing: Any, name: str = "name") -> str:
    """The text of a thing from our own data in the visitor's language: its `name_nl` or `name_en`."""
    found: str = getattr(thing, f"{name}_{language()}")
    return found


@lru_cache(maxsize=256)
def _icon(name: str, size: int) -> SafeString:
    attributes = {"class": "icon", "aria-hidden": "true", "focusable": "false"}
    return mark_safe(draw_icon(name, size=size, **attributes))  # noqa: S308 - fixed drawings of a library


@register.simple_tag
def icon(name: str, size: int = ICON_SIZE) -> SafeString:
    """An icon beside a text; it says nothing by itself."""
    return _icon(name, size)


@register.inclusion_tag("design/_grade.html")
def grade(value: float) -> dict[str, int]:
    """How sure a figure is, in words: measured, estimated or counted per head."""
    return {"grade": round(value)}


@register.inclusion_tag("design/_button.html")
def button(text: str, icon: str = "", *, look: str = "primary", name: str = "", value: str = "") -> dict[str, str]:
    """A button that sends its form. `look`: primary, secondary, subtle, or danger for what cannot be undone."""
    return {"text": text, "icon_name": icon, "look": look, "name": name, "value": value}


@register.inclusion_tag("design/_button.html")
def way(text: str, href: str, icon: str = "", *, look: str = "secondary") -> dict[str, str]:
    """A link that looks like a button: it leads somewhere and changes nothing."""
    return {"text": text, "href": href, "icon_name": icon, "look": look}


@register.inclusion_tag("design/_way_card.html")
def way_card(over: str, icon: str, title: str, href: str, note: str = "") -> dict[str, str]:
    """A card that leads somewhere as a whole; `over` says what it is about."""
    return {"over": over, "icon_name": icon, "title": title, "href": href, "note": note}


@register.inclusion_tag("design/_tab.html")
def tab(label: str, href: str, name: str, section: str, current: str = "true") -> dict[str, str]:
    """One page of a menu; the one whose name is the section of now is marked with `current`."""
    return {"label": label, "href": href, "current": current if name == section else ""}


@register.simple_tag
def split_bar(whole: int, **parts: int) -> SafeString:
    return charts.split_bar(list(parts.items()), whole)


@register.inclusion_tag("design/_crumbs.html")
def crumbs(*parts: str) -> dict[str, list[tuple[str, str]]]:
    """The way to this page: label, address, label, address, ..., and the label of the page itself."""
    pairs = list(zip(parts[:-1:2], parts[1:-1:2], strict=True))
    return {"crumbs": [*pairs, (parts[-1], "")]}


@register.simple_tag
def scaled_bar(value: float, largest: float, look: str) -> SafeString:
    """A bar as long as the value is beside the largest one."""
    return charts.split_bar([(look, round(value * 1000))], round(largest * 1000))


@register.simple_tag
def per_household(money: Any, total: Any) -> str:
    """Euros of a sum per household of the neighbourhood, or a dash where nobody lives."""
    euros = money.here.per_household(total.euros)
    return "–" if euros is None else numbers.euros(euros, language())
