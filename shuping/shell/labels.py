"""Words where Django wants a lazy string: labels, choices and help of forms."""

from collections.abc import Mapping
from typing import TypeVar

from django.utils.functional import lazy
from django.utils.translation import gettext

from shuping.refusal import Words

Key = TypeVar("Key", bound=str)


def _told(words: Words) -> str:
    return words.told(gettext)


_lazily = lazy(_told, str)


def label(words: Words) -> str:
    """Return words that are told only when they are shown."""
    told: str = _lazily(words)
    return told


def choices(words: Mapping[Key, Words]) -> list[tuple[Key, str]]:
    """Return the choices of a field, told when they are shown."""
    return [(key, label(one)) for key, one in words.items()]
