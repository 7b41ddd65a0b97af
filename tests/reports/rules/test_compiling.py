"""All reports in one document."""

from shuping.documents.rules.content import Heading, Paragraph, Table
from shuping.reports.rules.compiling import Compiled, compiled


def test_reports_follow_each_other_under_a_list_of_contents() -> None:
    reports = [Compiled("陈静", "# 一、成效\n\n**好**。"), Compiled("王芳", "")]

    document = compiled("2019年度", reports)

    assert document.title == "2019年度述职报告汇编"
    assert document.blocks == (
        Table(("序号", "述职人"), (("1", "陈静"), ("2", "王芳")), (1, 6)),
        Heading("一、陈静"),
        Heading("一、成效", 2),
        Paragraph("好。"),
        Heading("二、王芳"),
    )


def test_a_round_without_reports_says_so() -> None:
    assert compiled("2019年度", []).blocks == (Paragraph("目前没有报告。"),)
