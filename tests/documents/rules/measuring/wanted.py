"""One document as GB/T 9704 wants it, with a handle on every measure.

It is laid out here once, in millimetres; the makers write it as PDF and OFD. The .docx
is made from the same handles by paragraphs.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from shuping.documents.rules.measuring.measured import POINT

FANG, KAI, HEI = "FangSong_GB2312", "KaiTi_GB2312", "SimHei"
TITLE, SONG = "FZXiaoBiaoSong-B05S", "SimSun"
RED, BLACK = (224, 0, 0), (0, 0, 0)
LONG = "各级党组织要把述职评议考核作为压实基层党建责任的重要抓手对照问题清单逐项整改"
Colour = tuple[int, int, int]


class Spot(NamedTuple):
    text: str
    left: float
    base: float
    size: float
    font: str
    advance: float
    bold: bool = False
    colour: Colour = BLACK


class Stroke(NamedTuple):
    left: float
    right: float
    level: float
    thick: float
    colour: Colour = BLACK


@dataclass
class Sheet:
    spots: list[Spot] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)


@dataclass(frozen=True)
class Wanted:
    paper: tuple[float, float] = (210.0, 297.0)
    top: float = 37.0
    left: float = 28.0
    width: float = 156.0
    height: float = 225.0
    pitch: float = 28.99
    advance: float = 15.79
    size: float = 16.0
    font: str = FANG
    bold: bool = False
    colour: Colour = BLACK
    indent: float = 2.0
    organ_top: float = 35.0
    organ_shift: float = 0.0
    organ_colour: Colour = RED
    number: str = "临委〔2020〕1号"
    number_size: float = 16.0
    number_font: str = FANG
    red_gap: float = 4.0
    red_width: float = 156.0
    red_colour: Colour = RED
    has_red: bool = True
    title_size: float = 22.0
    title_font: str = TITLE
    title_shift: float = 0.0
    title_bold: bool = False
    title_blank: float = 2.0
    addressee: str = "各街镇党（工）委："
    addressee_indent: float = 0.0
    addressee_font: str = FANG
    level1: str = "一、总体要求"
    level1_font: str = HEI
    level2: str = "（一）主要任务"
    level2_font: str = KAI
    level3: str = "1. 抓好集中学习。"
    level3_bold: bool = False
    level4: str = "（1）组织专题研讨。"
    attached: str = "附件：任务分工清单"
    attached_indent: float = 2.0
    attached_blank: float = 1.0
    signer: str = "中共江州市委"
    date: str = "2020年1月6日"
    date_rest: float = 4.0
    folio: str = "— {} —"
    folio_size: float = 14.0
    folio_font: str = SONG
    folio_side: int = 0
    folio_gap: float = 7.0
    folio_inset: float = 1.0
    has_folio: bool = True
    outer: float = 0.35
    inner: float = 0.25
    rule_width: float = 156.0
    copies: str = "抄送：市委办公室，市纪委监委。"
    copies_size: float = 14.0
    copies_font: str = FANG
    copies_inset: float = 1.0
    issued: str = "2020年1月7日印发"
    issued_inset: float = 1.0


def square(size: float) -> float:
    return size * POINT


def wide(text: str, advance: float) -> float:
    return sum(square(advance) * (0.5 if ord(one) < 0x2000 else 1) for one in text)


class Paragraph(NamedTuple):
    text: str
    heads: int = 0
    font: str = FANG
    bold: bool = False


def paragraphs(of: Wanted) -> list[Paragraph]:
    long = Paragraph(f"{LONG}。" * 3, font=of.font, bold=of.bold)
    return [
        long,
        Paragraph(of.level1, len(of.level1), of.level1_font),
        long,
        Paragraph(of.level2, len(of.level2), of.level2_font),
        long,
        Paragraph(of.level3, len(of.level3), FANG, of.level3_bold),
        long,
        Paragraph(of.level4, len(of.level4), FANG),
        long,
        long,
    ]


def rows(text: str, of: Wanted) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a paragraph, and whether each is the first."""
    room = of.width / square(of.advance) + 0.05
    row, free, first = "", room - of.indent, True
    for one in text:
        need = 0.5 if ord(one) < 0x2000 else 1
        if need > free:
            yield row, first
            row, free, first = "", room, False
        row += one
        free -= need
    yield row, first


def sheets(of: Wanted) -> list[Sheet]:
    return _Layout(of).sheets()


def numbered(number: int) -> Sheet:
    """Return a page on which stands only its number, rightly."""
    first = sheets(Wanted())[number - 1]
    return Sheet([spot for spot in first.spots if spot.text == f"— {number} —"])


class _Layout:
    def __init__(self, of: Wanted) -> None:
        self.of = of
        self.step = square(of.pitch)
        self.pages = [Sheet()]
        self.base = 0.0

    def sheets(self) -> list[Sheet]:
        self._head()
        for one in paragraphs(self.of):
            for row, first in rows(one.text, self.of):
                self._body(row, one, first=first)
        self._closing()
        self._imprint()
        for number, page in enumerate(self.pages, 1):
            self._folio(number, page)
        return self.pages

    def _put(self, text: str, left: float, base: float, **looks: object) -> None:
        given = {"size": 16.0, "font": FANG, "advance": self.of.advance} | looks
        self.pages[-1].spots.append(Spot(text, left, base, **given))  # type: ignore[arg-type]

    def _middle(self, text: str, advance: float, shift: float) -> float:
        return self.of.left + (self.of.width - wide(text, advance)) / 2 + shift

    def _head(self) -> None:
        of, organ = self.of, "中共江州市委文件"
        base = of.top + of.organ_top + 0.88 * square(36)
        left = self._middle(organ, 36, of.organ_shift)
        looks = {"size": 36.0, "font": TITLE, "advance": 36.0}
        self._put(organ, left, base, colour=of.organ_colour, **looks)
        base += 0.12 * square(36) + 2 * self.step + 1 + 0.88 * square(16)
        left = self._middle(of.number, of.advance, 0)
        self._put(of.number, left, base, size=of.number_size, font=of.number_font)
        level = base + 0.12 * square(16) + of.red_gap
        if of.has_red:
            stroke = Stroke(of.left, of.left + of.red_width, level, 0.5, of.red_colour)
            self.pages[-1].strokes.append(stroke)
        base = level + of.title_blank * self.step + 1 + 0.88 * square(22)
        title = "关于做好述职评议的通知"
        left = self._middle(title, of.title_size, of.title_shift)
        looks = {"size": of.title_size, "font": of.title_font, "advance": of.title_size}
        self._put(title, left, base, bold=of.title_bold, **looks)
        base += 0.12 * square(22) + self.step + 2 + 0.88 * square(16)
        left = of.left + of.addressee_indent * square(of.advance)
        self._put(of.addressee, left, base, font=of.addressee_font)
        self.base = base

    def _down(self, lines: float = 1) -> None:
        self.base += lines * self.step
        if self.base > self.of.top + self.of.height - 2:
            self.pages.append(Sheet())
            middle = (self.step - square(16)) / 2
            self.base = self.of.top + middle + 0.88 * square(16)

    def _body(self, row: str, one: Paragraph, *, first: bool) -> None:
        of = self.of
        self._down()
        left = of.left + (of.indent * square(of.advance) if first else 0)
        looks = {"font": one.font, "bold": one.bold}
        size = 16.0 if one.heads else of.size
        self._put(row, left, self.base, size=size, colour=of.colour, **looks)

    def _closing(self) -> None:
        of = self.of
        self._down(1 + of.attached_blank)
        left = of.left + of.attached_indent * square(of.advance)
        self._put(of.attached, left, self.base)
        self._down(2)
        right = of.left + of.width
        date = right - of.date_rest * square(of.advance) - wide(of.date, of.advance)
        signer = date + (wide(of.date, of.advance) - wide(of.signer, of.advance)) / 2
        self._put(of.signer, signer, self.base)
        self._down()
        self._put(of.date, date, self.base)

    def _imprint(self) -> None:
        of, bottom = self.of, self.of.top + self.of.height
        looks = {"size": of.copies_size, "font": of.copies_font, "advance": 14.0}
        inset = of.copies_inset * square(14)
        for level, thick in ((0, of.outer), (9, of.inner), (18, of.outer)):
            stroke = Stroke(of.left, of.left + of.rule_width, bottom - level, thick)
            self.pages[-1].strokes.append(stroke)
        self._put(of.copies, of.left + inset, bottom - 12, **looks)
        looks |= {"size": 14.0, "font": FANG}
        self._put("江州市委办公室", of.left + square(14), bottom - 3, **looks)
        left = of.left + of.width - of.issued_inset * square(14) - wide(of.issued, 14)
        self._put(of.issued, left, bottom - 3, **looks)

    def _folio(self, number: int, page: Sheet) -> None:
        of = self.of
        if not of.has_folio:
            return
        text = of.folio.format(number)
        reach = wide(text, of.folio_size)
        inset = of.folio_inset * square(14)
        is_right = (number + of.folio_side) % 2
        left = of.left + (of.width - inset - reach if is_right else inset)
        base = of.top + of.height + of.folio_gap + 0.38 * square(of.folio_size)
        looks = (of.folio_size, of.folio_font, of.folio_size)
        page.spots.append(Spot(text, left, base, *looks))
