"""meeting.toml read into meetings."""

from shuping.folders.rules.meetings import MeetingRow, PointRow, read_meetings
from shuping.tables.faults import Faults

PLAIN = """\
[meeting]
title = "述职评议会"
place = "区委礼堂"
[meeting.visiting]
judgement = "组织严密"
[[meeting.points]]
verb = "指出"
heading = "要压实责任"
"""


def read(text: str) -> tuple[tuple[MeetingRow, ...], list[str]]:
    faults = Faults()
    meetings = read_meetings(text.encode(), faults)
    return meetings, [str(fault) for fault in faults.found]


def test_a_meeting_alone_may_be_a_plain_table() -> None:
    row = MeetingRow(
        title="述职评议会",
        date=None,
        place="区委礼堂",
        chair="",
        speaker="",
        agenda=(),
        points=(PointRow("指出", "要压实责任", ""),),
        judgement="组织严密",
        affirmed=(),
        suggestions=(),
    )

    assert read(PLAIN) == ((row,), [])


def test_the_faults_of_a_plain_table_have_their_places() -> None:
    assert read(PLAIN.replace("heading", "headline")) == (
        (),
        [
            "meeting.toml:6: meeting.points[1].heading: missing; this key is required",
            (
                "meeting.toml:8: meeting.points[1].headline: "
                "unknown key; known here: verb, heading, body"
            ),
        ],
    )


def test_what_is_neither_a_table_nor_tables_is_told() -> None:
    assert read('meeting = "述职评议会"') == (
        (),
        [
            (
                'meeting.toml:1: meeting: "述职评议会" does not fit; '
                "write a list of tables"
            )
        ],
    )
