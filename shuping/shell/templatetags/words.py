"""Words on a page: `{% say "{count} reports" count=n %}` and `{{ words|told }}`."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import template
from django.utils import formats
from django.utils.translation import gettext

from shuping.refusal import Words, say

register = template.Library()
register.simple_tag(
    lambda text, **values: say(text, **values).told(gettext), name="say"
)


@register.filter
def told(words: Words | str) -> str:
    """Return words in the language of the page; a plain string stays as it is."""
    return words.told(gettext) if isinstance(words, Words) else words


@register.filter
def day(value: date | None) -> str:
    """Return a date as people of the language write it; nothing for none."""
    return formats.date_format(value, "DATE_FORMAT") if value else ""


@register.filter
def at(those: Sequence[Any], place: int) -> Any:
    """Return the one at a place, counted from 0."""
    return those[place]


@register.filter
def after_dash(name: str) -> str:
    """Return what stands behind the first dash of a field's name."""
    return name.partition("-")[2]
