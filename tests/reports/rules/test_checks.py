"""The limits of a report against its text."""

from fractions import Fraction
from typing import Any

import pytest

from shuping.reports.rules.checks import Failure, check
from shuping.reports.rules.text import Paragraph
from shuping.rounds.rules.scheme import ReportTerms, Section

LAST_YEAR = Section("last_year", "一、上年问题整改")
PROBLEMS = Section("problems", "存在问题")


def terms(*sections: Section, **limits: Any) -> ReportTerms:
    return ReportTerms(sections=sections, **limits)


def heading(text: str) -> Paragraph:
    return Paragraph(text, heading=True)


def body(count: int) -> Paragraph:
    return Paragraph("字" * count)


REPORT = (
    Paragraph("述职报告"),
    heading("一、上年问题整改"),
    body(10),
    heading("（一）小标题"),
    body(5),
    heading("二、存在问题："),
    body(20),
)


def test_a_section_runs_from_its_heading_to_the_next_named_one() -> None:
    checked = check(REPORT, (), terms(LAST_YEAR, PROBLEMS))

    assert checked.sections == {"last_year": 8 + 10 + 6 + 5, "problems": 7 + 20}
    assert checked.characters == 4 + 29 + 27
    assert (checked.failed, checked.missing) == ((), ())


def test_a_name_in_the_text_starts_no_section() -> None:
    checked = check((Paragraph("存在问题"), body(9)), (), terms(PROBLEMS))

    assert checked.sections == {}


def test_a_section_that_comes_twice_is_counted_together() -> None:
    twice = (heading("存在问题"), body(3), heading("一、上年问题整改"), *REPORT[5:])

    checked = check(twice, (), terms(LAST_YEAR, PROBLEMS))

    assert checked.sections == {"problems": 4 + 3 + 7 + 20, "last_year": 8}


def test_sections_that_are_not_there_are_missing_in_the_order_of_the_scheme() -> None:
    checked = check((body(1),), (), terms(PROBLEMS, LAST_YEAR))

    assert checked.missing == ("problems", "last_year")


@pytest.mark.parametrize(
    ("count", "failed"),
    [(10, ()), (11, (Failure("total_max", Fraction(11), Fraction(10)),))],
)
def test_a_report_may_be_as_long_as_its_limit(
    count: int, failed: tuple[Failure, ...]
) -> None:
    assert check((body(count),), (), terms(total_max=10)).failed == failed


@pytest.mark.parametrize(
    ("count", "failed"),
    [(6, ()), (7, (Failure("problems.max", Fraction(11), Fraction(10)),))],
)
def test_a_section_may_be_as_long_as_its_limit_with_its_heading(
    count: int, failed: tuple[Failure, ...]
) -> None:
    section = Section("problems", "存在问题", max=10)

    checked = check((heading("存在问题"), body(count)), (), terms(section))

    assert checked.failed == failed


@pytest.mark.parametrize(
    ("before", "failed"),
    [
        (20, ()),
        (
            21,
            (Failure("problems.share_min", Fraction(10, 31), Fraction(1, 3)),),
        ),
    ],
)
def test_the_share_of_a_section_is_exact(
    before: int, failed: tuple[Failure, ...]
) -> None:
    section = Section("problems", "存在问题", share_min=Fraction(1, 3))

    report = (body(before), heading("存在问题"), body(6))

    assert check(report, (), terms(section)).failed == failed


def test_an_empty_report_has_no_share_of_anything() -> None:
    section = Section("problems", "存在问题", share_min=Fraction(1, 3))

    checked = check((), (), terms(section))

    assert checked.failed == (
        Failure("problems.share_min", Fraction(0), Fraction(1, 3)),
    )
    assert (checked.characters, checked.missing) == (0, ("problems",))


@pytest.mark.parametrize(
    ("count", "failed"),
    [
        (0, []),
        (20, []),
        (21, [("oral_minutes", Fraction(21, 10), Fraction(2))]),
        (
            31,
            [
                ("oral_total_max", Fraction(31), Fraction(30)),
                ("oral_minutes", Fraction(31, 10), Fraction(2)),
            ],
        ),
    ],
)
def test_a_speech_is_measured_in_characters_and_in_minutes(
    count: int, failed: list[tuple[str, Fraction, Fraction]]
) -> None:
    limits = terms(
        oral_total_max=30,
        oral_minutes=Fraction(2),
        characters_per_minute=Fraction(10),
    )

    checked = check((body(1),), (body(count),), limits)

    assert checked.failed == tuple(Failure(*one) for one in failed)
    assert checked.characters == 1


def test_without_an_oral_text_nothing_is_said_about_it() -> None:
    limits = terms(oral_total_max=0, oral_minutes=Fraction(0))

    assert check((body(1),), (), limits).failed == ()
