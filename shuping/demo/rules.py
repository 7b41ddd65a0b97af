"""Which folders the winter has, and where each round stands on the demo's morning."""

from collections.abc import Mapping, Sequence
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

WRITING = "qinglan"
"""The fictitious district whose reports are being written this morning."""

UNDER_WAY = "pingchuan"
"""The fictitious district whose meeting is under way this morning."""

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
    """One of the cast: who signs in, with which duty, and what to do first.

    The duty stands at the bodies `at`, or else is an assignment to the folder's round.
    """

    username: str
    folder: str
    duty: Duty
    does: Words
    at: tuple[str, ...] = ()


CAST: Mapping[str, Card] = {
    "organiser": Card(
        "demo.organiser",
        "linjiang",
        Duty.ORGANISER,
        say("Works the round from the scheme to the bulletin. Begin at the round."),
    ),
    "proofer": Card(
        "demo.proofer",
        "linjiang",
        Duty.ORGANISER,
        say("Proofs what a colleague has written; nobody proofs their own words."),
        at=("CN", "MH", "JD", "CM", "LJ"),
    ),
    "liaison": Card(
        "demo.liaison",
        "qinglan",
        Duty.LIAISON,
        say("Writes the report of a street in its sections, with the checks beside."),
        at=("QL01",),
    ),
    "reporter": Card(
        "demo.reporter",
        "qinglan",
        Duty.REPORTER,
        say("Reads the report and confirms it by submitting it."),
        at=("QL01",),
    ),
    "recorder": Card(
        "demo.recorder",
        "pingchuan",
        Duty.RECORDER,
        say("Types what the leader says of each reporter."),
    ),
    "leader": Card(
        "demo.leader",
        "pingchuan",
        Duty.LEADER,
        say("Confirms the comments, or changes a word. Nothing stands before that."),
    ),
    "teller": Card(
        "demo.teller",
        "pingchuan",
        Duty.TELLER,
        say("Types the paper ballots; a second teller types them again."),
    ),
    "second-teller": Card(
        "demo.second-teller",
        "pingchuan",
        Duty.TELLER,
        say("Types the same ballots again and settles what differs."),
    ),
    "monitor": Card(
        "demo.monitor",
        "pingchuan",
        Duty.MONITOR,
        say("Watches the count and opens the box."),
    ),
    "visiting": Card(
        "demo.visiting",
        "linjiang",
        Duty.VISITING,
        say("Visits from the body above, looks on and never votes."),
    ),
    "auditor": Card(
        "demo.auditor",
        "linjiang",
        Duty.AUDITOR,
        say("Reads everything, the journal too, and changes nothing."),
        at=("JZ",),
    ),
}
"""Who can be played in the demo."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of the tour: who does what, at which door.

    The round is the one of `convenor`, the reporter that of `body`; a door of the whole
    installation has neither.
    """

    role: str
    does: Words
    door: str
    convenor: str = ""
    body: str = ""


TOUR: Sequence[Stop] = (
    Stop(
        "organiser",
        say("See a round whole: what is missing first, and figures that open."),
        "round",
        "PC",
    ),
    Stop(
        "liaison",
        say("Write a section of the report; the checks stand beside the words."),
        "reports:write",
        "QL",
        "QL01",
    ),
    Stop(
        "reporter",
        say("Read the report and submit it."),
        "reports:report",
        "QL",
        "QL01",
    ),
    Stop(
        "organiser",
        say("Return a report with a remark, or accept it."),
        "reports:index",
        "QL",
    ),
    Stop(
        "recorder",
        say("Type what the leader says of a reporter, with the findings beside."),
        "meetings:comments",
        "PC",
    ),
    Stop(
        "leader",
        say("Confirm the comments; a shortcoming then stands in the ledger."),
        "meetings:comments",
        "PC",
    ),
    Stop(
        "teller",
        say("Type a paper ballot with the number keys."),
        "ballots:type",
        "PC",
    ),
    Stop(
        "organiser",
        say("Open a composite down to the counts from which it follows."),
        "appraisal:working",
        "LJ",
        "LJ08",
    ),
    Stop(
        "organiser",
        say("Decide the grades; whoever differs from a proposal gives the reason."),
        "appraisal:index",
        "QS",
    ),
    Stop(
        "organiser",
        say("Close a problem that is put right, or send it back."),
        "rectification:index",
        "LJ",
    ),
    Stop(
        "proofer",
        say("Read a bulletin that a colleague composed, and proof it."),
        "bulletins:index",
        "LJ",
    ),
    Stop(
        "auditor",
        say("Read in the journal who did what, and when."),
        "journal",
    ),
)
"""Two minutes through the year, as plain links."""
