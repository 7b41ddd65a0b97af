"""A bulletin's words as text, and back."""

from hypothesis import given
from hypothesis import strategies as st

from shuping.bulletins.rules.editing import text_of, with_words
from shuping.documents.rules.content import Document, Heading, Paragraph, printable

BULLETIN = Document(
    "临江区召开述职评议会",
    (Heading("一、会议"), Paragraph("区委主要领导主持。"), Paragraph("共16人述职。")),
    marking="内部",
)


def test_words_read_back_as_they_were_written() -> None:
    assert with_words(BULLETIN, BULLETIN.title, text_of(BULLETIN)) == BULLETIN


def test_other_words_leave_the_marking() -> None:
    mended = with_words(BULLETIN, "题目", "第一段\r\n\r\n\r\n## 小标题\n第二段\n")

    assert mended == Document(
        "题目",
        (Paragraph("第一段"), Heading("小标题"), Paragraph("第二段")),
        marking="内部",
    )


@given(st.lists(st.text(min_size=1).map(printable).filter(bool)))
def test_any_paragraphs_come_back(lines: list[str]) -> None:
    plain = [line for line in lines if not line.startswith("## ")]
    document = Document("题", tuple(Paragraph(line) for line in plain))

    assert with_words(document, "题", text_of(document)) == document
