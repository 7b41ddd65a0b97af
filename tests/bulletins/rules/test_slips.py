"""Slips found in a bulletin, each with its place and a proposal."""

from dataclasses import replace
from datetime import date

import pytest

from shuping.bulletins.rules.composing import Head, compose, round_up
from shuping.bulletins.rules.record import Comment, Record, Reporter
from shuping.bulletins.rules.slips import MOST, Slip, slips
from shuping.bulletins.rules.states import Kind
from shuping.documents.rules.content import Document, Heading, Paragraph, Table
from tests.bulletins.folder import DISTRICTS, record_of

RECORD = Record(
    convenor="临江区委",
    round="2019年度基层党建述职评议",
    year=2019,
    deadline=date(2020, 1, 15),
    oral=(
        Reporter("1", "云台街道", "committee", "street_town", "党工委书记"),
        Reporter("2", "河湾镇", "committee", "street_town", "党委书记"),
    ),
    written=(Reporter("3", "区水务局", "group", "department", "党组书记"),),
    comments=(Comment("1", "联系领导", "shortcoming", common=False, text="底数不清"),),
)


def found(*texts: str, title: str = "题目") -> list[Slip]:
    document = Document(title, blocks=tuple(Paragraph(one) for one in texts))
    return slips(document, Kind.DISTRICT, [RECORD])


@pytest.mark.parametrize(
    ("text", "words", "proposal"),
    [
        ("会议指出,要压实责任。", "指出,要", "，"),
        ("会议（指出要求。", "会议（指出要求。", "）"),
        ("要学习《办法的精神。", "《办法", "》"),
        ("抓实学习”活动。", "抓实学习”活动。", "“"),
        ("要加强加强责任。", "加强加强", "加强"),
        ("述职的的情况。", "的的", "的"),
        ("会议指出，，要求。", "，，", "，"),
        ("共２０名党员。", "２０", "20"),
        ("2018年度工作。", "2018年度", "2019年度"),
        ("3名口头述职的书记。", "3名口头", "2"),
        ("街镇书记共4人，就2019年工作口头述职。", "共4人", "2"),
        ("机关书记共2人，书面述职。", "共2人", "1"),
        ("其余5家单位书面述职。", "余5家", "1"),
        ("提出三方面建议：一是甲；二是乙。", "三方面建议", "两"),
        ("云台街道党委书记发言。", "云台街道党委书记", "云台街道党工委书记"),
        ("河湾镇、云台街道口头述职。", "河湾镇、云台街道", "云台街道、河湾镇"),
        ("联系领导逐一点评。", "逐一", ""),
    ],
)
def test_a_slip_is_found_with_its_proposal(
    text: str, words: str, proposal: str
) -> None:
    told = found(text)

    assert [(one.paragraph, one.proposal) for one in told] == [(1, proposal)]
    assert words in told[0].words


@pytest.mark.parametrize(
    "text",
    [
        "街镇书记共2人，就2019年工作口头述职，其余机关书记共1人，书面述职。",
        "2名口头述职的党（工）委书记，1家单位的党组书记书面述职。",
        "一个一个抓，扎扎实实，方方面面。",
        "“一居一警”参与治理，提出两方面建议：一是甲；二是乙。",
        "云台街道党工委书记、河湾镇党（工）委（党组）书记发言。",
        "占比3.5，于2020年1月15日12:30前完成。",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert found(text) == []


def test_the_title_is_looked_over_too() -> None:
    assert [(one.paragraph, one.words) for one in found(title="2018年度述职")] == [
        (0, "2018年度")
    ]


def test_everybody_commented_on_may_be_told_one_by_one() -> None:
    said = [replace(RECORD.comments[0], code=one.code) for one in RECORD.oral]
    record = replace(RECORD, comments=tuple(said))
    document = Document("题", blocks=(Paragraph("逐一点评，一一指出不足。"),))

    assert slips(document, Kind.DISTRICT, [record]) == []


@pytest.mark.parametrize("kind", Kind)
def test_a_bulletin_that_is_too_long_is_told_by_how_much(kind: Kind) -> None:
    fit = "甲乙" * (MOST[kind] // 2)

    def told(text: str) -> list[str]:
        document = Document("题", blocks=(Paragraph(text),))
        return [str(one.why) for one in slips(document, kind, []) if not one.paragraph]

    assert told(fit) == []
    assert told(f"{fit}乙") == [f"{MOST[kind] + 1} characters; at most {MOST[kind]}"]


def test_in_a_round_up_each_part_is_held_against_its_own_record() -> None:
    other = replace(RECORD, convenor="清河区委", oral=RECORD.oral[:1])
    blocks = (
        Paragraph("近期开展。"),
        Heading("临江区"),
        Paragraph("2名口头述职的书记。"),
        Heading("清河区"),
        Paragraph("2名口头述职的书记。"),
        Heading("外区"),
        Paragraph("9名口头述职的书记。"),
        Table(("甲",), (("乙",),)),
    )

    told = slips(Document("题", blocks=blocks), Kind.ROUND_UP, [RECORD, other])

    assert [(one.paragraph, one.proposal) for one in told] == [(5, "1")]


def test_a_part_from_elsewhere_is_not_held_against_the_only_record() -> None:
    blocks = (Heading("外区"), Paragraph("9名口头述职的书记。"))

    assert slips(Document("题", blocks=blocks), Kind.ROUND_UP, [RECORD]) == []


@pytest.mark.parametrize("district", DISTRICTS)
def test_nothing_is_found_in_what_the_composer_writes(district: str) -> None:
    record = record_of(district)

    assert slips(compose(record), Kind.DISTRICT, [record]) == []


def test_nothing_is_found_in_the_round_up_that_the_composer_writes() -> None:
    records = [record_of(one) for one in DISTRICTS]
    page = round_up(records, Head(date(2020, 1, 3)))

    assert slips(page, Kind.ROUND_UP, records) == []
