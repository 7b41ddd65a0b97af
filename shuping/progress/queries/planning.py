"""Who could report this year, and what the planner makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min, Q

from shuping.organisations.models import Organisation
from shuping.organisations.queries import heads_of
from shuping.refusal import Words
from shuping.rounds.models import Mode, Reporter, Round
from shuping.rounds.queries import scheme_of
from shuping.rounds.rules.planning import Candidate, plan
from shuping.rounds.services import Enrolment

_POST = "书记"


@dataclass(frozen=True, slots=True)
class Place:
    """A body as it would stand on the roster, and why it speaks."""

    enrolment: Enrolment
    spoke: int | None
    oral: bool
    must: bool
    due: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """The whole plan: a place for each body below, and what no plan can keep."""

    places: tuple[Place, ...]
    faults: tuple[Words, ...]

    @property
    def oral(self) -> int:
        """Return how many would report orally."""
        return sum(one.oral for one in self.places)


def planned(round_: Round, today: date) -> Planned:
    """Plan the roster of a round from all bodies directly below its convenor.

    Four queries, however many bodies there are. Who is on the roster stays out.
    """
    there = round_.reporters.aggregate(last=Max("order"))["last"] or 0
    enrolled = round_.reporters.values("organisation")
    below = Organisation.objects.filter(parent=round_.convenor_id)
    bodies = list(below.exclude(pk__in=enrolled).order_by("path"))
    heads = heads_of(below, today)
    candidates = _candidates(round_, bodies)
    terms = scheme_of(round_).roster
    made = plan(terms, candidates, round_.year)
    oral, due = set(made.oral), set(made.due)
    places = []
    for order, (body, one) in enumerate(
        zip(bodies, candidates, strict=True), there + 1
    ):
        head = heads.get(body.pk)
        mode = Mode.ORAL if body.code in oral else Mode.WRITTEN
        places.append(
            Place(
                Enrolment(
                    organisation=body,
                    post=head.post.title if head else _POST,
                    mode=mode,
                    order=order,
                    name=head.holder if head else "",
                ),
                spoke=one.spoke,
                oral=body.code in oral,
                must=body.sector in terms.must_speak,
                due=body.code in due,
            )
        )
    return Planned(tuple(places), made.faults)


def _candidates(round_: Round, bodies: Sequence[Organisation]) -> list[Candidate]:
    """Return the bodies with what earlier rounds of the convenor tell of them."""
    before = Reporter.objects.filter(
        round__convenor=round_.convenor_id, round__year__lt=round_.year
    )
    oral = Q(mode=Mode.ORAL)
    told = before.order_by().values("organisation")
    told = told.annotate(
        since=Min("round__year"), spoke=Max("round__year", filter=oral)
    )
    history = {one["organisation"]: (one["since"], one["spoke"]) for one in told}
    return [
        Candidate(one.code, one.sector, *history.get(one.pk, (round_.year, None)))
        for one in bodies
    ]
