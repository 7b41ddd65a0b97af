"""What the demo says of its rounds."""

from collections.abc import Mapping
from typing import Any

from shuping.appraisal import queries as appraisal
from shuping.ballots import queries as ballots
from shuping.charter import DUTIES
from shuping.demo.rules import CAST, INVENTED
from shuping.meetings import queries as meetings
from shuping.rectification import queries as rectification
from shuping.refusal import Words, say
from shuping.rounds.models import Mode, Round


def told_of(rounds: Mapping[str, Round]) -> list[Words]:
    """Return one sentence about each round, in the order loaded."""
    return [_told(round_, invented=name in INVENTED) for name, round_ in rounds.items()]


def _told(round_: Round, *, invented: bool) -> Words:
    modes = list(round_.reporters.values_list("mode", flat=True))
    returned = sum(one.returned for one in ballots.turnouts_of(round_).values())
    return say(
        "{name} ({kind}): {oral} oral and {written} written reports, {comments} "
        "comments, {ballots} ballots, {decisions} decisions, {problems} problems.",
        name=round_.name,
        kind=say("invented") if invented else say("facts"),
        oral=modes.count(Mode.ORAL),
        written=modes.count(Mode.WRITTEN),
        comments=len(meetings.comments_of(round_)),
        ballots=returned,
        decisions=len(appraisal.decisions(round_)),
        problems=len(rectification.ledger(round_.convenor)),
    )


def cards() -> list[dict[str, Any]]:
    """Return the cards of the cast, each with the name of its duty."""
    return [
        {"role": role, "duty": DUTIES[card.duty], "does": card.does}
        for role, card in CAST.items()
    ]
