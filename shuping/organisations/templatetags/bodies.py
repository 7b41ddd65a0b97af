"""What is called how in a table of bodies: `{{ body.sector|named:"sector" }}`."""

from django import template
from django.utils.translation import gettext

from shuping.organisations.rules.sectors import kind_words, sector_words

register = template.Library()
_WORDS = {"kind": kind_words, "sector": sector_words}


@register.filter
def named(value: str, field: str) -> str:
    """Return what a kind or a sector is called; of another field the value itself."""
    return _WORDS[field](value).told(gettext) if field in _WORDS else value
