"""Lists of bodies and posts: all of a list is taken in as it was seen, or nothing."""

from collections.abc import Iterable
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.journal.models import Entry
from shuping.organisations import queries, services
from shuping.organisations.models import Organisation, Post, Tenure
from shuping.organisations.queries.plans import plan_of_bodies, plan_of_posts
from shuping.organisations.rules.layouts import (
    BODIES,
    POSTS,
    Arrived,
    arrived,
    read_list,
)
from shuping.organisations.rules.plans import TreePlan
from shuping.organisations.rules.tenures import PostPlan
from shuping.organisations.services import Body, found, give_duty
from shuping.organisations.services.importing import take_in_bodies, take_in_posts
from shuping.refusal import Refused

NOW = datetime.fromisoformat("2020-01-03T09:00+08:00")


def bodies(*rows: str, head: str = "code,parent,name") -> Arrived:
    got = arrived("a.csv", "\n".join([head, *rows]).encode(), BODIES)
    assert isinstance(got, Arrived)
    return got


def posts(*rows: str) -> Arrived:
    head = "organisation,post,holder,since,until,acting"
    got = arrived("a.csv", "\n".join([head, *rows]).encode(), POSTS)
    assert isinstance(got, Arrived)
    return got


def previewed(list_: Arrived, by: Person) -> str:
    read = read_list(list_, BODIES)
    plan = plan_of_bodies(read, list_, by)
    assert [str(one) for one in read.faults.found] == []
    return plan.digest


def take_in(list_: Arrived, by: Person) -> TreePlan:
    return take_in_bodies(list_, agreed=previewed(list_, by), by=by, at=NOW)


def take_in_holders(list_: Arrived, by: Person) -> PostPlan:
    plan = plan_of_posts(read_list(list_, POSTS), list_, by)
    return take_in_posts(list_, agreed=plan.digest, by=by, at=NOW)


def rows() -> set[tuple[str, str | None, str]]:
    return set(Organisation.objects.values_list("code", "parent__code", "name"))


def test_a_list_is_taken_in_with_one_entry_and_a_second_time_with_none(
    tree: dict[str, Organisation], keeps: Person
) -> None:
    list_ = bodies("LJ01,N,云台镇", "N,PX,新区", "PX,JZ,平溪区委", "LJ,JZ,临江区委")

    plan = take_in(list_, keeps)
    again = take_in_bodies(list_, agreed=plan.digest, by=keeps, at=NOW)

    assert rows() == {
        ("JZ", None, "江州市委"),
        ("LJ", "JZ", "临江区委"),
        ("PX", "JZ", "平溪区委"),
        ("N", "PX", "新区"),
        ("LJ01", "N", "云台镇"),
        ("LJ02", "LJ", "河湾镇"),
        ("LJ03", "LJ", "区水务局"),
    }
    moved = Organisation.objects.get(code="LJ01")
    assert [one.code for one in queries.above(moved)] == ["JZ", "PX", "N"]
    assert (bool(again), again.same) == (False, 4)
    (entry,) = Entry.objects.filter(act="import organisations")
    assert entry.facts == {"new": 2, "changes": 2}


def test_what_was_seen_is_taken_in_or_nothing(
    tree: dict[str, Organisation], keeps: Person, now: datetime
) -> None:
    list_ = bodies("X,LJ,x")
    agreed = previewed(list_, keeps)
    changed = bodies("X,LJ,y")

    with pytest.raises(Refused, match="has changed since the preview"):
        take_in_bodies(changed, agreed=agreed, by=keeps, at=now)
    found([Body("X", "JZ", "x")], by=keeps, at=now)
    with pytest.raises(Refused, match="has changed since the preview"):
        take_in_bodies(list_, agreed=agreed, by=keeps, at=now)

    assert ("X", "JZ", "x") in rows()


def test_a_list_with_faults_is_refused_whole(
    tree: dict[str, Organisation], keeps: Person, liaison: Person, now: datetime
) -> None:
    list_ = bodies("X,LJ,x")
    agreed = previewed(list_, keeps)

    with pytest.raises(Refused, match="has changed since the preview"):
        take_in_bodies(list_, agreed=agreed, by=liaison, at=now)

    assert not Organisation.objects.filter(code="X").exists()


def test_an_administrator_stands_in_until_there_is_an_organiser(
    tree: dict[str, Organisation], stranger: Person, organiser: Person, now: datetime
) -> None:
    give_duty(stranger, Duty.ADMINISTRATOR, tree["JZ"], by=None, at=now)
    take_in(bodies("X,JZ,x"), stranger)
    assert ("X", "JZ", "x") in rows()

    give_duty(organiser, Duty.ORGANISER, tree["LJ03"], by=None, at=now)
    list_ = bodies("Y,JZ,y")
    read = read_list(list_, BODIES)
    plan_of_bodies(read, list_, stranger)

    assert "JZ is nowhere" in str(read.faults.found[0])


def tenures() -> Iterable[tuple[str, str, date | None, date | None, bool]]:
    return Tenure.objects.order_by("post__title", "pk").values_list(
        "post__title", "holder", "since", "until", "acting"
    )


def test_posts_are_taken_in_and_a_second_time_nothing(
    tree: dict[str, Organisation], keeps: Person, now: datetime
) -> None:
    may = date(2019, 5, 1)
    services.appoint(
        tree["LJ"], title="书记", holder="甲", since=None, by=keeps, at=now
    )
    list_ = posts("LJ,书记,乙,2019-05-01,,是", "LJ,主任,丙,,,", "LJ,主任,丁,,,")

    first = take_in_holders(list_, keeps)
    again = take_in_posts(list_, agreed=first.digest, by=keeps, at=now)

    assert list(tenures()) == [
        ("主任", "丙", None, None, False),
        ("主任", "丁", None, None, False),
        ("书记", "甲", None, date(2019, 4, 30), False),
        ("书记", "乙", may, None, True),
    ]
    assert not again
    assert Post.objects.count() == 2
    (entry,) = Entry.objects.filter(act="import posts")
    assert entry.facts == {"new": 3, "changes": 1}


def test_posts_that_have_changed_since_the_preview_are_refused(
    tree: dict[str, Organisation], keeps: Person, now: datetime
) -> None:
    list_ = posts("LJ,书记,乙,2019-05-01,,")
    agreed = take_in_holders(list_, keeps).digest
    Tenure.objects.update(holder="甲")

    with pytest.raises(Refused, match="has changed since the preview"):
        take_in_posts(list_, agreed=f"{agreed}x", by=keeps, at=now)


SIZE = 7
PARENTS = st.lists(st.integers(0, SIZE), min_size=SIZE, max_size=SIZE)


def parents_of(drawn: list[int], order: list[int]) -> dict[str, str]:
    """Return any tree of B0 … B7 whose root is B0."""
    ranked = [0, *(1 + one for one in order)]
    tree = {"B0": ""}
    for place, one in enumerate(ranked[1:], 1):
        tree[f"B{one}"] = f"B{ranked[drawn[place - 1] % place]}"
    return tree


class AnyTree(TestCase):
    """Whatever stood, what stands after a list is what the list says."""

    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(PARENTS, st.permutations(range(SIZE)), PARENTS, st.permutations(range(SIZE)))
    def test_a_list_turns_any_tree_into_any_other(
        self, before: list[int], one: list[int], after: list[int], other: list[int]
    ) -> None:
        keeper = Person.objects.create_user("keeper")
        old, new = parents_of(before, one), parents_of(after, other)
        made = found([Body(*body) for body in old.items()], by=keeper, at=NOW)
        give_duty(keeper, Duty.ORGANISER, made["B0"], by=None, at=NOW)

        take_in(bodies(*(f"{code},{parent}," for code, parent in new.items())), keeper)

        for body in Organisation.objects.select_related("parent"):
            parent = body.parent
            assert (parent.code if parent else "") == new[body.code]
            assert body.path[:-4] == (parent.path if parent else "")
