"""What the checks say in words."""

from fractions import Fraction

from shuping.reports.rules.checks import check
from shuping.reports.rules.telling import measures
from shuping.reports.rules.text import paragraphs
from shuping.rounds.rules.scheme import ReportTerms, Section

TERMS = ReportTerms(
    total_max=10,
    oral_total_max=5,
    oral_minutes=Fraction(1),
    characters_per_minute=Fraction(4),
    sections=(
        Section("last", "上年"),
        Section("done", "成效", max=3),
        Section("problems", "问题", max=9, share_min=Fraction(1, 3)),
    ),
)


def told(text: str, oral: str = "") -> list[tuple[str, int, str, list[str]]]:
    checks = check(paragraphs(text), paragraphs(oral), TERMS)
    return [
        (str(one.name), one.characters, str(one.limits), [str(w) for w in one.wrong])
        for one in measures(checks, TERMS)
    ]


def test_what_holds_is_told_with_its_limits_and_without_reproach() -> None:
    assert told("# 上年\n# 成效\n# 问题\n") == [
        ("the whole text", 6, "at most 10 characters", []),
        ("上年", 2, "", []),
        ("成效", 2, "at most 3 characters", []),
        ("问题", 2, "at most 9 characters, at least 1/3 of the text", []),
    ]


def test_what_fails_is_told_in_words_at_its_place() -> None:
    assert told("# 成效\n一二三四五六\n# 问题\n一二", "一二三四五六七") == [
        (
            "the whole text",
            12,
            "at most 10 characters",
            ["It is 2 characters too long."],
        ),
        ("上年", 0, "", ["There is no such section."]),
        ("成效", 8, "at most 3 characters", ["It is 5 characters too long."]),
        ("问题", 4, "at most 9 characters, at least 1/3 of the text", []),
        (
            "the oral text",
            7,
            "at most 5 characters",
            [
                "It is 2 characters too long.",
                "At 4 characters a minute: 1.8 minutes; 1 are given.",
            ],
        ),
    ]


def test_a_share_that_is_too_small_is_told_in_percent() -> None:
    text = "# 上年\n一二三四五\n# 问题\n"

    assert told(text)[-1][-1] == ["It is 22% of the text; at least 1/3 is asked."]
