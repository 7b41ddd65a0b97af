"""Chinese text as the field counts it."""

import re
import unicodedata

_WIDE = frozenset("WF")
_UNSEEN = frozenset({"Cf", "Mn", "Me"})  # joiners, direction marks, accents
_LATIN = "\u0100"
_CONTROL = frozenset({"Cc", "Cf"})
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def is_cjk(character: str) -> bool:
    """Tell whether a word processor counts this character by itself.

    Ideographs, kana, hangul, full-width forms and East Asian marks do, among them
    the curly quotes, the dash and the ellipsis, which Unicode calls ambiguous. The
    raised figures of Latin, as in m², belong to their word.
    """
    width = unicodedata.east_asian_width(character)
    if width in _WIDE:
        return not character.isspace()
    kinds = "P" if character < _LATIN else "PN"
    return width == "A" and unicodedata.category(character)[0] in kinds


_SPACED = re.compile(r"\S+")


def characters(text: str) -> int:
    """Count characters (字) as Word does.

    Each CJK character or mark counts 1, each other run of non-spaces 1.
    Source: DESIGN section 5; the limits of section 2.3 of the domain notes use it.
    """
    total = 0
    for word in _SPACED.findall(text):
        running = False
        for character in word:
            if is_cjk(character):
                total += 1
                running = False
            elif not running and unicodedata.category(character) not in _UNSEEN:
                total += 1
                running = True
    return total


def without_controls(text: str) -> str:
    """Return a text without control characters other than tabs and line ends."""
    return _CONTROLS.sub("", text)


def cleaned(text: str) -> str:
    """Return a text that was typed or copied, without what nobody sees in it.

    Control and format characters go (zero width, direction marks), line ends stay,
    and composed forms stand for composed characters (NFC). Rare ideographs stay.
    """
    seen = (
        one for one in text if one == "\n" or unicodedata.category(one) not in _CONTROL
    )
    return unicodedata.normalize("NFC", "".join(seen))
