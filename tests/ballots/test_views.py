"""The pages of the evaluation, from preparing the box to its outcome."""

from datetime import datetime
from http import HTTPStatus

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.ballots import queries, services
from shuping.ballots.models import Box, CellCount, Sheet
from shuping.ballots.rules.states import State
from shuping.ballots.rules.tally import Turnout
from shuping.ballots.services import Paper
from shuping.charter import Duty, Stage
from shuping.journal.models import Entry
from shuping.organisations.models import Organisation
from shuping.refusal import Refused, say
from shuping.rounds import services as rounds
from shuping.rounds.models import Reporter, Round
from tests.ballots.papers import A1, FAIR, GOOD, PAPERS, TURNOUTS

NAMES = ("index", "prepare", "type", "mismatches", "outcome", "sheet")


def address(name: str, round_: Round, query: str = "") -> str:
    return reverse(f"ballots:{name}", args=[round_.pk]) + query


def numbers(turnouts: dict[str, Turnout]) -> dict[str, str]:
    return {
        f"{key}-{place}": str(getattr(one, key))
        for place, one in enumerate(turnouts.values())
        for key in ("entitled", "present", "issued", "returned")
    }


def sheet(*marks: str, **more: str) -> dict[str, str]:
    return {f"cell-{place}": mark for place, mark in enumerate(marks)} | more


def shown(client: Client, person: Person, where: str, status: int = 200) -> str:
    client.force_login(person)
    answer = client.get(where)
    assert answer.status_code == status
    return answer.content.decode()


def sent(
    client: Client, person: Person, where: str, data: dict[str, str], status: int = 302
) -> str:
    client.force_login(person)
    answer = client.post(where, data)
    assert answer.status_code == status
    if status == HTTPStatus.FOUND:
        return client.get(answer.headers["Location"]).content.decode()
    return answer.content.decode()


@pytest.fixture(autouse=True)
def _in_english(client: Client) -> None:
    client.cookies["django_language"] = "en"


def test_without_a_box_the_organiser_is_led_to_prepare_one(
    at_meeting: Round, organiser: Person, teller: Person, client: Client
) -> None:
    assert "Prepare the box" in shown(client, organiser, address("index", at_meeting))
    assert "Prepare the box" not in shown(client, teller, address("index", at_meeting))


def test_the_numbers_are_written_down_and_corrected(
    at_meeting: Round, organiser: Person, client: Client
) -> None:
    there = address("prepare", at_meeting)
    page = sent(client, organiser, there, numbers(TURNOUTS))
    box = queries.box_of(at_meeting)

    assert "The numbers are written down." in page
    assert box is not None
    assert queries.turnouts(box) == TURNOUTS
    assert 'value="3"' in shown(client, organiser, there)


@pytest.mark.parametrize(
    ("wrong", "because"),
    [
        (Turnout(3, 4, 3, 2), "Present: more than Entitled"),
        (Turnout(3, 3, 3, 4), "Sheets returned: more than Issued"),
    ],
)
def test_numbers_that_cannot_be_are_refused_and_stay_in_the_form(
    at_meeting: Round,
    organiser: Person,
    client: Client,
    wrong: Turnout,
    because: str,
) -> None:
    data = numbers({**TURNOUTS, "A": wrong})
    page = sent(client, organiser, address("prepare", at_meeting), data, 422)

    assert because in page
    assert 'value="4"' in page
    assert queries.box_of(at_meeting) is None


def test_an_empty_number_is_asked_for(
    at_meeting: Round, organiser: Person, client: Client
) -> None:
    data = numbers(TURNOUTS) | {"present-0": ""}

    sent(client, organiser, address("prepare", at_meeting), data, 422)


def test_numbers_below_what_is_typed_are_refused_in_their_place(
    typed: Box, organiser: Person, client: Client
) -> None:
    data = numbers({**TURNOUTS, "A": Turnout(3, 3, 3, 1)})
    page = sent(client, organiser, address("prepare", typed.round), data, 422)

    assert "Class A: sheet 2 is typed." in page


def test_a_small_class_is_told_before_the_box_is_opened(
    at_meeting: Round, organiser: Person, client: Client, now: datetime
) -> None:
    few = {**TURNOUTS, "B": Turnout(3, 3, 3, 1)}
    services.prepare(at_meeting, few, by=organiser, at=now)

    for name in ("index", "prepare"):
        page = shown(client, organiser, address(name, at_meeting))
        assert "部门负责人: 1 ballots; its ballots are dropped" in page


def test_the_organiser_opens_the_box_for_typing_once(
    box: Box, organiser: Person, client: Client
) -> None:
    there = address("open", box.round)

    assert "The tellers can type now." in sent(client, organiser, there, {})
    assert "The box is typing." in sent(client, organiser, there, {})


def test_while_no_sheet_has_come_back_nobody_is_led_to_count(
    at_meeting: Round, organiser: Person, monitor: Person, client: Client, now: datetime
) -> None:
    none = {code: Turnout(3, 3, 3, 0) for code in TURNOUTS}
    box = services.prepare(at_meeting, none, by=organiser, at=now)
    services.open_typing(box, by=organiser, at=now)
    page = shown(client, monitor, address("index", at_meeting))

    assert "No sheet has come back yet." in page
    assert "Count the box" not in page


def test_without_a_quorum_the_page_says_so_and_the_box_is_shut(
    at_meeting: Round, organiser: Person, client: Client, now: datetime
) -> None:
    few = {**TURNOUTS, "A": Turnout(9, 3, 3, 2)}
    services.prepare(at_meeting, few, by=organiser, at=now)
    index = shown(client, organiser, address("index", at_meeting))
    shut = sent(client, organiser, address("open", at_meeting), {})

    assert "There is no quorum." in index
    assert "the box is shut" in shut
    assert "Prepare another box" in shut
    empty = shown(client, organiser, address("prepare", at_meeting))
    assert 'value="9"' not in empty


def test_opening_or_counting_where_there_is_no_box_is_not_found(
    at_meeting: Round, organiser: Person, monitor: Person, client: Client
) -> None:
    client.force_login(organiser)
    assert client.post(address("open", at_meeting)).status_code == 404
    client.force_login(monitor)
    assert client.post(address("count", at_meeting)).status_code == 404


def test_the_year_of_a_ballot_from_the_numbers_to_the_outcome(
    at_meeting: Round,
    organiser: Person,
    teller: Person,
    other_teller: Person,
    monitor: Person,
    client: Client,
) -> None:
    three = {
        "A": Turnout(3, 3, 3, 3),
        "B": Turnout(3, 2, 0, 0),
        "S": Turnout(1, 0, 0, 0),
    }
    sent(client, organiser, address("prepare", at_meeting), numbers(three))
    sent(client, organiser, address("open", at_meeting), {})
    piles = {
        teller: [("good",) * 3, ("good", "poor", "unknown"), ("average",) * 3],
        other_teller: [("good",) * 3, ("good", "blank", "unknown"), ("average",) * 3],
    }
    there = address("type", at_meeting)
    for person, pile in piles.items():
        for number, marks in enumerate(pile, 1):
            page = shown(client, person, there)
            assert f"区领导, sheet {number} of 3" in page
            sent(client, person, there, sheet(*marks))
    refused = sent(client, monitor, address("count", at_meeting), {})
    assert "Not yet counted: class A: typed unlike: 2." in refused

    listed = shown(client, teller, address("mismatches", at_meeting))
    assert "typed as 差 and as blank" in listed
    right = {"sheet": "A-2", "A-2-LJ02.overall": "poor"}
    sent(client, teller, address("mismatches", at_meeting), right)
    outcome = sent(client, monitor, address("count", at_meeting), {})

    assert "The box is counted." in outcome
    counts = CellCount.objects.get(
        count__category="A", reporter__organisation__code="LJ02"
    ).items["overall"]
    assert (counts["good"], counts["poor"], counts["average"]) == (1, 1, 1)
    assert "returned 3, valid 3, abstained 0, void 0" in outcome
    assert "Fewer than 2 valid ballots; they are dropped." in outcome
    assert Sheet.objects.count() == 0
    assert not [e for e in Entry.objects.all() if "poor" in str(e.facts)]


def test_a_cell_without_a_mark_is_asked_for_and_the_others_stay(
    opened: Box, teller: Person, client: Client
) -> None:
    page = sent(client, teller, address("type", opened.round), sheet("good"), 422)

    assert page.count("Choose a mark; blank is one of them.") == 2
    assert "checked" in page
    assert not Sheet.objects.exists()


def test_a_signed_sheet_asks_for_its_author(
    opened: Box, teller: Person, client: Client
) -> None:
    there = address("type", opened.round, "?class=S")
    marks = sheet("good", "good", "good")
    sent(client, teller, there, marks, 422)
    page = sent(client, teller, there, marks | {"author": "区委领导"})

    assert Sheet.objects.get().author == "区委领导"
    assert "Sheet 1 is typed." in page
    assert "区委领导" in shown(client, teller, f"{there}&sheet=1")


def test_a_teller_corrects_an_own_sheet_and_never_sees_the_other_tellers(
    opened: Box, teller: Person, other_teller: Person, client: Client, now: datetime
) -> None:
    services.type_sheets(opened, PAPERS, by=teller, at=now)
    there = address("type", opened.round, "?class=A&sheet=1")
    page = sent(client, teller, there, sheet("good", "poor", "good"))

    assert "Sheet 1 is typed." in page
    assert bytes(Sheet.objects.get(category="A", number=1).marks) == bytes([0, 3, 0])
    assert "checked" in shown(client, teller, there)
    assert "checked" not in shown(client, other_teller, there)


def test_what_two_others_have_typed_is_refused_in_its_place(
    typed: Box, organiser: Person, client: Client, now: datetime
) -> None:
    third = Person.objects.create_user("third")

    rounds.assign(typed.round, third, Duty.TELLER, by=organiser, at=now)
    there = address("type", typed.round)

    assert "You have typed every sheet of this class." in shown(client, third, there)
    page = sent(client, third, f"{there}?class=A&sheet=1", sheet(*["good"] * 3), 422)
    assert "Two tellers have typed sheet 1." in page


@pytest.mark.parametrize("query", ["?class=X", "?sheet=99", "?sheet=x", "?class=A"])
def test_an_odd_address_leads_to_the_next_sheet(
    opened: Box, teller: Person, client: Client, query: str
) -> None:
    page = shown(client, teller, address("type", opened.round, query))

    assert "区领导, sheet 1 of 2" in page


def test_a_finished_class_leads_on_to_the_next_one(
    opened: Box, teller: Person, client: Client, now: datetime
) -> None:
    services.type_sheets(opened, [PAPERS[0]], by=teller, at=now)
    page = sent(client, teller, address("type", opened.round), sheet(*["good"] * 3))

    assert "部门负责人, sheet 1 of 2" in page


def test_after_the_last_sheet_of_all_the_teller_can_still_correct_it(
    opened: Box, teller: Person, client: Client, now: datetime
) -> None:
    *_, last = (one for one in PAPERS if one.category == "B")
    others = [one for one in PAPERS if one != last]
    services.type_sheets(opened, others, by=teller, at=now)

    there = address("type", opened.round)
    page = sent(client, teller, there, sheet(*["good"] * 3))

    assert "You have typed every sheet of this class." in page
    assert "are left for you" not in page
    assert f"?class=B&amp;sheet={last.number}" in page


def test_sending_a_sheet_where_none_is_left_changes_nothing(
    typed: Box, teller: Person, client: Client
) -> None:
    there = address("type", typed.round)
    client.force_login(teller)

    assert client.post(there, sheet(*["good"] * 3)).status_code == 200
    assert Sheet.objects.count() == 10


def test_before_and_after_typing_there_is_nothing_to_type_or_settle(
    box: Box, teller: Person, client: Client
) -> None:
    for name in ("type", "mismatches"):
        page = shown(client, teller, address(name, box.round))
        assert "No box is open for typing." in page


def test_a_sheet_settled_meanwhile_is_looked_at_again(
    opened: Box, teller: Person, other_teller: Person, client: Client, now: datetime
) -> None:
    services.type_sheets(opened, [A1], by=teller, at=now)
    slip = Paper("A", 1, bytes([GOOD, GOOD, GOOD]))
    services.type_sheets(opened, [slip], by=other_teller, at=now)
    there = address("mismatches", opened.round)
    without = sent(client, teller, there, {"sheet": "A-1"}, 422)
    assert "Choose a mark" in without
    services.settle_sheet(opened, A1, by=other_teller, at=now)

    right = {"sheet": "A-1", "A-1-LJ02.overall": "good"}
    assert "Nothing differs." in sent(client, teller, there, right, 422)
    assert bytes(Sheet.objects.filter(teller=teller).get().marks) == A1.marks


def test_a_correction_between_looking_and_settling_is_told(
    opened: Box,
    teller: Person,
    other_teller: Person,
    client: Client,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:

    services.type_sheets(opened, [A1], by=teller, at=now)
    slip = Paper("A", 1, bytes([GOOD, GOOD, GOOD]))
    services.type_sheets(opened, [slip], by=other_teller, at=now)

    def too_late(*_: object, **__: object) -> None:
        raise Refused(say("Sheet {number} has changed; look at it again.", number=1))

    monkeypatch.setattr(services, "settle_cells", too_late)
    right = {"sheet": "A-1", "A-1-LJ02.overall": "good"}
    page = sent(client, teller, address("mismatches", opened.round), right, 422)

    assert "Sheet 1 has changed; look at it again." in page


def test_two_authors_of_one_signed_sheet_are_settled(
    opened: Box, teller: Person, other_teller: Person, client: Client, now: datetime
) -> None:
    for who, name in ((teller, "区委书记"), (other_teller, "区长")):
        paper = Paper("S", 1, bytes([GOOD] * 3), name)
        services.type_sheets(opened, [paper], by=who, at=now)
    there = address("mismatches", opened.round)
    assert "区长" in shown(client, teller, there)
    sent(client, teller, there, {"sheet": "S-1", "S-1-author": "区长"})

    assert set(Sheet.objects.values_list("author", flat=True)) == {"区长"}


def test_the_index_tells_each_role_what_comes_next(  # noqa: PLR0917 - fixtures are asked for by name
    opened: Box,
    organiser: Person,
    teller: Person,
    other_teller: Person,
    monitor: Person,
    client: Client,
    now: datetime,
) -> None:
    there = address("index", opened.round)
    assert "Type sheets (5 left for you)" in shown(client, teller, there)
    assert "class A: not typed: 1, 2" in shown(client, monitor, there)
    services.type_sheets(opened, PAPERS, by=teller, at=now)
    slips = [Paper("A", 1, bytes([FAIR] * 3)), *PAPERS[1:]]
    services.type_sheets(opened, slips, by=other_teller, at=now)

    mine = shown(client, teller, there)
    assert "Settle what differs (1)" in mine
    assert "Look at your own sheets" in mine
    services.settle_sheet(opened, A1, by=teller, at=now)
    assert "The monitor can count." in shown(client, monitor, there)
    services.count(opened, by=monitor, at=now)
    counted = shown(client, monitor, there)
    assert "Count sheet" in counted
    assert "The outcome" not in shown(client, teller, there)


def test_the_count_sheet_has_the_sums_and_room_to_sign(
    typed: Box, monitor: Person, client: Client, now: datetime
) -> None:
    there = address("sheet", typed.round)
    assert "The box is not counted yet." in shown(client, monitor, there)
    services.count(typed, by=monitor, at=now)
    page = shown(client, monitor, there)

    for word in ("Turnout and valid ballots", "Monitors", "Tellers", "联系领导"):
        assert word in page
    assert "区委领导" not in page


def test_void_ballots_are_told_with_their_reason(
    opened: Box,
    teller: Person,
    other_teller: Person,
    monitor: Person,
    client: Client,
    now: datetime,
) -> None:
    multiple = Paper("A", 2, bytes([254, 252, 252]))
    third = Turnout(3, 3, 3, 3)
    services.prepare(
        opened.round,
        {**TURNOUTS, "A": third},
        by=Person.objects.get(username="organiser"),
        at=now,
    )
    papers = [A1, multiple, Paper("A", 3, A1.marks), *PAPERS[2:]]
    for person in (teller, other_teller):
        services.type_sheets(opened, papers, by=person, at=now)
    services.count(opened, by=monitor, at=now)
    page = shown(client, monitor, address("outcome", opened.round))

    assert "Void: no cell with a single mark (1)." in page


def test_a_pooled_class_says_where_its_ballots_went(
    typed: Box, monitor: Person, client: Client, now: datetime
) -> None:
    scheme = bytes(typed.round.scheme).replace(
        b"min_cast = 2", b'min_cast = 2\nsmall_class = "pool:A"'
    )
    Round.objects.filter(pk=typed.round.pk).update(scheme=scheme)
    Box.objects.filter(pk=typed.pk).update(state=State.TYPING)
    box = Box.objects.get(pk=typed.pk)
    Sheet.objects.filter(category="B", number=2).delete()
    box.electorates.filter(category="B").update(returned=1)
    services.count(box, by=monitor, at=now)
    page = shown(client, monitor, address("outcome", typed.round))

    assert "Fewer than 2 valid ballots; they are counted with the class 区领导." in page


def test_the_outcome_is_sealed_for_everyone_else(  # noqa: PLR0917 - fixtures are asked for by name
    typed: Box,
    monitor: Person,
    teller: Person,
    secretary: Person,
    liaison: Person,
    leader: Person,
    recorder: Person,
    client: Client,
    now: datetime,
) -> None:
    services.count(typed, by=monitor, at=now)
    for name in ("outcome", "sheet"):
        for person in (teller, secretary, liaison, recorder):
            shown(client, person, address(name, typed.round), 404)
        shown(client, leader, address(name, typed.round))


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_finds_no_page_of_the_ballot(
    typed: Box, stranger: Person, client: Client, name: str
) -> None:
    shown(client, stranger, address(name, typed.round), 404)


def test_several_items_are_typed_row_by_row_and_shown_one_by_one(
    opened: Box,
    teller: Person,
    other_teller: Person,
    monitor: Person,
    client: Client,
    now: datetime,
) -> None:
    scheme = (
        bytes(opened.round.scheme)
        .decode()
        .replace(
            'items = [{code = "overall", name = "总体评价", weight = 1}]',
            'items = [{code = "overall", name = "总体评价", weight = 1},'
            ' {code = "duty", name = "履行职责", weight = 1}]',
        )
    )
    Round.objects.filter(pk=opened.round.pk).update(scheme=scheme.encode())
    page = shown(client, teller, address("type", opened.round))
    assert page.count("履行职责</small>") == 3
    box = Box.objects.get(pk=opened.pk)
    for person in (teller, other_teller):
        papers = [Paper(p.category, p.number, p.marks * 2, p.author) for p in PAPERS]
        services.type_sheets(box, papers, by=person, at=now)
    services.count(box, by=monitor, at=now)
    item = shown(client, monitor, address("outcome", opened.round, "?item=duty"))

    assert 'href="?item=duty" aria-current="true"' in item
    printed = shown(client, monitor, address("sheet", opened.round))
    assert printed.count("履行职责</span>") == printed.count("总体评价</span>") > 0


def _fill(box: Box, many: int, tellers: list[Person]) -> None:
    box.electorates.filter(category="A").update(
        entitled=many, present=many, issued=many, returned=many
    )
    Sheet.objects.all().delete()
    Sheet.objects.bulk_create(
        [
            Sheet(
                box=box,
                category="A",
                number=number,
                teller=who,
                marks=bytes([place if number % 2 else 0, 0, 0]),
            )
            for place, who in enumerate(tellers)
            for number in range(1, many + 1)
        ],
        batch_size=1000,
    )


@pytest.mark.parametrize("name", ["index", "type", "mismatches"])
def test_five_thousand_sheets_cost_as_many_queries_as_four(
    opened: Box, teller: Person, other_teller: Person, client: Client, name: str
) -> None:
    there, counts = address(name, opened.round), []
    client.force_login(teller)
    for many in (4, 5000):
        _fill(opened, many, [teller, other_teller])
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = client.get(there).content
        counts.append(len(asked))
        assert len(page) < 100_000

    assert counts[0] == counts[1]
    assert counts[0] < 40


def _enrol(round_: Round, many: int) -> None:
    there = round_.reporters.count()
    bodies = Organisation.objects.bulk_create(
        Organisation(
            code=f"X{n}",
            name=f"单位{n}",
            path=f"{round_.convenor.path}X{n}.",
            parent=round_.convenor,
        )
        for n in range(there, many)
    )
    Reporter.objects.bulk_create(
        Reporter(round=round_, organisation=one, post="书记", mode="oral", order=n)
        for n, one in enumerate(bodies, 100)
    )


@pytest.mark.parametrize("name", ["index", "type", "outcome", "sheet"])
def test_many_reporters_cost_as_many_queries_as_few(  # noqa: PLR0917 - fixtures are asked for by name
    at_meeting: Round,
    organiser: Person,
    teller: Person,
    other_teller: Person,
    monitor: Person,
    client: Client,
    now: datetime,
    name: str,
) -> None:
    counts = []
    for many in (3, 100):
        Box.objects.all().delete()
        _enrol(at_meeting, many)
        box = services.prepare(at_meeting, TURNOUTS, by=organiser, at=now)
        services.open_typing(box, by=organiser, at=now)
        papers = [Paper(p.category, p.number, bytes(many), p.author) for p in PAPERS]
        for person in (teller, other_teller):
            services.type_sheets(box, papers, by=person, at=now)
        if name in {"outcome", "sheet"}:
            services.count(box, by=monitor, at=now)
        client.force_login(teller if name == "type" else monitor)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(name, at_meeting)).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_once_the_meeting_is_over_nobody_types(
    opened: Box, teller: Person, client: Client
) -> None:
    Round.objects.filter(pk=opened.round.pk).update(stage=Stage.APPRAISING)

    shown(client, teller, address("type", opened.round), 404)


def test_the_outcome_tells_what_a_void_rule_and_one_ballot_change(
    opened: Box,
    teller: Person,
    other_teller: Person,
    monitor: Person,
    client: Client,
    now: datetime,
) -> None:
    scheme = bytes(opened.round.scheme).replace(
        b"min_cast = 2", b'min_cast = 2\nall_same = "void"'
    )
    Round.objects.filter(pk=opened.round.pk).update(scheme=scheme)
    box = Box.objects.get(pk=opened.pk)
    box.electorates.filter(category="A").update(issued=8, returned=8)
    box.electorates.exclude(category="A").update(returned=0)
    marks = [[0, 1, 2], [0, 1, 2], [1, 0, 2], [1, 0, 2], [1, 1, 2], [2, 2, 1]]
    marks += [[2, 2, 2], [0, 0, 0]]
    papers = [Paper("A", number, bytes(one)) for number, one in enumerate(marks, 1)]
    for person in (teller, other_teller):
        services.type_sheets(box, papers, by=person, at=now)
    services.count(box, by=monitor, at=now)

    page = shown(client, monitor, address("outcome", opened.round))

    # LJ01: (2 x 100 + 3 x 75 + 50) / 6 = 475/6, and with 50 and 100 more 625/8.
    assert "Without the rule: the same grade everywhere" in page
    assert ">79.17</td>" in page
    assert ">78.13</td>" in page
    assert "One ballot left out" in page
    assert "Leaving out any one of at least 2 ballots" in page


def test_the_outcome_says_where_nothing_can_be_told_of_single_ballots(
    typed: Box, monitor: Person, client: Client, now: datetime
) -> None:
    services.count(typed, by=monitor, at=now)

    page = shown(client, monitor, address("outcome", typed.round))

    assert "is not told: it would concern fewer than 2 ballots" in page
    assert "Without the rule" not in page


def test_an_outcome_without_a_box_tells_of_no_effects(
    at_meeting: Round, monitor: Person, client: Client
) -> None:
    assert "is not counted yet" in shown(
        client, monitor, address("outcome", at_meeting)
    )
