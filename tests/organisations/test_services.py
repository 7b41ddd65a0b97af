"""Founding a tree, appointing to posts, giving duties."""

from datetime import date, datetime

import pytest
from django.db import IntegrityError

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.journal.models import Entry
from shuping.organisations import models, queries, services
from shuping.organisations.models import Organisation, Tenure
from shuping.organisations.services import Body
from shuping.refusal import Refused

MAY = date(2019, 5, 1)


def test_a_tree_is_founded_whole_with_one_entry(
    tree: dict[str, Organisation],
) -> None:
    rows = Organisation.objects.order_by("path").values_list("code", "parent__code")

    assert list(rows) == [
        ("JZ", None),
        ("LJ", "JZ"),
        ("LJ01", "LJ"),
        ("LJ02", "LJ"),
        ("LJ03", "LJ"),
    ]
    assert [one.path for one in tree.values()] == [
        "0000",
        "00000000",
        "000000000000",
        "000000000001",
        "000000000002",
    ]
    assert list(Entry.objects.values_list("act", "facts")) == [
        ("found organisations", {"count": 5})
    ]


def test_parents_may_stand_after_their_children(
    organiser: Person, now: datetime
) -> None:
    made = services.found(
        [Body("b", "a"), Body("c", "b"), Body("a", "")], by=organiser, at=now
    )

    assert {code: one.path for code, one in made.items()} == {
        "b": "00000000",
        "c": "000000000000",
        "a": "0000",
    }


def test_bodies_founded_later_stand_behind_those_there(
    tree: dict[str, Organisation], organiser: Person, now: datetime
) -> None:
    made = services.found([Body("LJ04", "LJ"), Body("XJ", "JZ")], by=organiser, at=now)

    assert {code: one.path for code, one in made.items()} == {
        "LJ04": tree["LJ"].path + "0003",
        "XJ": tree["JZ"].path + "0001",
    }


def test_founding_nothing_is_no_act(organiser: Person, now: datetime) -> None:
    assert services.found([], by=organiser, at=now) == {}
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("bodies", "because"),
    [
        ([Body("LJ", "JZ")], "These codes stand already: LJ"),
        ([Body("x", "nowhere")], "These parents are nowhere: nowhere"),
        (
            [Body("x", "y"), Body("y", "x"), Body("z", "x")],
            "These parents run in a circle: x, y",
        ),
    ],
)
def test_a_bad_tree_is_refused_whole(
    tree: dict[str, Organisation],
    organiser: Person,
    now: datetime,
    bodies: list[Body],
    because: str,
) -> None:
    with pytest.raises(Refused, match=because):
        services.found([Body("good", "LJ"), *bodies], by=organiser, at=now)

    assert Organisation.objects.count() == len(tree)


def tenures(organisation: Organisation) -> list[tuple[str, date | None, date | None]]:
    rows = Tenure.objects.filter(post__organisation=organisation).order_by("pk")
    return list(rows.values_list("holder", "since", "until"))


@pytest.mark.parametrize("since", [date(2015, 1, 1), None])
def test_who_held_the_post_until_now_ends_the_day_before(
    tree: dict[str, Organisation], keeps: Person, now: datetime, since: date | None
) -> None:
    body = tree["LJ01"]
    for holder, day in [("甲", since), ("乙", MAY)]:
        services.appoint(body, title="书记", holder=holder, since=day, by=keeps, at=now)

    assert tenures(body) == [("甲", since, date(2019, 4, 30)), ("乙", MAY, None)]
    assert Entry.objects.filter(act="appoint").count() == 2


def test_another_post_and_an_unknown_day_end_nobody(
    tree: dict[str, Organisation], keeps: Person, now: datetime
) -> None:
    body = tree["LJ01"]
    for title, holder, day in [
        ("书记", "甲", MAY),
        ("主任", "乙", MAY),
        ("书记", "丙", None),
    ]:
        services.appoint(body, title=title, holder=holder, since=day, by=keeps, at=now)

    assert tenures(body) == [("甲", MAY, None), ("乙", MAY, None), ("丙", None, None)]


def test_a_tenure_that_ends_before_it_begins_is_refused_by_the_database(
    tree: dict[str, Organisation], keeps: Person, now: datetime
) -> None:
    services.appoint(tree["LJ"], title="书记", holder="甲", since=MAY, by=keeps, at=now)

    with pytest.raises(IntegrityError, match="tenure_begins_before_it_ends"):
        Tenure.objects.update(until=date(2019, 4, 30))


def test_a_duty_given_twice_is_given_once(
    tree: dict[str, Organisation], organiser: Person, now: datetime
) -> None:
    for _ in range(2):
        services.give_duty(organiser, Duty.ORGANISER, tree["LJ"], by=None, at=now)

    assert queries.duties_at(tree["LJ"], organiser) == {Duty.ORGANISER}
    assert list(Entry.objects.filter(act="give duty").values_list("facts")) == [
        ({"duty": "organiser", "organisation": "LJ"},)
    ]


def test_an_unknown_duty_is_refused_by_the_database(
    tree: dict[str, Organisation], organiser: Person
) -> None:
    with pytest.raises(IntegrityError, match="duty_is_known"):
        models.Duty.objects.create(
            person=organiser, organisation=tree["LJ"], duty="king"
        )
