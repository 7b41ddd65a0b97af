"""Feedback letters."""

import datetime as dt

from shuping.documents.rules.content import Document, Heading, Paragraph, Table
from shuping.documents.rules.letters import Feedback, Problem, feedback

OPENING = Paragraph(
    "2019年度述职评议考核已经结束。经临江区委研究，"
    "现将你的综合评价意见和整改要求反馈如下，请对照办理。"
)


def test_a_letter_tells_everything_under_numbered_headings() -> None:
    letter = feedback(
        Feedback(
            "云台街道",
            "党工委书记",
            2019,
            "临江区委",
            grade="较好",
            opinion="抓得实。\n还要抓得细。",
            affirmed=("网格党支部全覆盖。", "上年问题销号。"),
            problems=(
                Problem("底数不清。", "每季摸排。", dt.date(2020, 6, 30)),
                Problem("记录不全。"),
            ),
            requests=("总结楼宇党建做法。",),
            number="临委函〔2020〕1号",
            rectify_by=dt.date(2020, 3, 31),
            review_until=dt.date(2020, 2, 14),
            date=dt.date(2020, 1, 20),
        )
    )

    assert letter == Document(
        title="关于2019年度述职评议考核结果的反馈函",
        marking="内部",
        number="临委函〔2020〕1号",
        addressee="云台街道党工委书记",
        blocks=(
            OPENING,
            Heading("一、综合评价"),
            Paragraph("综合评价等次：较好。"),
            Paragraph("抓得实。"),
            Paragraph("还要抓得细。"),
            Heading("二、肯定的工作"),
            Paragraph("1.网格党支部全覆盖。"),
            Paragraph("2.上年问题销号。"),
            Heading("三、需要整改的问题"),
            Table(
                ("序号", "问题", "整改措施", "完成时限"),
                (
                    ("1", "底数不清。", "每季摸排。", "2020年6月30日"),
                    ("2", "记录不全。", "", ""),
                ),
                (2, 8, 6, 6),
            ),
            Heading("四、改进要求"),
            Paragraph("总结楼宇党建做法。"),
            Paragraph(
                "请认真对照检查，逐项落实整改，于2020年3月31日前书面报告整改情况。"
                "整改结果由反馈单位核实后销号。"
            ),
            Paragraph(
                "对以上意见有不同看法的，可在2020年2月14日前书面申请复核；"
                "复核期间不停止整改。"
            ),
        ),
        signer="临江区委",
        date=dt.date(2020, 1, 20),
    )


def test_a_letter_leaves_out_what_is_not_known() -> None:
    letter = feedback(Feedback("云台街道", "党工委书记", 2019, "临江区委"))

    assert letter.blocks == (OPENING,)


def test_an_empty_request_is_none() -> None:
    letter = feedback(Feedback("甲", "书记", 2019, "区委", requests=(" ", "抓整改。")))

    assert letter.blocks[1:] == (Heading("一、改进要求"), Paragraph("抓整改。"))
