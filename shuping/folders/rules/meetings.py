"""Reading meeting.toml: one table a meeting."""

from dataclasses import dataclass
from datetime import date

from shuping.folders.rules.rows import NAME, TITLE
from shuping.rounds.rules.toml_tables import Table, TomlFault, open_toml
from shuping.tables.faults import Faults

MEETING = "meeting.toml"


@dataclass(frozen=True, slots=True)
class PointRow:
    """A point spoken: how it was said, its heading, and the body."""

    verb: str
    heading: str
    body: str


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One meeting; the last three are the visiting supervisor's words."""

    title: str
    date: date | None
    place: str
    chair: str
    speaker: str
    agenda: tuple[str, ...]
    points: tuple[PointRow, ...]
    judgement: str
    affirmed: tuple[str, ...]
    suggestions: tuple[str, ...]


def read_meetings(content: bytes, faults: Faults) -> tuple[MeetingRow, ...]:
    """Read meeting.toml; empty where it has faults."""
    opened = open_toml(content)
    if isinstance(opened, TomlFault):
        found = [opened]
        meetings: tuple[MeetingRow, ...] = ()
    else:
        table, noted = opened
        meetings = tuple(_meeting(one) for one in _tables(table))
        table.close()
        found = noted.found
    for fault in found:
        faults.note(MEETING, fault.line, fault.key, fault.wrong, fault.right)
    return () if found else meetings


def _tables(table: Table) -> list[Table]:
    """Return the table of each meeting; one alone may be a plain `[meeting]`."""
    if table.has("meeting", dict):
        return [table.table("meeting")]
    return table.tables("meeting")


def _meeting(table: Table) -> MeetingRow:
    visiting = table.table("visiting")
    row = MeetingRow(
        title=table.text("title", most=NAME),
        date=table.day("date") if table.has("date") else None,
        place=table.text("place", "", most=NAME),
        chair=table.text("chair", "", most=NAME),
        speaker=table.text("speaker", "", most=NAME),
        agenda=table.texts("agenda"),
        points=tuple(_point(one) for one in table.tables("points")),
        judgement=visiting.text("judgement", ""),
        affirmed=visiting.texts("affirmed"),
        suggestions=visiting.texts("suggestions"),
    )
    visiting.close()
    table.close()
    return row


def _point(table: Table) -> PointRow:
    row = PointRow(
        verb=table.text("verb", "", most=TITLE),
        heading=table.text("heading"),
        body=table.text("body", ""),
    )
    table.close()
    return row
