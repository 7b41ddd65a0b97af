"""The limits of a report against its text (DESIGN sections 3 and 5).

Sections start at headings equal to their names, and include them. A failed check is
shown beside the text; it never stops a report.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from shuping.reports.rules.text import Paragraph, bare, by_name
from shuping.rounds.rules.scheme import ReportTerms, Section
from shuping.wording import characters


@dataclass(frozen=True, slots=True)
class Failure:
    """A limit that does not hold: its rule, what the report has, and the limit."""

    rule: str
    value: Fraction
    limit: Fraction


@dataclass(frozen=True, slots=True)
class Checks:
    """A report measured in characters; `sections` by code, of those that are there.

    `spoken` is the length of the oral text.
    """

    characters: int
    failed: tuple[Failure, ...]
    sections: Mapping[str, int]
    missing: tuple[str, ...]
    spoken: int = 0


def check(
    report: Sequence[Paragraph], oral: Sequence[Paragraph], terms: ReportTerms
) -> Checks:
    """Measure a report and its oral text, empty where there is none."""
    total, spoken = _count(report), _count(oral)
    sections = _sections(report, terms)
    of_text = _of_text(total, sections, terms)
    return Checks(
        characters=total,
        failed=(*of_text, *_of_speech(spoken, terms)),
        sections=sections,
        missing=tuple(one.code for one in terms.sections if one.code not in sections),
        spoken=spoken,
    )


def _count(those: Sequence[Paragraph]) -> int:
    return sum(characters(one.text) for one in those)


def _sections(report: Sequence[Paragraph], terms: ReportTerms) -> dict[str, int]:
    named = by_name({one.name: one.code for one in terms.sections})
    sections: dict[str, int] = {}
    here = ""
    for one in report:
        if one.heading:
            here = named.get(one.text, "") or named.get(bare(one.text), "") or here
        if here:
            sections[here] = sections.get(here, 0) + characters(one.text)
    return sections


def _of_text(
    total: int, sections: Mapping[str, int], terms: ReportTerms
) -> Iterator[Failure]:
    if total > terms.total_max:
        yield Failure("total_max", Fraction(total), Fraction(terms.total_max))
    for one in terms.sections:
        yield from _of_section(one, sections.get(one.code, 0), total)


def _of_section(one: Section, count: int, total: int) -> Iterator[Failure]:
    if one.max is not None and count > one.max:
        yield Failure(f"{one.code}.max", Fraction(count), Fraction(one.max))
    share = Fraction(count, total) if total else Fraction(0)
    if one.share_min is not None and share < one.share_min:
        yield Failure(f"{one.code}.share_min", share, one.share_min)


def _of_speech(count: int, terms: ReportTerms) -> Iterator[Failure]:
    if count > terms.oral_total_max:
        yield Failure("oral_total_max", Fraction(count), Fraction(terms.oral_total_max))
    minutes = Fraction(count) / terms.characters_per_minute
    if minutes > terms.oral_minutes:
        yield Failure("oral_minutes", minutes, terms.oral_minutes)
