"""Rows of (code, parent): circles and ancestors."""

from hypothesis import given
from hypothesis import strategies as st

from shuping.organisations.rules.trees import ancestors, cycles

CODES = st.sampled_from("abcdefg")
PARENTS = st.dictionaries(CODES, CODES | st.just("") | st.just("elsewhere"))


def stands_on_a_circle(code: str, parents: dict[str, str]) -> bool:
    """Walk up as many steps as there are codes, and see whether we come back."""
    here = code
    for _ in parents:
        here = parents.get(here, "")
        if here == code:
            return True
    return False


@given(PARENTS)
def test_circles_are_what_a_walk_comes_back_on(parents: dict[str, str]) -> None:
    assert cycles(parents) == [
        code for code in parents if stands_on_a_circle(code, parents)
    ]


def test_a_tree_has_no_circle_and_a_tail_is_not_on_it() -> None:
    assert cycles({"a": "", "b": "a", "c": "b"}) == []
    assert cycles({"a": "a"}) == ["a"]
    assert cycles({"tail": "a", "a": "b", "b": "a"}) == ["a", "b"]


def test_ancestors_stand_nearest_first() -> None:
    parents = {"a": "", "b": "a", "c": "b", "x": "y", "y": "x"}

    assert ancestors("c", parents) == ["b", "a"]
    assert ancestors("a", parents) == []
    assert ancestors("unknown", parents) == []
    assert ancestors("x", parents) == ["y", "x"]
