"""The papers of a meeting: notice, agenda, host script, minutes, comment cards."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shuping.documents.rules.content import (
    Attachment,
    Block,
    Document,
    Heading,
    Imprint,
    Paragraph,
    Table,
    chinese_date,
    paragraphs,
)
from shuping.documents.rules.numerals import (
    enumerated,
    heading,
    numbered,
    numeral,
    sections,
)

_LATER = "另行通知"
CHAIR = "主持"
_ATTENDANCE = ("出席", "列席")
_MARKING = "内部"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A reporter in the order of speaking, or of protocol; `name` may be unknown."""

    body: str
    post: str
    name: str = ""

    @property
    def whole(self) -> str:
        """Return body, post and name as a host calls them."""
        return f"{self.body}{self.post}{self.name}"


@dataclass(frozen=True, slots=True)
class Gathering:
    """A meeting as it is arranged; `present` are role and words of each group.

    Minutes of speech are 0 where the scheme does not limit them.
    """

    convenor: str
    title: str
    date: dt.date | None = None
    place: str = ""
    chair: str = ""
    speaker: str = ""
    agenda: tuple[str, ...] = ()
    present: tuple[tuple[str, str], ...] = ()
    oral: tuple[Speaker, ...] = ()
    written: tuple[Speaker, ...] = ()
    speech: int = 0


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said: of each reporter, by the visiting supervisor, and in the end."""

    comments: tuple[tuple[str, tuple[str, ...]], ...] = ()
    judgement: str = ""
    affirmed: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """What a leader wants to have at hand about one reporter."""

    reporter: str
    found: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    drafted: tuple[str, ...] = ()


def notice(facts: Gathering, on: dt.date) -> Document:
    """Return the notice of the meeting."""
    parts = [
        ("时间和地点", _when_and_where(facts)),
        ("参加人员", _present(facts)),
        ("会议议程", numbered(facts.agenda)),
        ("有关要求", _terms(facts)),
    ]
    opening = f"经研究，决定召开{facts.title}。现将有关事项通知如下。"
    return Document(
        title=f"关于召开{facts.title}的通知",
        organ=f"{facts.convenor}文件",
        addressee="各述职单位、各参会单位",
        blocks=(Paragraph(opening), *sections(parts)),
        signer=facts.convenor,
        date=on,
        attachments=_orders(facts),
        imprint=Imprint(f"{facts.convenor}办公室", on),
    )


def _when_and_where(facts: Gathering) -> tuple[Block, ...]:
    day = chinese_date(facts.date) if facts.date else _LATER
    return (
        Paragraph(f"时间：{day}。"),
        Paragraph(f"地点：{facts.place or _LATER}。"),
    )


def _present(facts: Gathering) -> tuple[Block, ...]:
    """Return who is there; whoever chairs is named on a line of its own."""
    return tuple(
        Paragraph(f"{role}：{those}。")
        for role, those in facts.present
        if role != CHAIR
    )


def _attendance(facts: Gathering) -> Iterator[Block]:
    """Yield who is there as minutes have it: 出席 and 列席 in 黑体."""
    for role, those in facts.present:
        if role in _ATTENDANCE:
            yield Paragraph(f"{those}。", f"{role}：")
        elif role != CHAIR:
            yield Paragraph(f"{role}：{those}。")


def _chaired(facts: Gathering) -> tuple[Block, ...]:
    return (Paragraph(f"主持：{facts.chair}。"),) if facts.chair else ()


def _terms(facts: Gathering) -> tuple[Block, ...]:
    terms = [f"口头述职每人不超过{facts.speech}分钟"] if facts.speech else []
    terms += ["请按时到会，因故不能参加的，请提前书面请假", "会议材料注意保管"]
    return (Paragraph(f"{enumerated(tuple(terms))}。"),)


def _orders(facts: Gathering) -> tuple[Attachment, ...]:
    listed = (("口头述职顺序", facts.oral), ("书面述职名单", facts.written))
    return tuple(Attachment(name, (_order(those),)) for name, those in listed if those)


def _order(those: Sequence[Speaker]) -> Table:
    rows = tuple(
        (str(number), one.body, one.name, one.post)
        for number, one in enumerate(those, 1)
    )
    columns = ("序号", "单位", "姓名", "职务")
    return Table(columns, rows, (3, 10, 5, 11), whole=True)


def agenda(facts: Gathering) -> Document:
    """Return the agenda that lies on every seat."""
    parts = [("议程", numbered(facts.agenda)), ("口头述职顺序", _speaking(facts))]
    return Document(
        title=f"{facts.title}议程",
        blocks=(*_when_and_where(facts), *_chaired(facts), *sections(parts)),
    )


def _speaking(facts: Gathering) -> tuple[Block, ...]:
    return (_order(facts.oral),) if facts.oral else ()


def host_script(facts: Gathering) -> Document:
    """Return what whoever chairs reads out, from the opening to the end."""
    return Document(
        title=f"{facts.title}主持词",
        marking=_MARKING,
        blocks=(Paragraph("同志们："), *_opening(facts), *_items(facts), *_end()),
    )


def _opening(facts: Gathering) -> Iterator[Block]:
    yield Paragraph(f"现在开会。今天，我们召开{facts.title}。")
    there = "；".join(
        f"{role}的有{those}" for role, those in facts.present if role != CHAIR
    )
    if there:
        yield Paragraph(f"今天{there}。")
    if facts.agenda:
        yield Paragraph(f"今天的会议共有{len(facts.agenda)}项议程。")


def _items(facts: Gathering) -> Iterator[Block]:
    reports = _reports(facts.agenda)
    for number, item in enumerate(facts.agenda, 1):
        yield heading(number, item)
        yield Paragraph(f"现在进行第{numeral(number)}项议程：{item}。")
        if item == reports:
            yield from _calls(facts)


def _reports(items: Sequence[str]) -> str:
    """Return the item at which the reporters speak, empty where none tells so."""
    found = [one for one in items if "口头述职" in one]
    found += [one for one in items if "述职" in one and "整改" not in one]
    return found[0] if found else ""


def _calls(facts: Gathering) -> Iterator[Block]:
    if facts.speech:
        yield Paragraph(f"请述职的同志把握时间，每人不超过{facts.speech}分钟。")
    for number, one in enumerate(facts.oral):
        first = "首先" if number == 0 else "下面"
        yield Paragraph(f"{first}，请{one.whole}述职。")
        yield Paragraph("（述职后）请领导点评。")


def _end() -> Iterator[Block]:
    yield Paragraph("今天会议的各项议程已经完成。散会。")


def minutes(facts: Gathering, spoken: Spoken, on: dt.date) -> Document:
    """Return the minutes; only what a leader has confirmed stands in them."""
    parts = [
        ("述职和点评", tuple(_commented(spoken))),
        ("上级到会指导意见", tuple(_guided(spoken))),
        ("会议要求", numbered(spoken.points)),
    ]
    return Document(
        title=f"{facts.title}纪要",
        marking=_MARKING,
        blocks=(
            *_when_and_where(facts),
            *_chaired(facts),
            *_attendance(facts),
            *sections(parts),
        ),
        signer=facts.convenor,
        date=on,
    )


def _commented(spoken: Spoken) -> Iterator[Block]:
    for number, (reporter, said) in enumerate(spoken.comments, 1):
        yield Heading(f"（{numeral(number)}）{reporter}", 2)
        yield from (Paragraph(one) for one in said)


def _guided(spoken: Spoken) -> Iterator[Block]:
    yield from paragraphs(spoken.judgement)
    if spoken.affirmed:
        yield Paragraph(f"肯定：{enumerated(spoken.affirmed)}。")
    if spoken.suggestions:
        yield Paragraph(f"建议：{enumerated(spoken.suggestions)}。")


def cards(title: str, those: Sequence[Card]) -> Document:
    """Return the comment cards, one reporter after the other, with room to write."""
    return Document(
        title=f"{title}点评卡",
        marking=_MARKING,
        blocks=tuple(
            block for number, one in enumerate(those, 1) for block in _card(number, one)
        ),
    )


def _card(number: int, one: Card) -> Iterator[Block]:
    yield heading(number, one.reporter)
    rows = (
        ("平时了解", _joined(one.found)),
        ("上年问题", _joined(one.problems)),
        ("点评要点", _joined(one.drafted)),
        ("补充", ""),
    )
    yield Table(("事项", "内容"), rows, (2, 9), 3, whole=True)


def _joined(items: Sequence[str]) -> str:
    """Return sentences as one, each ended once."""
    told = "；".join(one.rstrip("。；") for one in items)
    return f"{told}。" if told else ""
