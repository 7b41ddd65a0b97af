"""Slips that are easily made in a bulletin, each with its place and a proposal.

Nothing is changed here: the editor decides. The order of names is the roster's, which
is protocol; a bulletin that departs from it is told so, and never sorted.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shuping.bulletins.rules.comments import individual, reached
from shuping.bulletins.rules.placing import placed
from shuping.bulletins.rules.posts import joint_post
from shuping.bulletins.rules.record import Record, Reporter
from shuping.bulletins.rules.states import Kind
from shuping.documents.rules.content import Document, Heading, Paragraph
from shuping.documents.rules.numerals import count
from shuping.refusal import Words, say
from shuping.wording import characters

MOST: Mapping[Kind, int] = {Kind.DISTRICT: 4000, Kind.ROUND_UP: 5000}
"""The limits of the rules on easing burdens: one subject, and several."""

_FULL = str.maketrans(",;:!?()", "，；：！？（）")
_HALF_MARK = re.compile(r"(?<=[一-鿿”》）])[,;:!?()]|[,;:!?()](?=[一-鿿“《（])")
_WIDE = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+")
_DOUBLED = re.compile(r"(?!一)([一-鿿]{2,6})\1|([的了在和是与及对])\2|([，。；、：])\3")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年度")
_ORAL_AFTER = re.compile(r"(?<!\d)(\d+)(?=名口头述职)")
_ORAL_ALL = re.compile(r"(?<=共)(\d+)(?=人，?[^，。；共]{0,16}口头述职)")
_WRITTEN_ALL = re.compile(r"(?<=共)(\d+)(?=人，?[^，。；共]{0,16}书面述职)")
_WRITTEN = re.compile(r"(?<!\d)(\d+)(?=[名位家个][^，。；\d]{0,24}书面述职)")
_ENUMERATED = re.compile(
    r"([两二三四五六七八九十])(?=个?方面的?(?:建议|要求|意见|问题)：一是)"
)
_FIRST = re.compile(r"[一二三四五六七八九十]是")
_EACH = ("逐一", "一一")
_POST = r"((?:党委|党工委|党（工）委|党组|党总支|党支部)(?:（党组）)?书记)"
_PAIRS = {"“": "”", "《": "》", "（": "）", "「": "」"}


@dataclass(frozen=True, slots=True)
class Slip:
    """What may be wrong, in which paragraph (0 is the title), and what to write."""

    paragraph: int
    words: str
    why: Words
    proposal: str = ""


def slips(document: Document, kind: Kind, records: Sequence[Record]) -> list[Slip]:
    """Return what may be wrong in a bulletin, in the order of its paragraphs.

    In a round-up a paragraph is held against the record of the place above it; what
    stands under a place of no record is looked over as a text only.
    """
    found = list(_texts(0, document.title))
    if len(records) == 1:
        found += _year(0, document.title, records[0])
    for number, text, record in _placed(document, kind, records):
        found += _texts(number, text)
        found += _against(number, text, record) if record else ()
    return [*_length(document, kind), *found]


def _placed(
    document: Document, kind: Kind, records: Sequence[Record]
) -> Iterator[tuple[int, str, Record | None]]:
    """Yield each text with its number and the one record that it tells of."""
    places = [one.convenor for one in records]
    rounded_up = kind == Kind.ROUND_UP
    for number, block, told in placed(document, places, rounded_up=rounded_up):
        if isinstance(block, Heading | Paragraph):
            yield number, block.text, records[told[0]] if len(told) == 1 else None


def _length(document: Document, kind: Kind) -> Iterator[Slip]:
    texts = [one.text for one in document.blocks if isinstance(one, Paragraph)]
    length = sum(characters(text) for text in texts)
    if length > MOST[kind]:
        why = say("{length} characters; at most {most}", length=length, most=MOST[kind])
        yield Slip(0, document.title, why)


def _texts(number: int, text: str) -> Iterator[Slip]:
    yield from _punctuation(number, text)
    for found in _DOUBLED.finditer(text):
        once = found[1] or found[2] or found[3]
        yield Slip(number, found[0], say("doubled"), once)
    for opening, closing in _PAIRS.items():
        if text.count(opening) > text.count(closing):
            why = say("{mark} is opened and not closed", mark=opening)
            yield Slip(number, _around(text, text.rfind(opening)), why, closing)
        elif text.count(closing) > text.count(opening):
            why = say("{mark} closes what was not opened", mark=closing)
            yield Slip(number, _around(text, text.find(closing)), why, opening)


def _punctuation(number: int, text: str) -> Iterator[Slip]:
    for found in _HALF_MARK.finditer(text):
        why = say("a half-width mark in Chinese text")
        proposal = found[0].translate(_FULL)
        yield Slip(number, _around(text, found.start()), why, proposal)
    for found in _WIDE.finditer(text):
        half = "".join(chr(ord(one) - 0xFEE0) for one in found[0])
        yield Slip(number, found[0], say("full-width letters or digits"), half)


def _around(text: str, place: int) -> str:
    return text[max(place - 6, 0) : place + 7]


def _against(number: int, text: str, record: Record) -> Iterator[Slip]:
    yield from _year(number, text, record)
    yield from _counts(number, text, record)
    yield from _each(number, text, record)
    yield from _posts(number, text, record)
    yield from _order(number, text, record)


def _year(number: int, text: str, record: Record) -> Iterator[Slip]:
    for found in _YEAR.finditer(text):
        if int(found[1]) != record.year:
            why = say("the round is of {year}", year=record.year)
            yield Slip(number, found[0], why, f"{record.year}年度")


def _counts(number: int, text: str, record: Record) -> Iterator[Slip]:
    told = (
        (_ORAL_AFTER, {len(record.oral)}, len(record.oral)),
        (_ORAL_ALL, {len(record.oral)}, len(record.oral)),
        (_WRITTEN_ALL, {len(record.written)}, len(record.written)),
        (_WRITTEN, _sums(record.written), len(record.written)),
    )
    for pattern, right, whole in told:
        for found in pattern.finditer(text):
            if int(found[1]) not in right:
                why = say("the roster has {count}", count=whole)
                yield Slip(number, _around(text, found.start()), why, str(whole))
    for found in _ENUMERATED.finditer(text):
        items = len(_FIRST.findall(text[found.end() :].split("。", maxsplit=1)[0]))
        if found[1].replace("二", "两") != count(items).replace("二", "两"):
            why = say("{count} are told", count=items)
            yield Slip(number, _around(text, found.start()), why, count(items))


def _sums(reporters: Sequence[Reporter]) -> set[int]:
    """Return the numbers that may be told: of all, and of each sector."""
    sectors = [one.sector for one in reporters]
    return {len(reporters), *(sectors.count(one) for one in sectors)}


def _each(number: int, text: str, record: Record) -> Iterator[Slip]:
    if "点评" not in text or reached(record, individual(record)):
        return
    for words in _EACH:
        if words in text:
            yield Slip(number, words, say("not everybody was commented on"))


def _posts(number: int, text: str, record: Record) -> Iterator[Slip]:
    reporters = (*record.oral, *record.written)
    for one in reporters:
        found = re.search(re.escape(one.name) + _POST, text) if one.name else None
        if found and joint_post((found[1], one.post)) != found[1]:
            why = say("on the roster the post is {post}", post=one.post)
            yield Slip(number, found[0], why, one.name + one.post)


def _order(number: int, text: str, record: Record) -> Iterator[Slip]:
    told_in = (("口头述职", record.oral), ("书面述职", record.written))
    for those in (reporters for words, reporters in told_in if words in text):
        names = [one.name for one in those if one.name and one.name in text]
        told = sorted(names, key=text.index)
        if told != names:
            why = say("on the roster they stand in another order")
            yield Slip(number, "、".join(told), why, "、".join(names))
