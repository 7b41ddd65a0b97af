"""The three lists."""

import datetime as dt

from shuping.documents.rules.content import Heading, Paragraph, Table
from shuping.rectification.rules import Extent, Source, Status
from shuping.rectification.rules.lists import Entry, three_lists


def test_a_problem_has_the_same_number_in_each_of_the_three_lists() -> None:
    first = Entry(
        "云台街道",
        "底数不清",
        Source.SELF,
        Extent.COMMON,
        Status.TASKED,
        "陈静",
        "组织办",
        "每季摸排",
        dt.date(2020, 6, 30),
    )
    second = Entry("河湾镇", "记录不全", Source.MASSES, Extent.INDIVIDUAL, Status.OPEN)

    document = three_lists("临江区委", 2019, [first, second])

    assert document.title == "临江区委2019年度述职评议问题整改清单"
    assert document.blocks == (
        Heading("一、问题清单"),
        Table(
            ("序号", "单位", "问题", "来源", "性质"),
            (
                ("1", "云台街道", "底数不清", "自查", "共性"),
                ("2", "河湾镇", "记录不全", "群众反映", "个性"),
            ),
            (2, 5, 9, 4, 2),
        ),
        Heading("二、责任清单"),
        Table(
            ("序号", "单位", "责任领导", "责任部门"),
            (("1", "云台街道", "陈静", "组织办"), ("2", "河湾镇", "", "")),
            (2, 6, 5, 6),
        ),
        Heading("三、整改清单"),
        Table(
            ("序号", "单位", "整改措施", "完成时限", "进展"),
            (
                ("1", "云台街道", "每季摸排", "2020年6月30日", "整改中"),
                ("2", "河湾镇", "", "", "待定措施"),
            ),
            (5, 14, 16, 15, 9),
        ),
    )


def test_a_year_without_problems_says_so() -> None:
    assert three_lists("临江区委", 2019, []).blocks == (
        Paragraph("目前没有列入清单的问题。"),
    )
