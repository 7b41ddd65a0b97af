"""The bulletin of a round, and the page about several."""

import datetime as dt
from dataclasses import replace

from shuping.bulletins.rules.composing import Head, compose, round_up
from shuping.bulletins.rules.record import Meeting, Record
from shuping.documents.rules.content import Document, Heading, Paragraph

LINJIANG = Record(
    "临江区委",
    "2019年基层党建工作述职评议",
    2019,
    None,
    meetings=(Meeting("临江区述职评议会"),),
)
QINGHE = replace(LINJIANG, convenor="清河区委", meetings=(Meeting("述职评议会"),))


def test_a_bulletin_is_called_after_the_first_meeting_and_is_marked() -> None:
    assert compose(LINJIANG) == Document(
        "临江区召开述职评议会",
        marking="内部",
        blocks=(Paragraph("临江区近日召开述职评议会。"),),
    )


def test_a_bulletin_without_a_meeting_is_called_after_the_round() -> None:
    assert compose(replace(LINJIANG, meetings=())).title == (
        "临江区开展2019年度基层党建述职评议"
    )


def test_title_and_marking_may_be_given() -> None:
    given = compose(LINJIANG, title="简报", marking="")

    assert (given.title, given.marking) == ("简报", "")


def test_a_round_up_tells_of_the_rounds_in_the_order_given() -> None:
    head = Head(dt.date(2020, 1, 3))

    assert round_up([QINGHE, LINJIANG], head) == Document(
        "清河、临江区召开基层党建工作述职评议会",
        byline="2020年1月3日",
        blocks=(
            Paragraph("近期，清河、临江区先后开展述职评议，有关情况如下。"),
            Heading("清河区"),
            Paragraph("清河区近日召开述职评议会。"),
            Heading("临江区"),
            Paragraph("临江区近日召开述职评议会。"),
        ),
    )


def test_a_round_up_carries_the_head_that_it_is_given() -> None:
    head = Head(
        dt.date(2020, 1, 3),
        title="两区述职",
        breadcrumb=("首页", "党建"),
        source="两区区委组织部",
        dateline="江州党建",
        lead="年底已到。",
    )

    page = round_up([], head)

    assert page == Document(
        "两区述职",
        breadcrumb=("首页", "党建"),
        byline="2020年1月3日　来源：两区区委组织部",
        blocks=(Paragraph("（江州党建）年底已到。"),),
    )


def test_rounds_about_different_things_share_no_subject() -> None:
    other = replace(QINGHE, round="2019年度述职评议")

    page = round_up([LINJIANG, other], Head(dt.date(2020, 1, 3)))

    assert page.title == "临江、清河区召开述职评议会"
