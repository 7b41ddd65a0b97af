"""Telling words to whoever sits at the terminal, in the language that is active."""

import sys
from typing import TextIO

from django.utils.translation import gettext

from shuping.refusal import Words


def told(words: Words) -> str:
    """Return words in the active language."""
    return words.told(gettext)


def tell(words: Words | str, *, to: TextIO | None = None) -> None:
    """Print words, on standard output where nothing else is said."""
    text = words if isinstance(words, str) else told(words)
    print(text, file=to or sys.stdout)
