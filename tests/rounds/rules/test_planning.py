"""Who speaks this year, and what no plan can keep."""

from hypothesis import given
from hypothesis import strategies as st

from shuping.rounds.rules.planning import Candidate, drawn, plan
from shuping.rounds.rules.scheme import RosterTerms

YEAR = 2019
TERMS = RosterTerms(("street_town",), at_least_once_in_years=3, oral_slots=2)
STREET = Candidate("LJ01", "street_town", since=2015, spoke=2018)
NEW = Candidate("LJ02", "department", since=2019)
SILENT = Candidate("LJ03", "department", since=2016)
HEARD = Candidate("LJ04", "department", since=2015, spoke=2017)


def test_who_must_speaks_then_who_is_due() -> None:
    planned = plan(TERMS, [STREET, NEW, SILENT, HEARD], YEAR)

    assert planned.oral == ("LJ01", "LJ03")
    assert planned.due == ("LJ03",)
    assert planned.faults == ()


def test_slots_that_are_left_go_to_whoever_was_silent_longest() -> None:
    planned = plan(TERMS, [STREET, NEW, HEARD], YEAR)

    assert planned.oral == ("LJ01", "LJ04")
    assert planned.due == ()


def test_more_who_must_than_slots_are_told_and_all_of_them_speak() -> None:
    more = [Candidate(f"S{n}", "street_town", 2019) for n in range(3)]

    planned = plan(TERMS, more, YEAR)

    assert planned.oral == ("S0", "S1", "S2")
    assert [str(one) for one in planned.faults] == [
        "3 must speak every year, but there are 2 slots."
    ]


def test_more_who_are_due_than_slots_are_named_and_so_is_the_rule_that_breaks() -> None:
    late = [Candidate(f"D{n}", "department", 2016) for n in range(4)]

    planned = plan(TERMS, [STREET, *late], YEAR)

    assert planned.oral == ("LJ01", "D0")
    assert [str(one) for one in planned.faults] == [
        "4 are due this year, but 1 slots are left; left out: D1、D2、D3.",
        "With 1 slots a year for 4 bodies, not everyone can speak once in 3 years.",
    ]


CANDIDATES = st.lists(
    st.builds(
        Candidate,
        st.text("ABCDEF", min_size=1, max_size=3),
        st.sampled_from(["street_town", "department"]),
        st.integers(2010, YEAR),
        st.none() | st.integers(2010, YEAR - 1),
    ),
    unique_by=lambda one: one.organisation,
    max_size=12,
)


@given(CANDIDATES, st.integers(0, 8), st.integers(1, 5))
def test_a_plan_keeps_the_rules_or_says_which_it_cannot(
    candidates: list[Candidate], slots: int, years: int
) -> None:
    terms = RosterTerms(("street_town",), years, slots)

    planned = plan(terms, candidates, YEAR)

    must = {one.organisation for one in candidates if one.sector == "street_town"}
    assert must <= set(planned.oral)
    assert len(planned.oral) == max(len(must), min(slots, len(candidates)))
    if not planned.faults:
        assert set(planned.due) <= set(planned.oral)
        assert len(planned.oral) <= slots


@given(st.integers(1, 6), st.integers(1, 4), st.integers(0, 30))
def test_without_a_fault_everyone_speaks_once_in_so_many_years(
    slots: int, years: int, bodies: int
) -> None:
    terms = RosterTerms((), years, slots)
    spoke: dict[str, int | None] = {f"D{n}": None for n in range(bodies)}
    for year in range(2019, 2019 + 3 * years):
        here = [Candidate(name, "", 2019, last) for name, last in spoke.items()]
        planned = plan(terms, here, year)
        if planned.faults:
            assert slots * years < bodies
            return
        spoke |= dict.fromkeys(planned.oral, year)
        silent = [year - (last or 2018) for last in spoke.values()]
        assert max(silent, default=0) < years or year < 2019 + years - 1


def test_the_lot_is_the_same_for_whoever_knows_the_seed() -> None:
    codes = [f"LJ{n:02}" for n in range(1, 17)]

    order = drawn(codes, "20200103-红-7")

    assert order == drawn(reversed(codes), "20200103-红-7")
    assert set(order) == set(codes)
    assert order != drawn(codes, "20200103-红-8")
