"""The plan of a round and the sheet on which it is approved."""

import datetime as dt
from dataclasses import replace

from shuping.documents.rules.content import Heading, Paragraph, Table
from shuping.rounds.rules.documents import Planned, approval, plan

DAY = dt.date(2019, 11, 1)
PLANNED = Planned(
    convenor="临江区委",
    name="临江区2019年度述职评议考核",
    year=2019,
    deadline=dt.date(2020, 1, 15),
    oral=16,
    written=53,
    chapters=(("测评", ("四个等次。", "好为100分。")), ("报告", ("不超过3000字。",))),
)


def test_a_plan_tells_who_reports_and_the_rules_chapter_by_chapter() -> None:
    document = plan(PLANNED, DAY)

    assert document.title == "临江区2019年度述职评议考核实施方案"
    assert document.blocks == (
        Paragraph(
            "为做好2019年度述职评议考核工作，制定本方案。本次述职共69人，其中口头述职"
            "16人、书面述职53人。各级述职评议于2020年1月15日前全部完成。"
        ),
        Heading("一、测评"),
        Paragraph("1.四个等次。"),
        Paragraph("2.好为100分。"),
        Heading("二、报告"),
        Paragraph("不超过3000字。"),
    )


def test_a_deadline_that_is_not_stated_is_left_out() -> None:
    lead = plan(replace(PLANNED, deadline=None), DAY).blocks[0]

    assert isinstance(lead, Paragraph)
    assert lead.text.endswith("其中口头述职16人、书面述职53人。")


def test_a_plan_writes_dates_as_documents_do() -> None:
    facts = replace(PLANNED, chapters=(("年度安排", ("2020-01-05前完成。",)),))

    assert plan(facts, DAY).blocks[-1] == Paragraph("2020年1月5日前完成。")


def test_the_approval_sheet_has_room_to_sign_and_the_plan_with_it() -> None:
    sheet = approval(PLANNED, DAY)
    table = sheet.blocks[0]

    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == [
        "事由",
        "拟办意见",
        "承办单位",
        "承办人",
        "呈报时间",
        "审核",
        "领导批示",
    ]
    assert table.rows[4][1] == "2019年11月1日"
    assert sheet.attachments[0].blocks == plan(PLANNED, DAY).blocks
