"""Words that can be told in any language, and the exception that says no with them.

Pure rules cannot translate. They answer with `say("unknown column {name}", name=…)`,
and whoever shows the answer to a person calls `told(gettext)`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence in English with named gaps, and what fills them."""

    text: str
    values: tuple[tuple[str, object], ...] = ()

    def told(self, translate: Callable[[str], str] = str) -> str:
        """Return the sentence in the language of `translate`, its gaps filled."""
        filled = {
            name: value.told(translate) if isinstance(value, Words) else value
            for name, value in self.values
        }
        return translate(self.text).format(**filled)

    def __str__(self) -> str:
        return self.told()


def say(text: str, /, **values: object) -> Words:
    """Make `Words`; the name is the marker by which the catalogue finds the text."""
    return Words(text, tuple(values.items()))


def listed(those: Iterable[Words]) -> Words:
    """Return words one after the other, with commas between them."""
    parts = list(those)
    if not parts:
        return Words("")
    first, *rest = parts
    return say("{first}, {rest}", first=first, rest=listed(rest)) if rest else first


_OF_THE_SYSTEM = (
    say("No such file or directory"),
    say("Is a directory"),
    say("Not a directory"),
    say("File exists"),
    say("File name too long"),
    say("Permission denied"),
    say("Read-only file system"),
    say("No space left on device"),
)
"""What systems say most often, so that the catalogue has it."""


def why(error: OSError) -> Words:
    """Return why the system did not read or write a file."""
    return Words(error.strerror or type(error).__name__)


class Refused(Exception):
    """An act that the rules do not allow; its words are shown to the person."""

    def __init__(self, words: Words) -> None:
        super().__init__(str(words))
        self.words = words
