"""What each audience does not read is taken out, and told."""

import pytest

from shuping.bulletins.rules.redaction import Hidden, Private, redacted
from shuping.bulletins.rules.states import Audience
from shuping.documents.rules.content import Document, Heading, Paragraph

PRIVATE = Private(
    frozenset({"王示例", "李示例然", "李"}), frozenset({"底数不清不实", "短"})
)
DOCUMENT = Document(
    "王示例述职",
    marking="内部",
    blocks=(
        Heading("临江区"),
        Paragraph("云台街道党工委书记王示例同志口头述职。李示例然到会。"),
        Paragraph("会上指出，底数不清不实。要求改进。"),
        Paragraph("综合评定为“好”，得92.5分。"),
        Paragraph("每人发言6分钟，时间短。"),
    ),
)


def told(to: Audience) -> list[str]:
    shown = redacted(DOCUMENT, to, PRIVATE).document
    return [one.text for one in shown.blocks if isinstance(one, Paragraph)]


def test_inside_everything_is_read() -> None:
    redaction = redacted(DOCUMENT, Audience.INSIDE, PRIVATE)

    assert redaction.document == DOCUMENT
    assert redaction.taken == ()


def test_the_bodies_below_read_no_comment_and_no_mark() -> None:
    assert told(Audience.BELOW) == [
        "云台街道党工委书记王示例同志口头述职。李示例然到会。",
        "要求改进。",
        "每人发言6分钟，时间短。",
    ]
    assert redacted(DOCUMENT, Audience.BELOW, PRIVATE).document.marking == "内部"


def test_the_public_reads_no_name_either_and_no_marking() -> None:
    redaction = redacted(DOCUMENT, Audience.PUBLIC, PRIVATE)

    assert told(Audience.PUBLIC) == [
        "云台街道党工委书记口头述职。有关同志到会。",
        "要求改进。",
        "每人发言6分钟，时间短。",
    ]
    assert redaction.document.title == "有关同志述职"
    assert redaction.document.marking == ""
    assert [(one.paragraph, one.kind) for one in redaction.taken] == [
        (2, Hidden.NAME),
        (2, Hidden.NAME),
        (3, Hidden.COMMENT),
        (4, Hidden.MARK),
        (0, Hidden.NAME),
    ]
    assert str(redaction.taken[-1].why) == "a person's name"


@pytest.mark.parametrize(
    "text", ["得票率居前。", "名列第三。", "等次为较好。", "平均88分。"]
)
def test_marks_in_many_words_are_found(text: str) -> None:
    document = Document("题", blocks=(Paragraph(text),))

    assert redacted(document, Audience.BELOW, Private()).document.blocks == ()
