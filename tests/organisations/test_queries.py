"""Asking about the tree, posts and duties."""

from datetime import date, datetime

import pytest

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.organisations import queries, services
from shuping.organisations.models import Organisation
from shuping.organisations.rules import paths


def codes(rows: object) -> list[str]:
    return [one.code for one in rows]  # type: ignore[attr-defined]


def test_below_are_the_body_itself_and_all_under_it(
    tree: dict[str, Organisation],
) -> None:
    district = queries.below(tree["LJ"]).order_by("path")

    assert codes(district) == ["LJ", "LJ01", "LJ02", "LJ03"]
    assert codes(queries.below(tree["LJ02"])) == ["LJ02"]


def test_below_the_last_possible_body_is_still_a_range(
    tree: dict[str, Organisation],
) -> None:
    Organisation.objects.filter(code="JZ").update(path=paths.step(paths.MOST))
    last = Organisation.objects.get(code="JZ")

    assert codes(queries.below(last)) == ["JZ"]


def test_around_are_those_above_itself_and_those_below(
    tree: dict[str, Organisation],
) -> None:
    assert codes(queries.around(tree["LJ01"])) == ["JZ", "LJ", "LJ01"]
    assert codes(queries.around(tree["JZ"])) == list(tree)


def test_every_body_is_found_by_its_code(tree: dict[str, Organisation]) -> None:
    assert queries.by_code() == tree


def test_heads_stand_before_those_who_act_for_them(
    tree: dict[str, Organisation], keeps: Person, now: datetime
) -> None:
    body, may = tree["LJ01"], date(2019, 5, 1)
    services.appoint(
        body, title="副书记", holder="丙", since=may, acting=True, by=keeps, at=now
    )
    for holder, day in [("甲", None), ("乙", may)]:
        services.appoint(body, title="书记", holder=holder, since=day, by=keeps, at=now)

    def on(day: date) -> list[str]:
        return [one.holder for one in queries.holders_on(body, day)]

    assert on(date(2019, 4, 30)) == ["甲"]
    assert on(may) == ["乙", "丙"]
    assert list(queries.holders_on(tree["LJ02"], may)) == []


@pytest.fixture
def duties(tree: dict[str, Organisation], stranger: Person, now: datetime) -> Person:
    """Someone who organises for the city, and reports for the district."""
    services.give_duty(stranger, Duty.ORGANISER, tree["JZ"], by=None, at=now)
    services.give_duty(stranger, Duty.REPORTER, tree["LJ"], by=None, at=now)
    return stranger


def test_duties_reach_down_the_tree_and_never_up(
    tree: dict[str, Organisation], duties: Person
) -> None:
    assert queries.duties_at(tree["JZ"], duties) == {Duty.ORGANISER}
    assert queries.duties_at(tree["LJ01"], duties) == {Duty.ORGANISER, Duty.REPORTER}


def test_a_body_s_own_reporter_is_nobody_s_below_it(
    tree: dict[str, Organisation], duties: Person
) -> None:
    assert {code: queries.own_duties(one, duties) for code, one in tree.items()} == {
        "JZ": frozenset(),
        "LJ": {Duty.REPORTER},
        "LJ01": frozenset(),
        "LJ02": frozenset(),
        "LJ03": frozenset(),
    }
