"""Materialised paths, held against lists of child numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuping.organisations.rules import paths

NUMBERS = st.integers(0, paths.MOST)
ROUTES = st.lists(st.sampled_from([0, 1, 35, 36, paths.MOST]), max_size=5)


def path_of(route: list[int]) -> str:
    return "".join(paths.step(number) for number in route)


@pytest.mark.parametrize(
    ("number", "step"), [(0, "0000"), (35, "000z"), (36, "0010"), (paths.MOST, "zzzz")]
)
def test_a_step_has_four_digits(number: int, step: str) -> None:
    assert paths.step(number) == step


def test_there_is_no_step_behind_the_last() -> None:
    with pytest.raises(OverflowError):
        paths.step(paths.MOST + 1)


@given(NUMBERS, NUMBERS)
def test_steps_keep_the_order_of_their_numbers(one: int, other: int) -> None:
    assert (paths.step(one) < paths.step(other)) == (one < other)
    assert paths.number(paths.step(one)) == one


@given(ROUTES.filter(bool))
def test_a_path_knows_its_parent_and_ancestors(route: list[int]) -> None:
    path = path_of(route)

    assert paths.parent(path) == path_of(route[:-1])
    assert paths.number(path) == route[-1]
    assert paths.ancestors(path) == [path_of(route[:n]) for n in range(1, len(route))]


@given(ROUTES.filter(bool), ROUTES.filter(bool))
def test_a_sub_tree_is_a_range_of_paths(one: list[int], other: list[int]) -> None:
    low, path = path_of(one), path_of(other)
    high = paths.after(low)
    within = low <= path and (not high or path < high)

    assert within == (other[: len(one)] == one)


def test_nothing_is_behind_the_whole() -> None:
    assert paths.after("") == ""
    assert paths.after("zzzzzzzz") == ""
    assert paths.after("0000zzzz") == "0001"
