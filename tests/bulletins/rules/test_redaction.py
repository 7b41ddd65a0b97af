"""What each audience does not read is taken out, and told."""

import pytest

from shuping.bulletins.rules.redaction import Hidden, Private, redacted
from shuping.bulletins.rules.states import Audience
from shuping.documents.rules.content import Document, Heading, Paragraph, Table

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


def test_a_name_that_stands_in_what_takes_its_place_is_taken_once() -> None:
    private = Private(frozenset({"有关同志"}))
    document = Document("题", blocks=(Paragraph("有关同志到会，有关同志讲话。"),))

    (block,) = redacted(document, Audience.PUBLIC, private).document.blocks

    assert block == Paragraph("有关同志到会，有关同志讲话。")


REACHED = Document(
    "拨打13812345678",
    byline="2020年1月3日　来源：区委组织部 a@b.cn",
    blocks=(
        Heading("王示例电话62345678"),
        Paragraph("致电021-62345678转801，身份证11010519491231002X。", "联系："),
        Table(("列",), (("格",),)),
    ),
)


@pytest.mark.parametrize("to", [Audience.BELOW, Audience.PUBLIC])
def test_nobody_outside_reads_by_what_a_person_is_reached(to: Audience) -> None:
    redaction = redacted(REACHED, to, PRIVATE)
    name = "王示例" if to == Audience.BELOW else "有关同志"

    assert redaction.document == Document(
        "拨打（略）",
        byline="2020年1月3日　来源：区委组织部 （略）",
        blocks=(
            Heading(f"{name}电话（略）"),
            Paragraph("致电（略），身份证（略）。", "联系："),
            Table(("列",), (("格",),)),
        ),
    )
    assert [
        (one.paragraph, one.words, str(one.why))
        for one in redaction.taken
        if one.kind != Hidden.NAME
    ] == [
        (1, "62345678", "a telephone number"),
        (2, "021-62345678转801", "a telephone number"),
        (2, "11010519491231002X", "an identity number"),
        (0, "13812345678", "a telephone number"),
        (0, "a@b.cn", "an e-mail address"),
    ]


def test_inside_people_are_reached() -> None:
    assert redacted(REACHED, Audience.INSIDE, PRIVATE).document == REACHED
