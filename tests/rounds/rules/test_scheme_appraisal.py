"""The appraisal of a scheme: bands, gates, triggers and pools, and their faults."""

from fractions import Fraction

import pytest

from shuping.rounds.rules.scheme import Band, Component, Gate, Pool, Trigger
from tests.rounds.rules.test_scheme_file import LEAST, scheme_of, told

GRADES = LEAST.replace(
    '{code = "poor", points = 0}',
    '{code = "average", points = 50}, {code = "poor", points = 0}',
)
ORAL = LEAST.replace("[ballot]\n", '[ballot]\ncovers = "oral"\n')
BALLOT, EVERYDAY = Component("ballot", Fraction(60)), Component("everyday", Fraction(1))


def test_without_pools_there_is_one_of_all() -> None:
    appraisal = scheme_of(LEAST).appraisal

    assert appraisal.pools == (Pool("all", "", (BALLOT,)),)
    assert (appraisal.places, appraisal.rounding) == (2, "half_up")
    assert (appraisal.gates, appraisal.triggers) == ((), ())


def test_a_pool_has_what_stands_above_it_unless_it_says_otherwise() -> None:
    scheme = scheme_of(
        LEAST
        + """\
good_at_most = "1/3"
below_good_at_least = ""
quota_from = 5
tie_at_the_line = "up"
[[appraisal.pools]]
code = "streets"
name = "街镇"
sectors = ["street_town"]
[[appraisal.pools]]
code = "departments"
sectors = ["department"]
modes = ["oral", "written"]
components = [{code = "everyday", name = "平时", weight = 1}]
good_at_most = "25%"
below_good_at_least = 0.1
quota_from = 4
tie_at_the_line = "down"
source = "分类办法"
"""
    )

    assert scheme.appraisal.pools == (
        Pool(
            "streets",
            "街镇",
            (BALLOT,),
            sectors=frozenset({"street_town"}),
            good_at_most=Fraction(1, 3),
            below_good_at_least=None,
            quota_from=5,
            tie_at_the_line="up",
        ),
        Pool(
            "departments",
            "departments",
            (EVERYDAY,),
            sectors=frozenset({"department"}),
            modes=frozenset({"oral", "written"}),
            good_at_most=Fraction(1, 4),
            below_good_at_least=Fraction(1, 10),
            quota_from=4,
            tie_at_the_line="down",
        ),
    )
    assert scheme.sources == {"appraisal.pools[2]": "分类办法"}


def test_bands_gates_and_triggers_are_read_in_their_order() -> None:
    text = GRADES.replace(
        "from = 90}", 'from = 90.5}, {grade = "average", from = 60, source = "细则"}'
    )
    appraisal = scheme_of(
        text
        + """\
gates = [{grade = "good", requires = "annual_excellent"}]
[[appraisal.triggers]]
code = "discipline"
caps_at = "average"
evidence = "通报"
signature = "纪委"
"""
    ).appraisal

    assert appraisal.bands == (
        Band("good", Fraction(181, 2)),
        Band("average", Fraction(60)),
    )
    assert appraisal.gates == (Gate("good", "annual_excellent"),)
    assert appraisal.triggers == (Trigger("discipline", "discipline", "average"),)


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        (
            '{grade = "good", from = 90},\n{grade = "average", from = 90}',
            ["15: appraisal.bands[2].from: bands do not fall; highest band first"],
        ),
        (
            '{grade = "average", from = 90},\n{grade = "good", from = 60}',
            [
                (
                    "15: appraisal.bands[2].grade: good is out of order; "
                    "best grade first, each once"
                )
            ],
        ),
        (
            '{grade = "good", from = 90},\n{grade = "good", from = 60}',
            [
                (
                    "15: appraisal.bands[2].grade: good is out of order; "
                    "best grade first, each once"
                )
            ],
        ),
        (
            '{grade = "top", from = 90},\n{grade = "good", from = 60}',
            [
                (
                    "14: appraisal.bands[1].grade: top is no grade; "
                    "one of good, average, poor"
                )
            ],
        ),
    ],
)
def test_bands_fall_with_their_grades(bands: str, words: list[str]) -> None:
    assert told(GRADES.replace('{grade = "good", from = 90}', bands)) == words


POOL = "[[appraisal.pools]]\ncode = 'p'\n"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (
            f"{POOL}modes = ['oral', 'post', 'air']",
            [
                (
                    "17: appraisal.pools[1].modes: air, post does not fit; "
                    "one of oral, written"
                )
            ],
        ),
        (
            f"{POOL}{POOL}",
            ["18: appraisal.pools[2].code: p stands twice; each may stand once"],
        ),
        (
            f"{POOL}tie_at_the_line = 'toss'",
            [
                (
                    '17: appraisal.pools[1].tie_at_the_line: "toss" does not fit; '
                    "one of committee, down, up"
                )
            ],
        ),
        (
            "triggers = [\n{code = 'x', caps_at = 'low'}]",
            ["16: appraisal.triggers[1].caps_at: low is no grade; one of good, poor"],
        ),
        (
            "gates = [\n{grade = 'good'}]",
            ["16: appraisal.gates[1].requires: missing; this key is required"],
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(more: str, words: list[str]) -> None:
    assert told(LEAST + more) == words


def test_where_the_ballot_lists_the_oral_a_pool_has_one_mode() -> None:
    words = "the ballot lists oral reporters only"

    assert told(f"{ORAL}{POOL}modes = ['oral', 'written']") == [
        (
            f"18: appraisal.pools[1].modes: {words}; "
            'give the pool one mode, or set covers = "all"'
        )
    ]
    assert told(f"{LEAST}{POOL}modes = ['oral', 'written']") == []


def test_where_the_ballot_lists_the_oral_a_written_pool_has_no_ballot() -> None:
    written = f"{ORAL}{POOL}modes = ['written']\n"
    components = "components = [{code = '%s', weight = 1}]"

    told_of = (
        "appraisal.pools[1].components: the ballot lists oral reporters only; "
        "leave ballot out of a written pool's components"
    )
    assert told(written) == [f"16: {told_of}"]
    assert told(written + components % "ballot") == [f"19: {told_of}"]
    assert told(written + components % "everyday") == []
    assert told(f"{ORAL}{POOL}modes = ['oral']") == []
