"""Keeping the tree by hand: added, changed, moved, appointed, ended."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from shuping.accounts.models import Person
from shuping.charter import Act, Duty
from shuping.journal.models import Entry
from shuping.organisations import queries, services
from shuping.organisations.models import Organisation, Tenure
from shuping.organisations.rules.trees import DEEPEST
from shuping.organisations.services import Body, found, give_duty, keeping
from shuping.refusal import Refused
from shuping.rounds.models import Reporter
from shuping.rounds.queries import rounds_open_to

MAY, JUNE = date(2019, 5, 1), date(2019, 6, 1)
NOW = datetime.fromisoformat("2020-01-03T09:00+08:00")


@pytest.fixture
def district(tree: dict[str, Organisation], stranger: Person, now: datetime) -> Person:
    """The organiser of 临江区 alone."""
    give_duty(stranger, Duty.ORGANISER, tree["LJ"], by=None, at=now)
    return stranger


def entries(*acts: str) -> list[tuple[str, dict[str, object]]]:
    return list(Entry.objects.filter(act__in=acts).values_list("act", "facts"))


def test_a_body_is_added_below_ones_own(
    tree: dict[str, Organisation], district: Person, now: datetime
) -> None:
    made = keeping.add_body(Body("LJ04", "LJ", "新城街道"), by=district, at=now)

    assert made.path == tree["LJ"].path + "0003"
    for body in (Body("PX", "JZ"), Body("X", "nowhere"), Body("X", "")):
        with pytest.raises(Refused, match="You may not do this"):
            keeping.add_body(body, by=district, at=now)
    with pytest.raises(Refused, match="A code has letters"):
        keeping.add_body(Body("a b", "LJ"), by=district, at=now)
    with pytest.raises(Refused, match="stand already"):
        keeping.add_body(Body("JZ", "LJ"), by=district, at=now)


def test_the_words_of_a_body_are_changed_and_what_they_were_is_noted(
    tree: dict[str, Organisation], district: Person, now: datetime
) -> None:
    body, words = tree["LJ01"], {"kind": "committee", "sector": "street_town"}
    for _ in range(2):
        keeping.change_body(body, name="云台镇", **words, by=district, at=now)
        body.refresh_from_db()

    assert str(body) == "云台镇"
    assert entries("change organisation") == [
        ("change organisation", {"name": ["云台街道", "云台镇"]})
    ]
    with pytest.raises(Refused, match="You may not do this"):
        keeping.change_body(tree["JZ"], name="", **words, by=district, at=now)


def test_a_body_is_moved_with_all_below_it_and_scope_follows(
    tree: dict[str, Organisation], keeps: Person, liaison: Person, now: datetime
) -> None:
    found([Body("V", "LJ01"), Body("W", "V")], by=keeps, at=now)
    give_duty(liaison, Duty.ORGANISER, tree["LJ02"], by=None, at=now)

    keeping.move_body(tree["LJ01"], tree["LJ02"], by=keeps, at=now)
    keeping.move_body(tree["LJ01"], tree["LJ02"], by=keeps, at=now)

    seen = queries.organisations_open_to(liaison, Act.SEE_TREE)
    assert [one.code for one in seen] == ["LJ02", "LJ01", "V", "W"]
    assert entries("move organisation") == [
        ("move organisation", {"before": "LJ", "after": "LJ02"})
    ]


def test_a_body_moves_neither_below_itself_nor_out_of_what_one_keeps(
    tree: dict[str, Organisation], keeps: Person, district: Person, now: datetime
) -> None:
    for below in ("LJ", "LJ01"):
        with pytest.raises(Refused, match="cannot stand below itself"):
            keeping.move_body(tree["LJ"], tree[below], by=keeps, at=now)
    for body, to in [("LJ", "LJ01"), ("LJ01", "JZ"), ("JZ", "LJ")]:
        with pytest.raises(Refused, match="You may not do this"):
            keeping.move_body(tree[body], tree[to], by=district, at=now)
    with pytest.raises(Refused, match="You may not do this"):
        keeping.move_body(tree["JZ"], tree["LJ"], by=keeps, at=now)


def test_a_round_that_runs_keeps_the_roster_of_who_moves_away(
    tree: dict[str, Organisation],
    reporters: dict[str, Reporter],
    organiser: Person,
    secretary: Person,
    stranger: Person,
    now: datetime,
) -> None:
    round_ = reporters["LJ01"].round
    give_duty(organiser, Duty.ORGANISER, tree["JZ"], by=None, at=now)
    other = found([Body("PX", "JZ", "平溪区委")], by=organiser, at=now)["PX"]
    give_duty(stranger, Duty.ORGANISER, other, by=None, at=now)

    keeping.move_body(tree["LJ01"], other, by=organiser, at=now)

    rows = Reporter.objects.filter(round=round_).order_by("order")
    assert [one.organisation.code for one in rows] == ["LJ01", "LJ02", "LJ03"]
    assert list(rounds_open_to(secretary, Act.SEE_ROUND)) == [round_]
    assert not rounds_open_to(stranger, Act.SEE_ROUND).exists()
    seen = queries.organisations_open_to(stranger, Act.SEE_TREE)
    assert [one.code for one in seen] == ["PX", "LJ01"]


def test_no_tree_grows_too_deep_for_its_paths(
    tree: dict[str, Organisation], keeps: Person, now: datetime
) -> None:
    chain = [Body("D3", "LJ01")]
    chain += [Body(f"D{n}", f"D{n - 1}") for n in range(4, DEEPEST)]
    deep = found(chain, by=keeps, at=now)[f"D{DEEPEST - 1}"]

    assert len(deep.path) == DEEPEST * 4
    with pytest.raises(Refused, match="At most 63 levels"):
        keeping.add_body(Body("X", deep.code), by=keeps, at=now)
    with pytest.raises(Refused, match="At most 63 levels"):
        keeping.move_body(tree["LJ01"], tree["LJ02"], by=keeps, at=now)


def test_a_move_asks_as_often_however_much_stands_below(
    tree: dict[str, Organisation], keeps: Person, now: datetime
) -> None:
    def asked(body: str, to: str) -> int:
        with CaptureQueriesContext(connection) as few:
            keeping.move_body(tree[body], tree[to], by=keeps, at=now)
        return len(few)

    before = asked("LJ01", "LJ02")
    found([Body(f"M{n}", "LJ01") for n in range(300)], by=keeps, at=now)

    assert asked("LJ01", "LJ03") == before


def test_only_who_keeps_the_body_appoints_to_its_posts_and_ends_them(
    tree: dict[str, Organisation], keeps: Person, district: Person, now: datetime
) -> None:
    def appoint(holder: str, day: date | None, by: Person = keeps) -> Tenure:
        return services.appoint(
            tree["JZ"], title="书记", holder=holder, since=day, by=by, at=now
        )

    with pytest.raises(Refused, match="You may not do this"):
        appoint("甲", None, by=district)
    appoint("乙", JUNE)
    late = appoint("甲", MAY)

    assert late.until == date(2019, 5, 31)
    with pytest.raises(Refused, match="You may not do this"):
        keeping.end_tenure(late, until=MAY, by=district, at=now)


def test_a_tenure_ends_on_its_last_day_and_not_before_its_first(
    tree: dict[str, Organisation], keeps: Person, now: datetime
) -> None:
    acting = services.appoint(
        tree["LJ"],
        title="书记",
        holder="甲",
        since=MAY,
        acting=True,
        by=keeps,
        at=now,
    )
    with pytest.raises(Refused, match="lies before the first"):
        keeping.end_tenure(acting, until=date(2019, 4, 30), by=keeps, at=now)
    keeping.end_tenure(acting, until=JUNE, by=keeps, at=now)

    assert list(queries.holders_on(tree["LJ"], JUNE)) == [acting]
    assert list(queries.holders_on(tree["LJ"], date(2019, 6, 2))) == []
    assert entries("end tenure") == [
        ("end tenure", {"holder": "甲", "until": "2019-06-01"})
    ]


class Naive:
    """A tree as a dict of parents; who stands below is found by walking up."""

    def __init__(self, parents: dict[str, str]) -> None:
        self.parents = parents

    def way(self, code: str) -> list[str]:
        way = []
        while code:
            way.append(code)
            code = self.parents[code]
        return way

    def below(self, top: str) -> set[str]:
        return {code for code in self.parents if top in self.way(code)}

    def move(self, code: str, to: str) -> bool:
        if code in self.way(to) or not self.parents[code]:
            return False
        self.parents[code] = to
        return True


SIZE = 9
TREES = st.lists(st.integers(0, SIZE), min_size=SIZE, max_size=SIZE)
MOVES = st.lists(st.tuples(st.integers(0, SIZE), st.integers(0, SIZE)), max_size=8)


class RandomMoves(TestCase):
    """Any tree, any moves: paths stay right, and everyone sees what a walk finds."""

    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(TREES, MOVES, st.integers(0, SIZE))
    def test_what_is_seen_is_what_a_walk_finds(
        self, tree: list[int], moves: list[tuple[int, int]], at: int
    ) -> None:
        parents = {"B0": ""} | {f"B{n}": f"B{one % n}" for n, one in enumerate(tree, 1)}
        naive = Naive(parents)
        keeper, watcher = map(Person.objects.create_user, ("keeper", "watcher"))
        bodies = found([Body(*one) for one in parents.items()], by=keeper, at=NOW)
        give_duty(keeper, Duty.ORGANISER, bodies["B0"], by=None, at=NOW)
        give_duty(watcher, Duty.AUDITOR, bodies[f"B{at}"], by=None, at=NOW)

        for one, other in moves:
            body, to = f"B{one}", f"B{other}"
            stood = naive.parents[body] == to
            moved = naive.move(body, to)
            try:
                keeping.move_body(bodies[body], bodies[to], by=keeper, at=NOW)
            except Refused:
                assert not moved
            else:
                assert moved or stood

        seen = queries.organisations_open_to(watcher, Act.SEE_TREE)
        assert {one.code for one in seen} == naive.below(f"B{at}")
        for there in Organisation.objects.all():
            above = [one.code for one in queries.above(there)]
            assert above == naive.way(there.code)[:0:-1]
