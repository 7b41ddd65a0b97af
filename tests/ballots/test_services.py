"""A box from preparing to counting, with two tellers."""

from datetime import datetime
from fractions import Fraction

import pytest

from shuping.accounts.models import Person
from shuping.ballots import queries, services
from shuping.ballots.models import Box, Sheet
from shuping.ballots.queries import effects, typing
from shuping.ballots.queries.typing import Differing, Unlike
from shuping.ballots.rules.form import BLANK_CELL
from shuping.ballots.rules.states import State
from shuping.ballots.rules.tally import ClassCount, Outcome, Turnout
from shuping.ballots.services import Paper
from shuping.charter import Duty
from shuping.journal.models import Entry
from shuping.refusal import Refused
from shuping.rounds import services as rounds
from shuping.rounds.models import Reporter, Round
from tests.ballots.papers import A1, AVERAGE, FAIR, GOOD, PAPERS, TURNOUTS


def noted(act: str) -> list[tuple[Person | None, object]]:
    return [(one.by, one.facts) for one in Entry.objects.filter(act=act).order_by("pk")]


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
    assert typing.missing_in(typing.piles_of(typed)) is None
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

    unlike = Unlike("LJ02", "overall", ("fairly_good", "good"))
    keys = typing.differing_keys(typing.piles_of(box))
    assert typing.differing(box, keys) == [Differing("A", 1, (unlike,), ())]
    with pytest.raises(Refused, match="class A: typed unlike: 1"):
        services.count(box, by=monitor, at=now)
    services.settle_sheet(box, A1, by=teller, at=now)
    assert typing.differing_keys(typing.piles_of(box)) == []


def test_a_sheet_typed_once_waits_for_the_second_teller(
    box: Box, organiser: Person, teller: Person, now: datetime
) -> None:
    services.open_typing(box, by=organiser, at=now)
    services.type_sheets(box, [A1], by=teller, at=now)

    assert typing.piles_of(box)[0].once == (1,)


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

    with pytest.raises(Refused, match="class A: not typed: 1"):
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


def test_no_numbers_are_corrected_after_the_count(
    typed: Box, organiser: Person, monitor: Person, now: datetime
) -> None:
    services.count(typed, by=monitor, at=now)

    with pytest.raises(Refused, match="The box is counted"):
        services.prepare(typed.round, TURNOUTS, by=organiser, at=now)


def test_numbers_are_corrected_in_the_same_box(
    box: Box, organiser: Person, now: datetime
) -> None:
    again = {**TURNOUTS, "A": Turnout(4, 4, 4, 3)}

    assert services.prepare(box.round, again, by=organiser, at=now) == box
    assert queries.turnouts(box)["A"] == Turnout(4, 4, 4, 3)
    assert noted("correct numbers") == [(organiser, {})]


def test_while_the_tellers_type_a_recount_of_the_sheets_is_entered(
    typed: Box, organiser: Person, now: datetime
) -> None:
    recounted = {**TURNOUTS, "A": Turnout(3, 3, 3, 3)}
    services.prepare(typed.round, recounted, by=organiser, at=now)

    assert queries.turnouts(typed) == recounted


@pytest.mark.parametrize(
    ("numbers", "because"),
    [
        ({"A": Turnout(9, 1, 1, 1)}, "there would be no quorum"),
        ({**TURNOUTS, "A": Turnout(3, 3, 3, 1)}, "Class A: sheet 2 is typed"),
        ({"B": TURNOUTS["B"], "S": TURNOUTS["S"]}, "Class A: sheet 2 is typed"),
    ],
)
def test_numbers_that_take_away_the_quorum_or_typed_sheets_are_refused(
    typed: Box,
    organiser: Person,
    now: datetime,
    numbers: dict[str, Turnout],
    because: str,
) -> None:
    with pytest.raises(Refused, match=because):
        services.prepare(typed.round, numbers, by=organiser, at=now)

    assert queries.turnouts(typed) == TURNOUTS


def test_after_a_shut_box_another_one_is_prepared(
    at_meeting: Round, organiser: Person, now: datetime
) -> None:
    few = {"A": Turnout(9, 5, 5, 5)}
    shut = services.prepare(at_meeting, few, by=organiser, at=now)
    services.open_typing(shut, by=organiser, at=now)

    box = services.prepare(at_meeting, TURNOUTS, by=organiser, at=now)

    assert queries.box_of(at_meeting) == box
    assert (box.venue, queries.is_shut(at_meeting)) == ("main 2", False)
    assert queries.returned_of(at_meeting) == 5


def test_a_sheet_is_typed_once_by_a_teller_and_by_two_of_them(
    typed: Box, teller: Person, organiser: Person, now: datetime
) -> None:
    third = Person.objects.create_user("third")
    rounds.assign(typed.round, third, Duty.TELLER, by=organiser, at=now)

    with pytest.raises(Refused, match="You have typed sheet 1 already"):
        services.type_sheets(typed, [A1], by=teller, at=now)
    with pytest.raises(Refused, match="Two tellers have typed sheet 1"):
        services.type_sheets(typed, [A1], by=third, at=now)


def test_a_sheet_that_was_not_returned_is_not_typed(
    opened: Box, teller: Person, now: datetime
) -> None:
    beyond = Paper("A", 3, A1.marks)

    with pytest.raises(Refused, match="Class A: 2 sheets were returned"):
        services.type_sheets(opened, [beyond], by=teller, at=now)


def test_the_same_sheet_twice_in_one_pile_is_refused(
    opened: Box, teller: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="You have typed sheet 1 already"):
        services.type_sheets(opened, [A1, A1], by=teller, at=now)


def test_a_teller_corrects_an_own_sheet_and_no_other(
    opened: Box, teller: Person, other_teller: Person, now: datetime
) -> None:
    services.type_sheets(opened, PAPERS, by=teller, at=now)
    right = Paper("A", 1, bytes([FAIR, FAIR, FAIR]))
    services.retype_sheet(opened, right, by=teller, at=now)

    own = typing.own_sheet(opened, teller, ("A", 1))
    assert own is not None
    assert bytes(own.marks) == right.marks
    assert noted("correct sheet") == [(teller, {"sheet": "A1"})]
    with pytest.raises(Refused, match="You have not typed sheet 1"):
        services.retype_sheet(opened, right, by=other_teller, at=now)


def _unlike(box: Box, one: Person, other: Person, now: datetime) -> None:
    services.type_sheets(box, PAPERS, by=one, at=now)
    slips = [
        Paper("A", 1, bytes([GOOD, GOOD, AVERAGE])),
        *PAPERS[1:4],
        Paper("S", 1, bytes([GOOD, GOOD, FAIR]), "区委书记"),
    ]
    services.type_sheets(box, slips, by=other, at=now)


def test_cells_are_settled_by_the_right_mark_of_each(
    opened: Box, teller: Person, other_teller: Person, now: datetime
) -> None:
    _unlike(opened, teller, other_teller, now)
    chosen = {("LJ02", "overall"): "blank", ("LJ03", "overall"): "good"}
    services.settle_cells(opened, ("A", 1), chosen, by=teller, at=now)
    services.settle_cells(opened, ("S", 1), {}, author="区委书记", by=teller, at=now)

    assert typing.missing_in(typing.piles_of(opened)) is None
    assert queries.agreed(opened)["A"][0] == bytes([GOOD, BLANK_CELL, GOOD])
    authors = Sheet.objects.filter(category="S").values_list("author", flat=True)
    assert set(authors) == {"区委书记"}


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {("LJ02", "overall"): "good"},
        {("LJ01", "overall"): "good", ("LJ02", "overall"): "good"},
    ],
)
def test_a_sheet_that_has_changed_is_looked_at_again(
    opened: Box,
    teller: Person,
    other_teller: Person,
    now: datetime,
    chosen: dict[tuple[str, str], str],
) -> None:
    _unlike(opened, teller, other_teller, now)

    with pytest.raises(Refused, match="Sheet 1 has changed"):
        services.settle_cells(opened, ("A", 1), chosen, by=teller, at=now)
    with pytest.raises(Refused, match="Sheet 2 has changed"):
        services.settle_cells(opened, ("A", 2), chosen, by=teller, at=now)


def test_only_tellers_settle(opened: Box, organiser: Person, now: datetime) -> None:
    with pytest.raises(Refused, match="You may not do this"):
        services.settle_cells(opened, ("A", 1), {}, by=organiser, at=now)


def test_what_nobody_has_typed_is_not_settled(
    opened: Box, teller: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="Nobody has typed sheet 1"):
        services.settle_sheet(opened, A1, by=teller, at=now)


def test_the_refused_count_names_what_is_missing(
    opened: Box, teller: Person, other_teller: Person, monitor: Person, now: datetime
) -> None:
    services.type_sheets(opened, PAPERS[:2], by=teller, at=now)
    slip = Paper("A", 1, bytes([GOOD, GOOD, GOOD]))
    services.type_sheets(opened, [slip], by=other_teller, at=now)

    with pytest.raises(Refused) as refused:
        services.count(opened, by=monitor, at=now)

    assert str(refused.value) == (
        "Not yet counted: class A: typed once only: 2, typed unlike: 1; "
        "class B: not typed: 1, 2; class S: not typed: 1."
    )


def test_settling_needs_a_typed_sheet_of_the_form(
    typed: Box, teller: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="Class A: 2 sheets were returned"):
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
        {"A": ClassCount(2, 1, {"no_mark": 1}, cells)}, {"B": ClassCount(1, 0, {})}
    )
    services.enter_outcome(box, outcome, by=monitor, at=now)

    assert queries.outcome(Box.objects.get(pk=box.pk)) == outcome


def test_s6_an_outcome_that_gives_a_few_away_is_not_kept(
    opened: Box, monitor: Person, now: datetime
) -> None:
    shown = {"A": ClassCount(2, 0, {}), "B": ClassCount(1, 0, {})}
    outcome = Outcome(shown, {})

    with pytest.raises(
        Refused, match="would tell how class B voted, with fewer than 2"
    ):
        services.enter_outcome(opened, outcome, by=monitor, at=now)

    assert Box.objects.get(pk=opened.pk).state == State.TYPING


def test_what_a_void_rule_and_one_ballot_change_is_kept_while_sheets_are_there(
    opened: Box, teller: Person, other_teller: Person, monitor: Person, now: datetime
) -> None:
    scheme = bytes(opened.round.scheme).replace(
        b"min_cast = 2", b'min_cast = 2\nall_same = "void"'
    )
    Round.objects.filter(pk=opened.round.pk).update(scheme=scheme)
    box = Box.objects.get(pk=opened.pk)
    box.electorates.filter(category="A").update(issued=6, returned=6)
    box.electorates.exclude(category="A").update(returned=0)
    papers = [
        Paper("A", number, bytes(marks))
        for number, marks in enumerate(
            [[0, 1, 2], [0, 1, 2], [1, 0, 2], [1, 0, 2], [2, 2, 2], [0, 0, 0]], 1
        )
    ]
    for person in (teller, other_teller):
        services.type_sheets(box, papers, by=person, at=now)

    services.count(box, by=monitor, at=now)

    kept = effects.kept(Box.objects.get(pk=box.pk))
    # LJ01: (2 x 100 + 2 x 75 + 50 + 100) / 6; LJ03: (4 x 50 + 50 + 100) / 6.
    assert kept.without == {
        "all_same": {
            "LJ01": Fraction(250, 3),
            "LJ02": Fraction(250, 3),
            "LJ03": Fraction(175, 3),
        }
    }
    assert kept.moved == {"A": ("LJ01", "LJ02")}


def test_sheets_in_a_row_are_told_by_the_ends_of_the_row(
    cast: Round, reporters: dict[str, Reporter], organiser: Person, now: datetime
) -> None:
    box = services.prepare(cast, {"A": Turnout(9, 9, 9, 9)}, by=organiser, at=now)

    assert str(typing.missing_in(typing.piles_of(box))) == (
        "class A: not typed: 1 to 9"
    )
