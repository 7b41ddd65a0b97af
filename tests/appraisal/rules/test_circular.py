"""The circular on the results."""

import datetime as dt

from shuping.appraisal.rules.circular import Outcome, circular
from shuping.documents.rules.content import Heading, Paragraph

DAY = dt.date(2020, 1, 20)


def test_a_circular_tells_the_situation_the_problems_and_what_is_asked() -> None:
    document = circular(
        Outcome(
            "临江区委",
            2019,
            oral=16,
            written=53,
            grades=(("好", 20), ("较好", 49), ("差", 0)),
            affirmed=("重视程度提高",),
            problems=("两新组织覆盖不够。",),
            requests=("一抓到底。", "逐项整改。"),
        ),
        DAY,
    )

    assert document.organ == "临江区委文件"
    assert document.blocks == (
        Heading("一、基本情况"),
        Paragraph(
            "2019年度述职评议考核已经结束，共69人述职，其中口头述职16人、书面述职53人。"
            "综合评价等次为“好”20人、“较好”49人。"
        ),
        Heading("二、主要成效"),
        Paragraph("重视程度提高。"),
        Heading("三、共性问题"),
        Paragraph("两新组织覆盖不够。"),
        Heading("四、下步要求"),
        Paragraph("1.一抓到底。"),
        Paragraph("2.逐项整改。"),
    )


def test_what_is_not_known_is_left_out() -> None:
    assert circular(Outcome("区委", 2019, 1, 0), DAY).blocks == (
        Heading("一、基本情况"),
        Paragraph(
            "2019年度述职评议考核已经结束，共1人述职，其中口头述职1人、书面述职0人。"
        ),
    )
