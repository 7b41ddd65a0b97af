"""What the demo says of its rounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from shuping.appraisal import queries as appraisal
from shuping.ballots import queries as ballots
from shuping.charter import DUTIES
from shuping.demo.rules import CAST, INVENTED, TOUR, Stop
from shuping.meetings import queries as meetings
from shuping.rectification import queries as rectification
from shuping.refusal import Words, say
from shuping.rounds.models import Mode, Reporter, Round


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


@dataclass(frozen=True, slots=True)
class Halt:
    """One stop of the tour as it is shown.

    `number` counts from 1; by `enter` one goes in as whoever acts there, and is led to
    `address`.
    """

    number: int
    duty: Words
    does: Words
    enter: str
    address: str


def tour() -> list[Halt]:
    """Return the stops of the tour, where the winter is loaded; two queries."""
    rounds = Round.objects.values_list("convenor__code", "pk")
    reporters = Reporter.objects.filter(
        organisation__code__in=[one.body for one in TOUR]
    )
    known = dict(rounds) | dict(reporters.values_list("organisation__code", "pk"))
    return [
        Halt(
            number,
            DUTIES[CAST[stop.role].duty],
            stop.does,
            reverse("demo:enter", args=[stop.role]),
            address,
        )
        for number, stop in enumerate(TOUR, 1)
        if (address := _address(stop, known))
    ]


def _address(stop: Stop, known: Mapping[str, int]) -> str:
    about = [code for code in (stop.convenor, stop.body) if code]
    if any(code not in known for code in about):
        return ""
    there = reverse(stop.door, args=[known[code] for code in about])
    return f"{there}?tour={TOUR.index(stop) + 1}"


def cards() -> list[dict[str, Any]]:
    """Return the cards of the cast, each with the name of its duty."""
    return [
        {"role": role, "duty": DUTIES[card.duty], "does": card.does}
        for role, card in CAST.items()
    ]
