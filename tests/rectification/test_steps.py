"""What comes next for a problem: for its owner, for the superior, on its bar."""

from datetime import date

import pytest

from shuping.charter import Act
from shuping.rectification.rules import Status, Step, is_overdue, life_of, steps

OWNER = frozenset({Act.TASK_PROBLEM, Act.EVIDENCE_PROBLEM})
SUPERIOR = frozenset({Act.TASK_PROBLEM, Act.CLOSE_PROBLEM})


@pytest.mark.parametrize(
    ("status", "owner", "superior"),
    [
        (Status.OPEN, {Step.TASK}, {Step.TASK}),
        (Status.TASKED, {Step.EVIDENCE}, set()),
        (Status.EVIDENCED, set(), {Step.CLOSE, Step.SEND_BACK, Step.TASK}),
        (Status.CLOSED, set(), {Step.REOPEN}),
        (Status.REOPENED, {Step.TASK}, {Step.TASK}),
    ],
)
def test_each_state_has_its_next_step_for_owner_and_superior(
    status: Status, owner: set[Step], superior: set[Step]
) -> None:
    assert steps(status, OWNER, owner=True) == owner
    assert steps(status, SUPERIOR, owner=False) == superior
    assert steps(status, frozenset(), owner=False) == set()


def test_whoever_belongs_to_the_owner_never_judges() -> None:
    both = OWNER | SUPERIOR

    assert steps(Status.EVIDENCED, both, owner=True) == set()
    assert steps(Status.CLOSED, both, owner=True) == set()


@pytest.mark.parametrize("status", Status)
def test_the_bar_marks_where_the_problem_stands(status: Status) -> None:
    life = life_of(status)

    assert [str(one.name) for one in life if one.here] == [str(status)]
    assert [one.done for one in life] == sorted(
        (one.done for one in life), reverse=True
    )
    assert len(life) == 4


def test_what_is_not_closed_after_its_day_is_overdue() -> None:
    day, after = date(2020, 1, 2), date(2020, 1, 3)

    assert is_overdue(Status.TASKED, day, after)
    assert not is_overdue(Status.TASKED, day, day)
    assert not is_overdue(Status.CLOSED, day, after)
    assert not is_overdue(Status.OPEN, None, after)
