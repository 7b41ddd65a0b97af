"""Which folders the winter has, and where each round stands on the demo's morning."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from shuping.charter import Duty, Stage
from shuping.refusal import Words, say

NOW = datetime(2020, 1, 3, 9, tzinfo=timezone(timedelta(hours=8)))
"""The demo's clock: the morning of the bulletin, in Shanghai."""

MARKING = "演示数据"
"""What every document made of invention says at its top."""

WORKED = "linjiang"
"""The fictitious district that is worked to its end."""

FACTS = ("changning", "minhang", "jiading", "chongming")
"""The four districts of the bulletin, in its order; nothing in them is invented."""

INVENTED: Mapping[str, Stage] = {
    WORKED: Stage.RECTIFYING,
    "qinglan": Stage.REPORTING,
    "pingchuan": Stage.MEETING,
    "qishan": Stage.APPRAISING,
}
"""The fictitious districts, and the stage where each round stands."""


def until(name: str) -> Stage:
    """Return the stage at which a folder's round is left."""
    return INVENTED.get(name, Stage.CLOSED)


@dataclass(frozen=True, slots=True)
class Card:
    """One of the cast: who signs in, where the duty stands, and what to do first."""

    username: str
    folder: str
    duty: Duty
    at: str
    does: Words


CAST: Mapping[str, Card] = {
    "organiser": Card(
        "demo.organiser",
        "linjiang",
        Duty.ORGANISER,
        "",
        say("Works the round from the scheme to the bulletin. Begin at the round."),
    ),
    "liaison": Card(
        "demo.liaison",
        "qinglan",
        Duty.LIAISON,
        "QL01",
        say("Writes the report of a street in its sections, with the checks beside."),
    ),
    "reporter": Card(
        "demo.reporter",
        "qinglan",
        Duty.REPORTER,
        "QL01",
        say("Reads the report and confirms it by submitting it."),
    ),
    "recorder": Card(
        "demo.recorder",
        "pingchuan",
        Duty.RECORDER,
        "",
        say("Types what the leader says of each reporter."),
    ),
    "leader": Card(
        "demo.leader",
        "pingchuan",
        Duty.LEADER,
        "",
        say("Confirms the comments, or changes a word. Nothing stands before that."),
    ),
    "teller": Card(
        "demo.teller",
        "pingchuan",
        Duty.TELLER,
        "",
        say("Types the paper ballots; a second teller types them again."),
    ),
    "second-teller": Card(
        "demo.second-teller",
        "pingchuan",
        Duty.TELLER,
        "",
        say("Types the same ballots again and settles what differs."),
    ),
    "monitor": Card(
        "demo.monitor",
        "pingchuan",
        Duty.MONITOR,
        "",
        say("Watches the count and opens the box."),
    ),
    "visiting": Card(
        "demo.visiting",
        "linjiang",
        Duty.VISITING,
        "",
        say("Visits from the body above, looks on and never votes."),
    ),
    "auditor": Card(
        "demo.auditor",
        "linjiang",
        Duty.AUDITOR,
        "JZ",
        say("Reads everything, the journal too, and changes nothing."),
    ),
}
"""Who can be played in the demo. An empty `at` is an assignment to the round."""
