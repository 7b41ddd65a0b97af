"""Size, face and weight of type, wherever a clause wants them: told for any element."""

from collections.abc import Iterator, Sequence

from shuping.documents.rules.measuring.edges import is_ideograph
from shuping.documents.rules.measuring.elements import Part
from shuping.documents.rules.measuring.faces import (
    NAMES,
    SONG,
    TITLE,
    Profile,
    is_bold_name,
    is_face,
)
from shuping.documents.rules.measuring.measured import Letter, most
from shuping.documents.rules.measuring.standard import Deviation, about
from shuping.refusal import Words, say


def looks(
    part: Part,
    place: Words,
    clause: str,
    wanted: tuple[float, str, Profile],
    letters: Sequence[Letter] | None = None,
) -> Iterator[Deviation]:
    """Yield where a line, or some letters of it, is not set as wanted.

    `wanted` is the size in points, the face, and the fonts of the organ's profile.
    """
    size, face, profile = wanted
    told = part.line.letters if letters is None else letters
    # A page number is figures; elsewhere figures may be set in any face.
    told = [one for one in told if is_ideograph(one.text) or face == SONG]
    if not told:
        return
    shown = most(round(one.size, 1) for one in told)
    span = about(size, unit="pt")
    if not span.holds(shown):
        yield Deviation(
            part.page,
            say("size of {place}", place=place),
            span.told(shown),
            span.told(size),
            clause,
        )
    yield from _faces(part, place, clause, (face, profile), told)


def _faces(
    part: Part,
    place: Words,
    clause: str,
    wanted: tuple[str, Profile],
    letters: Sequence[Letter],
) -> Iterator[Deviation]:
    face, profile = wanted
    strange = [
        one.font for one in letters if one.font and not is_face(one.font, face, profile)
    ]
    if strange:
        yield Deviation(
            part.page,
            say("font of {place}", place=place),
            say("font {name}", name=most(strange)),
            say("font {name}", name=NAMES[face]),
            clause,
        )
    # The free fonts that stand in for 小标宋 are bold ones by name.
    bold = [one for one in letters if one.bold]
    if face == TITLE:
        bold = [one for one in bold if not is_bold_name(one.font)]
    if bold:
        yield Deviation(
            part.page,
            say("weight of {place}", place=place),
            say("bold"),
            say("not bold"),
            clause,
        )
