"""The facts that the words of a bulletin rest on, and which of them have changed.

A fact is kept as the words would tell it, so that it can be found in them again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from shuping.bulletins.rules.comments import individual
from shuping.bulletins.rules.phrases import bare, own_title
from shuping.bulletins.rules.record import Meeting, Record, Reporter
from shuping.documents.rules.content import chinese_date
from shuping.refusal import Words, say


class About(StrEnum):
    """What a fact is about."""

    MEETING = "meeting"
    DATE = "date"
    PLACE = "place"
    CHAIR = "chair"
    SPEAKER = "speaker"
    AGENDA = "agenda"
    POINT = "point"
    VISITING = "visiting"
    GROUP = "group"
    ORAL = "oral"
    WRITTEN = "written"
    REPORTER = "reporter"
    COMMENTED = "commented"
    COMMON = "common"
    HIGHLIGHT = "highlight"
    DEADLINE = "deadline"


NAMES: Mapping[About, Words] = {
    About.MEETING: say("what the meeting is called"),
    About.DATE: say("its date"),
    About.PLACE: say("its place"),
    About.CHAIR: say("who chaired"),
    About.SPEAKER: say("who spoke"),
    About.AGENDA: say("the agenda"),
    About.POINT: say("a point spoken"),
    About.VISITING: say("the visiting supervisor's words"),
    About.GROUP: say("who came"),
    About.ORAL: say("how many reported orally"),
    About.WRITTEN: say("how many reported in writing"),
    About.REPORTER: say("who reported"),
    About.COMMENTED: say("on how many there are comments"),
    About.COMMON: say("a comment on all"),
    About.HIGHLIGHT: say("a highlight"),
    About.DEADLINE: say("the deadline"),
}

DOORS: Mapping[About, str] = {
    **dict.fromkeys(About, "meetings:index"),
    **dict.fromkeys((About.ORAL, About.WRITTEN, About.REPORTER), "rounds:roster"),
    **dict.fromkeys((About.COMMENTED, About.COMMON), "meetings:comments"),
    About.HIGHLIGHT: "findings:index",
    About.DEADLINE: "rounds:scheme",
}
"""Where the record keeps what a fact is about."""

_COUNTED: Mapping[About, str] = {
    About.ORAL: "口头述职",
    About.WRITTEN: "书面述职",
}
_COMMENTED = ("逐一点评", "作了点评")

_OF_A_KIND: Mapping[str, str] = {
    "": "有点评",
    "shortcoming": "指出短板不足",
    "request": "提出改进要求",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact, as the words would tell it."""

    about: About
    told: str


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that stood, and what stands now; empty where there is none."""

    about: About
    before: str
    now: str

    @property
    def name(self) -> Words:
        """Return what the fact is about."""
        return NAMES[self.about]

    @property
    def door(self) -> str:
        """Return the name of the page that keeps it."""
        return DOORS[self.about]


def facts_of(record: Record) -> tuple[Fact, ...]:
    """Return what a bulletin may rest on, in the order of the record."""
    told = [*_held(record), *_reported(record), *_said(record)]
    return tuple(Fact(about, words) for about, words in told if words)


def _held(record: Record) -> Iterator[tuple[About, str]]:
    for meeting in record.meetings:
        yield About.MEETING, own_title(meeting.title, record.convenor)
        yield About.DATE, chinese_date(meeting.date) if meeting.date else ""
        yield About.PLACE, meeting.place
        yield About.CHAIR, meeting.chair
        yield About.SPEAKER, meeting.speaker
        yield from ((About.AGENDA, item) for item in meeting.agenda)
        yield from _spoken(meeting)
    for group in record.groups:
        more = "余" if group.at_least else ""
        yield About.GROUP, group.wording
        yield About.GROUP, f"{group.count}{more}人" if group.count else ""


def _spoken(meeting: Meeting) -> Iterator[tuple[About, str]]:
    for point in meeting.points:
        yield About.POINT, bare(point.heading)
        yield About.POINT, bare(point.body)
    for words in (meeting.judgement, *meeting.affirmed, *meeting.suggestions):
        yield About.VISITING, bare(words)


def _reported(record: Record) -> Iterator[tuple[About, str]]:
    yield About.ORAL, _many(record.oral)
    yield About.WRITTEN, _many(record.written)
    for one in (*record.oral, *record.written):
        yield About.REPORTER, one.name + one.post


def _many(reporters: Sequence[Reporter]) -> str:
    return str(len(reporters)) if reporters else ""


def _said(record: Record) -> Iterator[tuple[About, str]]:
    single = individual(record)
    for kind, words in _OF_A_KIND.items():
        codes = {one.code for one in single if kind in {"", one.kind}}
        yield About.COMMENTED, f"{words}{len(codes)}名" if codes else ""
    for one in record.comments:
        if one.common or not one.code:
            yield About.COMMON, bare(one.text)
    yield from ((About.HIGHLIGHT, one.name) for one in record.highlights)
    if record.deadline:
        yield About.DEADLINE, chinese_date(record.deadline)


def changes(before: Sequence[Fact], now: Sequence[Fact]) -> tuple[Change, ...]:
    """Return what is not any more as it was when somebody looked."""
    return tuple(
        change
        for about in About
        for change in _changed(about, _of(about, before), _of(about, now))
    )


def _of(about: About, facts: Sequence[Fact]) -> list[str]:
    return [one.told for one in facts if one.about == about]


def _changed(about: About, before: list[str], now: list[str]) -> Iterator[Change]:
    gone = [one for one in before if one not in now]
    new = [one for one in now if one not in before]
    if not gone and not new and before != now:
        gone, new = ["；".join(before)], ["；".join(now)]
    for was, stands in zip_longest(gone, new, fillvalue=""):
        yield Change(about, was, stands)


def rests_on(text: str, facts: Sequence[Fact]) -> tuple[About, ...]:
    """Return what a paragraph tells of the record, each once, in its order."""
    found = dict.fromkeys(one.about for one in facts if _is_told(one, text))
    return tuple(found)


def _is_told(fact: Fact, text: str) -> bool:
    if fact.about == About.COMMENTED:
        return any(words in text for words in _COMMENTED)
    if beside := _COUNTED.get(fact.about):
        number = re.search(rf"(?<!\d){fact.told}(?!\d)", text)
        return beside in text and number is not None
    return fact.told in text


def plain(facts: Sequence[Fact]) -> list[list[str]]:
    """Return the facts as JSON values; `from_plain` reads them back."""
    return [[one.about, one.told] for one in facts]


def from_plain(values: Sequence[Sequence[str]]) -> tuple[Fact, ...]:
    """Return the facts that `plain` wrote down."""
    return tuple(Fact(About(about), told) for about, told in values)
