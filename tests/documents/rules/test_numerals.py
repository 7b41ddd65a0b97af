"""Chinese numerals."""

import pytest

from shuping.documents.rules.content import Heading, Paragraph
from shuping.documents.rules.numerals import (
    count,
    enumerated,
    numbered,
    numeral,
    sections,
)


@pytest.mark.parametrize(
    ("number", "spelt"),
    [
        (0, "零"),
        (4, "四"),
        (10, "十"),
        (16, "十六"),
        (20, "二十"),
        (53, "五十三"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (216, "二百一十六"),
        (1000, "1000"),
        (-1, "-1"),
    ],
)
def test_small_numbers_are_spelt(number: int, spelt: str) -> None:
    assert numeral(number) == spelt


def test_several_items_are_numbered_and_one_is_not() -> None:
    assert enumerated(("甲", "乙")) == "一是甲；二是乙"
    assert enumerated(("甲",)) == "甲"


def test_two_things_are_counted_with_another_word() -> None:
    assert [count(2), count(3)] == ["两", "三"]


def test_items_are_numbered_without_blank_ones_and_one_alone_is_not() -> None:
    assert numbered(["甲。", " ", "乙。"]) == (Paragraph("1.甲。"), Paragraph("2.乙。"))
    assert numbered(["", "甲。"]) == (Paragraph("甲。"),)
    assert numbered([" "]) == ()


def test_parts_that_hold_something_are_numbered_in_their_order() -> None:
    parts = [
        ("时间", (Paragraph("上午。"),)),
        ("议程", ()),
        ("要求", numbered(["到。"])),
    ]

    assert [*sections(parts)] == [
        Heading("一、时间"),
        Paragraph("上午。"),
        Heading("二、要求"),
        Paragraph("到。"),
    ]
