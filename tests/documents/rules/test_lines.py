"""Breaking titles and setting signatures in."""

import datetime as dt

import pytest

from shuping.documents.rules.content import Attachment, Document
from shuping.documents.rules.lines import (
    attachment_lines,
    closing,
    organ_points,
    title_lines,
)


def test_a_short_title_stays_on_one_line() -> None:
    assert title_lines("关于召开会议的通知") == ["关于召开会议的通知"]


def test_a_long_title_breaks_before_a_word_near_its_middle() -> None:
    assert title_lines("长宁、闵行、嘉定、崇明区召开基层党建工作述职评议会") == [
        "长宁、闵行、嘉定、崇明区",
        "召开基层党建工作述职评议会",
    ]


def test_the_lines_of_a_title_form_a_trapezium_or_a_rhombus() -> None:
    held = "江州市临江区2019年度党（工）委（党组）书记抓基层党建工作述职评议会"

    assert title_lines(f"关于召开{held}的通知") == [
        "关于召开江州市临江区2019年度",
        "党（工）委（党组）书记抓基层党建工作",
        "述职评议会的通知",
    ]


def test_a_title_does_not_part_a_secretary_from_the_committee() -> None:
    held = "江州市临江区2019年度党（工）委（党组）书记抓基层党建工作述职评议会"

    assert title_lines(f"{held}纪要") == [
        "江州市临江区2019年度",
        "党（工）委（党组）书记",
        "抓基层党建工作述职评议会纪要",
    ]


def test_a_title_of_marks_alone_is_broken_soon() -> None:
    assert "".join(title_lines("召开、" * 400)) == "召开、" * 400


def test_a_long_title_without_such_a_word_breaks_in_the_middle() -> None:
    assert title_lines("甲" * 30) == ["甲" * 15, "甲" * 15]


def test_a_break_in_the_title_is_kept() -> None:
    assert title_lines("关于评议\n\n的通知") == ["关于评议", "的通知"]


def test_a_title_of_three_lines_breaks_twice() -> None:
    lines = title_lines("关于" + "甲" * 25 + "情况的通报，" + "乙" * 20)

    assert "".join(lines) == "关于" + "甲" * 25 + "情况的通报，" + "乙" * 20
    assert [len(line) <= 20 for line in lines] == [True] * len(lines)


@pytest.mark.parametrize(
    ("signer", "day", "expected"),
    [
        ("临江区委", dt.date(2020, 1, 3), (5.0, 4.0)),
        ("中共江州市临江区委组织部党建工作科", dt.date(2020, 1, 3), (2.0, 7.5)),
        ("临江区委", None, (4.0,)),
        ("", dt.date(2020, 1, 3), (4.0,)),
        ("", None, ()),
    ],
)
def test_the_signer_is_centred_over_the_date(
    signer: str, day: dt.date | None, expected: tuple[float, float]
) -> None:
    told = closing(Document("通知", signer=signer, date=day))

    assert tuple(inset for _, inset in told) == expected


def test_a_signer_too_long_for_a_line_is_broken_and_centred_over_the_date() -> None:
    signer = "中共江州市临江区区级机关工作委员会、直属机关后勤保障服务中心"
    told = closing(Document("通知", signer=signer, date=dt.date(2020, 1, 3)))

    assert told == (
        ("中共江州市临江区区级机关工作委员会、", 2.0),
        ("直属机关后勤保障服务中心", 5.0),
        ("2020年1月3日", 8.0),
    )


@pytest.mark.parametrize(
    ("organ", "points"),
    [("", 36), ("临江区委文件", 36), ("中共江州市临江区委组织部文件", 31)],
)
def test_the_name_over_the_red_line_stays_on_one_line(organ: str, points: int) -> None:
    assert organ_points(organ) == points


def test_attachments_stand_two_in_and_under_each_other() -> None:
    part = Attachment("汇编", named=False)
    one, ten = (Attachment("甲"), part), (Attachment("甲"),) * 10

    assert attachment_lines(Document("t", attachments=(part,))) == ()
    assert attachment_lines(Document("t", attachments=one)) == (("附件：甲", 2, 5),)
    lines = attachment_lines(Document("t", attachments=ten))
    assert lines[:2] == (("附件：1.甲", 2, 6), ("2.甲", 5, 6))
    assert lines[-1] == ("10.甲", 5, 6.5)
