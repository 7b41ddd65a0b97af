"""Words that can be told in any language, and the exception that says no with them.

Pure rules cannot translate. They answer with `say("unknown column {name}", name=…)`,
and whoever shows the answer to a person calls `told(gettext)`.
"""

import errno
from collections.abc import Callable, Iterable, Mapping
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


_REASONS: Mapping[int, Words] = {
    errno.ENOENT: say("it is not there"),
    errno.EACCES: say("it may not be opened"),
    errno.EPERM: say("it may not be opened"),
    errno.EROFS: say("the disk is read-only"),
    errno.ENOSPC: say("the disk is full"),
    errno.EISDIR: say("it is a folder"),
    errno.ENOTDIR: say("what should be a folder is a file"),
    errno.EEXIST: say("it is there already"),
    errno.ENAMETOOLONG: say("the name is too long"),
    errno.EADDRNOTAVAIL: say("this machine has no such address"),
}


def why(error: OSError) -> Words:
    """Return why the system refused, in words of ours for what happens to people."""
    unknown = say("{reason}", reason=error.strerror or error)
    return _REASONS.get(error.errno or 0, unknown)


class Refused(Exception):
    """An act that the rules do not allow; its words are shown to the person."""

    def __init__(self, words: Words) -> None:
        super().__init__(str(words))
        self.words = words
