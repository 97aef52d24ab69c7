"""Amounts of the books as people read them."""

from functools import lru_cache
from typing import Any

from django import template
from django.utils.translation import gettext as _

from limonade.design import numbers
from limonade.design.templatetags.design import language
from limonade.ledger.models import Unit
from limonade.ledger.setting_up import first_units

register = template.Library()


@lru_cache(maxsize=64)
def unit_of(code: str) -> Unit:
    """Units are few and never change. Euros and hours are spoken of before any books are open."""
    return first_units().get(code) or Unit.objects.get(pk=code)


@register.filter
def amount(value: int, code: str) -> str:
    """`€ 1.234,56`, `2,50 uur` or `12 pluim`, for an amount in the smallest part of the unit with this code."""
    unit = unit_of(code)
    return numbers.amount(value, unit.scale, language(), "" if unit.kind == Unit.MONEY else unit_name(code))


@register.filter
def signed(value: int, code: str) -> str:
    """`+ € 12,50`, for what came; what went has its minus."""
    if value == 0:
        return amount(0, code)
    return f"{'+' if value > 0 else '−'}\xa0{amount(abs(value), code)}"


@register.filter
def plain(value: int, code: str) -> str:
    """`1.234,56`: in a table that has the unit in its heading."""
    return numbers.exact(value, unit_of(code).scale, language())


@register.filter
def as_hex(value: bytes) -> str:
    """A hash as it is printed."""
    return bytes(value).hex()


@register.filter
def unit_name(code: str) -> str:
    """What people call the unit: euro, uur."""
    unit = unit_of(code)
    return _("uur") if unit.kind == Unit.HOURS else unit.name


@register.inclusion_tag("ledger/_pill.html")
def book_tab(label: str, href: str, name: str, part: str) -> dict[str, Any]:
    """One page of the books; the one whose name is the part of now is marked."""
    return {"label": label, "href": href, "is_current": name == part}
