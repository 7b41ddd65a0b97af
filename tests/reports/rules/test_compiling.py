"""All reports in one document."""

from shuping.documents.rules.content import Attachment, Heading, Paragraph, Table
from shuping.reports.rules.compiling import Compiled, compiled


def test_reports_follow_each_other_each_from_a_page_of_its_own() -> None:
    reports = [Compiled("陈静", "# 一、成效\n\n**好**。"), Compiled("王芳", "差。")]

    document = compiled("2019年度", reports)

    assert document.title == "2019年度述职报告汇编"
    assert document.blocks == (
        Table(("序号", "述职人"), (("1", "陈静"), ("2", "王芳")), (1, 6)),
    )
    assert document.attachments == (
        Attachment(
            "陈静述职报告", (Heading("一、成效"), Paragraph("好。")), named=False
        ),
        Attachment("王芳述职报告", (Paragraph("差。"),), named=False),
    )


def test_a_report_keeps_the_title_that_it_begins_with() -> None:
    (one,) = compiled("", [Compiled("陈静", "# 我的述职报告\n好。")]).attachments

    assert (one.title, one.blocks) == ("我的述职报告", (Paragraph("好。"),))


def test_headings_have_the_level_of_their_numerals_or_are_numbered() -> None:
    def headings(text: str) -> list[tuple[str, int]]:
        (one,) = compiled("", [Compiled("陈静", text)]).attachments
        those = [block for block in one.blocks if isinstance(block, Heading)]
        return [(block.text, block.level) for block in those]

    assert headings("## 成效\n好。\n## 问题") == [("一、成效", 1), ("二、问题", 1)]
    assert headings("## 一、成效\n### （一）学习\n### 其他\n") == [
        ("一、成效", 1),
        ("（一）学习", 2),
        ("其他", 3),
    ]


def test_a_round_without_reports_says_so() -> None:
    assert compiled("2019年度", []).blocks == (Paragraph("目前没有报告。"),)
