"""Bulletins that come as files: their text as given, or why there is none."""

import pytest

from shuping.bulletins.rules.incoming import MOST_CHARACTERS, paragraphs_of
from shuping.documents.rules.content import Document, Paragraph
from shuping.documents.rules.docx import write
from shuping.refusal import Words

TEXT = ("某区召开述职评议会。", "会议指出，要压实责任。")


def test_the_same_text_is_read_from_every_kind_of_file() -> None:
    document = Document("某区简报", blocks=tuple(Paragraph(one) for one in TEXT))
    lines = "\n\n".join(TEXT)
    page = (
        "<!doctype html><html><head><title>题</title><script>'<p>坏</p>'</script>"
        f"</head><body><div><p>{TEXT[0]}</p><br>会议指出，<b>要</b>压实责任。"
        "<svg><script>x</script></svg><style>p{}</style></div></body></html>"
    )

    docx = paragraphs_of(write(document), "a.docx")
    assert not isinstance(docx, Words)
    assert docx[-2:] == TEXT
    assert paragraphs_of(lines.encode(), "a.md") == TEXT
    assert paragraphs_of(lines.encode("gb18030"), "a.txt") == TEXT
    assert paragraphs_of(page.encode(), "A.HTML") == TEXT


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "a.txt", "no text"),
        (b"<script>x</script>", "a.html", "no text"),
        (b"%PDF-1.7", "a.html", "PDF"),
        (b"PK\x03\x04", "a.txt", "zip"),
        (b"<html>", "a.docx", "no .docx"),
        ("字".encode() * (MOST_CHARACTERS + 1), "a.md", "more than 20000"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    content: bytes, name: str, why: str
) -> None:
    told = paragraphs_of(content, name)

    assert isinstance(told, Words)
    assert why in str(told)


def test_what_nobody_sees_is_left_out() -> None:
    hidden = "会议\u200b指出\u202e。"

    assert paragraphs_of(hidden.encode(), "a.txt") == ("会议指出。",)


def test_a_page_nested_very_deep_is_read() -> None:
    deep = "<div>" * 50_000 + "会议" + "</div>" * 50_000

    assert paragraphs_of(deep.encode(), "a.html") == ("会议",)
