"""What work is called on the screen."""

from typing import Any

from django import template

from limonade.work.kinds import FORMS, PARTS, SKILLS

register = template.Library()


@register.filter
def form_name(key: str) -> Any:
    """How a job is done, such as “betaald”."""
    return FORMS.get(key, key)


@register.filter
def part_name(key: str) -> Any:
    return PARTS.get(key, key)


@register.filter
def skill_name(key: str) -> Any:
    return SKILLS.get(key, key)
