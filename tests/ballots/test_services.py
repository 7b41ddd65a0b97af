"""A box from preparing to counting, with two tellers."""

from datetime import datetime

import pytest

from shuping.accounts.models import Person
from shuping.ballots import queries, services
from shuping.ballots.models import Box, Sheet
from shuping.ballots.queries import Mismatch
from shuping.ballots.rules.states import State
from shuping.ballots.rules.tally import ClassCount, Outcome, Turnout
from shuping.ballots.services import Paper
from shuping.progress import services as progress
from shuping.refusal import Refused
from shuping.rounds import services as rounds
from shuping.rounds.models import Reporter, Round
from shuping.rounds.rules.stages import Fact

GOOD, FAIR, AVERAGE = 0, 1, 2
TURNOUTS = {
    "A": Turnout(3, 3, 3, 2),
    "B": Turnout(3, 3, 3, 2),
    "S": Turnout(1, 1, 1, 1),
}
A1 = Paper("A", 1, bytes([GOOD, FAIR, GOOD]))
PAPERS = [
    A1,
    Paper("A", 2, bytes([GOOD, GOOD, GOOD])),
    Paper("B", 1, bytes([FAIR, FAIR, FAIR])),
    Paper("B", 2, bytes([GOOD, FAIR, AVERAGE])),
    Paper("S", 1, bytes([GOOD, GOOD, FAIR]), "区委领导"),
]


@pytest.fixture
def box(
    cast: Round, reporters: dict[str, Reporter], organiser: Person, now: datetime
) -> Box:
    """The box of a round that stands at its meeting."""
    progress.start(cast, by=organiser, at=now)
    rounds.waive(
        cast, Fact.REPORTS_ACCEPTED, reason="不收书面报告", by=organiser, at=now
    )
    progress.advance(cast, by=organiser, at=now)
    return services.prepare(cast, TURNOUTS, by=organiser, at=now)


@pytest.fixture
def typed(
    box: Box, organiser: Person, teller: Person, other_teller: Person, now: datetime
) -> Box:
    """The box with every sheet typed alike by both tellers."""
    services.open_typing(box, by=organiser, at=now)
    for person in (teller, other_teller):
        services.type_sheets(box, PAPERS, by=person, at=now)
    return box


def test_more_sheets_returned_than_issued_are_refused(
    cast: Round, organiser: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="Class A: more sheets returned than issued"):
        services.prepare(cast, {"A": Turnout(3, 3, 2, 3)}, by=organiser, at=now)


def test_a_box_without_a_quorum_is_shut_and_stays_shut(
    cast: Round, reporters: dict[str, Reporter], organiser: Person, now: datetime
) -> None:
    few = services.prepare(cast, {"A": Turnout(9, 5, 5, 5)}, by=organiser, at=now)

    assert services.open_typing(few, by=organiser, at=now) is State.SHUT
    with pytest.raises(Refused, match="The box is shut"):
        services.open_typing(few, by=organiser, at=now)
    assert queries.outcome(few) is None


def test_of_two_who_open_a_box_at_once_one_is_told(
    box: Box, organiser: Person, now: datetime
) -> None:
    same = Box.objects.get(pk=box.pk)
    services.open_typing(box, by=organiser, at=now)

    with pytest.raises(Refused, match="Someone else has just moved this box"):
        services.open_typing(same, by=organiser, at=now)


def test_two_tellers_who_agree_leave_counts_and_no_secret_sheet(
    typed: Box, monitor: Person, now: datetime
) -> None:
    assert queries.mismatches(typed) == []
    outcome = services.count(typed, by=monitor, at=now)

    assert queries.outcome(Box.objects.get(pk=typed.pk)) == outcome
    assert outcome.shown["A"].cells["LJ02"]["overall"]["fairly_good"] == 1
    assert {one.category for one in Sheet.objects.all()} == {"S"}
    assert queries.counted(typed.round)


def test_a_cell_typed_unlike_is_listed_and_settled(
    box: Box,
    organiser: Person,
    teller: Person,
    other_teller: Person,
    monitor: Person,
    now: datetime,
) -> None:
    services.open_typing(box, by=organiser, at=now)
    services.type_sheets(box, PAPERS, by=teller, at=now)
    slip = Paper("A", 1, bytes([GOOD, GOOD, GOOD]))
    services.type_sheets(box, [slip, *PAPERS[1:]], by=other_teller, at=now)

    assert queries.mismatches(box) == [
        Mismatch("A", 1, "LJ02", "overall", ("fairly_good", "good"))
    ]
    with pytest.raises(Refused, match="The tellers differ in 1 cells"):
        services.count(box, by=monitor, at=now)
    services.settle_sheet(box, A1, by=teller, at=now)
    assert queries.mismatches(box) == []


def test_a_sheet_typed_once_is_a_mismatch_as_a_whole(
    box: Box, organiser: Person, teller: Person, now: datetime
) -> None:
    services.open_typing(box, by=organiser, at=now)
    services.type_sheets(box, [A1], by=teller, at=now)

    assert queries.mismatches(box) == [Mismatch("A", 1, "", "", ())]


def test_a_box_is_not_counted_before_every_returned_sheet_is_typed(
    box: Box,
    organiser: Person,
    teller: Person,
    other_teller: Person,
    monitor: Person,
    now: datetime,
) -> None:
    services.open_typing(box, by=organiser, at=now)
    for person in (teller, other_teller):
        services.type_sheets(box, PAPERS[1:], by=person, at=now)

    with pytest.raises(Refused, match="Class A: not all sheets are typed"):
        services.count(box, by=monitor, at=now)


@pytest.mark.parametrize(
    ("paper", "because"),
    [
        (Paper("A", 7, bytes([GOOD])), "Sheet 7 has another form"),
        (Paper("X", 7, bytes([GOOD] * 3)), "Sheet 7 has another form"),
        (Paper("A", 7, bytes([GOOD] * 3), "某人"), "signed ballots have an author"),
        (Paper("S", 7, bytes([GOOD] * 3)), "signed ballots have an author"),
    ],
)
def test_a_sheet_that_is_not_of_this_box_is_refused(
    typed: Box, teller: Person, now: datetime, paper: Paper, because: str
) -> None:
    with pytest.raises(Refused, match=because):
        services.type_sheets(typed, [paper], by=teller, at=now)


def test_settling_needs_a_typed_sheet_of_the_form(
    typed: Box, teller: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="Nobody has typed sheet 9"):
        services.settle_sheet(typed, Paper("A", 9, bytes(3)), by=teller, at=now)
    with pytest.raises(Refused, match="Sheet 1 has another form"):
        services.settle_sheet(typed, Paper("A", 1, bytes(2)), by=teller, at=now)


def test_nothing_is_typed_into_a_box_that_is_not_open_for_it(
    box: Box, teller: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="The box is prepared"):
        services.type_sheets(box, PAPERS, by=teller, at=now)


def test_the_organiser_neither_types_nor_counts(
    typed: Box, organiser: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="You may not do this"):
        services.type_sheets(typed, PAPERS, by=organiser, at=now)
    with pytest.raises(Refused, match="You may not do this"):
        services.count(typed, by=organiser, at=now)


def test_an_outcome_counted_elsewhere_is_entered_as_it_is(
    box: Box, organiser: Person, monitor: Person, now: datetime
) -> None:
    services.open_typing(box, by=organiser, at=now)
    marks = {"overall": {"good": 1}}
    cells = dict.fromkeys(("LJ01", "LJ02", "LJ03"), marks)
    outcome = Outcome(
        {"A": ClassCount(1, 1, {"no_mark": 1}, cells)}, {"B": ClassCount(1, 0, {})}
    )
    services.enter_outcome(box, outcome, by=monitor, at=now)

    assert queries.outcome(Box.objects.get(pk=box.pk)) == outcome
