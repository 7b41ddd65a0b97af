"""Set pages as OFD (GB/T 33190): a zip of XML in which text is text.

The pages come from the PDF that was set, so that both show the same lines on the same
pages. Measures are millimetres; the same pages give the same bytes.
"""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from io import BytesIO
from itertools import count

from shuping.documents.rules import ofd_parts as parts
from shuping.documents.rules.content import printable
from shuping.documents.rules.pages import Colour, Line, Page, Run

_BEGINNING_OF_ZIP = (1980, 1, 1, 0, 0, 0)
_POINT = 25.4 / 72
_ASCENT, _DESCENT = 0.88, 0.12


@dataclass(frozen=True, slots=True)
class Face:
    """A font: the name that programs know it by, and the part of it to embed."""

    family: str
    embedded: bytes = b""


@dataclass(frozen=True, slots=True)
class About:
    """What an archive knows a document by; the date is as ISO writes it."""

    title: str
    author: str = ""
    date: str = ""


def write(pages: Sequence[Page], faces: Mapping[str, Face], about: About) -> bytes:
    """Return the pages as the bytes of an .ofd file.

    `faces` are the fonts by the name that the runs of the pages call them.
    """
    numbers = count(1)
    fonts = dict(zip(faces, numbers, strict=False))
    written: list[tuple[str, str | bytes]] = [
        ("Doc_0/PublicRes.xml", _fonts(faces, fonts)),
        *(
            (f"Doc_0/Res/{parts.file(fonts[name])}", face.embedded)
            for name, face in faces.items()
            if face.embedded
        ),
        *(
            (f"Doc_0/Pages/Page_{at}/Content.xml", _page(page, fonts, numbers))
            for at, page in enumerate(pages)
        ),
    ]
    written.append(("Doc_0/Document.xml", _document(pages, numbers)))
    return _packed([("OFD.xml", _entry(written, about)), *written])


def _packed(written: Iterable[tuple[str, str | bytes]]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        for name, content in written:
            entry = zipfile.ZipInfo(name, _BEGINNING_OF_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, content, compresslevel=1)
    return packed.getvalue()


def _entry(written: Iterable[tuple[str, str | bytes]], about: About) -> str:
    """Return OFD.xml; what identifies a document is what stands in it."""
    known = hashlib.sha256()
    for _, content in written:
        known.update(content.encode() if isinstance(content, str) else content)
    return parts.ENTRY.format(
        identity=known.hexdigest()[:32],
        title=escape(printable(about.title)),
        author=escape(printable(about.author)),
        date=parts.DATE.format(about.date) if about.date else "",
    )


def _document(pages: Sequence[Page], numbers: Iterator[int]) -> str:
    listed = "".join(
        parts.PAGE_OF_DOCUMENT.format(number=next(numbers), at=at)
        for at in range(len(pages))
    )
    size = _box(0, 0, pages[0].width, pages[0].height)
    return parts.DOCUMENT.format(most=next(numbers), size=size, pages=listed)


def _fonts(faces: Mapping[str, Face], numbers: Mapping[str, int]) -> str:
    return parts.FONTS.format(
        fonts="".join(
            parts.font(numbers[name], name, face.family, embedded=bool(face.embedded))
            for name, face in faces.items()
        )
    )


def _page(page: Page, fonts: Mapping[str, int], numbers: Iterator[int]) -> str:
    layer = next(numbers)
    objects = [*_lines(page.lines, numbers), *_texts(page.runs, fonts, numbers)]
    size = _box(0, 0, page.width, page.height)
    return parts.PAGE.format(size=size, layer=layer, objects="".join(objects))


def _texts(
    runs: Iterable[Run], fonts: Mapping[str, int], numbers: Iterator[int]
) -> Iterator[str]:
    for run, number in zip(runs, numbers, strict=False):
        steps = " ".join(_mm(step) for step in run.steps)
        yield parts.TEXT.format(
            number=number,
            box=_box(
                run.x,
                run.y - _ASCENT * run.size,
                sum(run.steps) + run.size,
                (_ASCENT + _DESCENT) * run.size,
            ),
            font=fonts[run.font],
            size=_mm(run.size),
            colour=_colour("Fill", run.colour),
            y=_mm(_ASCENT * run.size),
            steps=f' DeltaX="{steps}"' if steps else "",
            text=escape(run.text, quote=False),
        )


def _lines(lines: Iterable[Line], numbers: Iterator[int]) -> Iterator[str]:
    for line, number in zip(lines, numbers, strict=False):
        (x1, y1), (x2, y2) = line.start, line.end
        left, top, half = min(x1, x2), min(y1, y2), line.width / 2
        ends = [(x - left + half, y - top + half) for x, y in (line.start, line.end)]
        yield parts.PATH.format(
            number=number,
            box=_box(
                left - half,
                top - half,
                abs(x2 - x1) + line.width,
                abs(y2 - y1) + line.width,
            ),
            width=_mm(line.width),
            colour=_colour("Stroke", line.colour),
            path="M {} {} L {} {}".format(*(_mm(one) for end in ends for one in end)),
        )


def _colour(what: str, colour: Colour) -> str:
    if not any(colour):
        return ""
    value = " ".join(map(str, colour))
    return f'<ofd:{what}Color Value="{value}"/>'


def _box(*points: float) -> str:
    return " ".join(_mm(one) for one in points)


def _mm(points: float) -> str:
    return f"{points * _POINT:.4f}".rstrip("0").rstrip(".")
