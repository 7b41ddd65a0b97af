"""The scheme told in words."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuping.demo.services import WINTER
from shuping.rounds.rules.explaining import explain
from shuping.rounds.rules.numbers import plain, share
from shuping.rounds.rules.scheme_file import read
from tests.folders.good import SCHEME


def told(scheme: str) -> list[str]:
    found = read(scheme.encode()).scheme
    assert found is not None
    return [str(rule) for chapter in explain(found) for rule in chapter.rules]


def changed(*changes: tuple[str, str]) -> list[str]:
    scheme = SCHEME
    for old, new in changes:
        assert scheme.count(old) == 1, old
        scheme = scheme.replace(old, new)
    return told(scheme)


RULES = [
    (
        "deadline = 2020-01-15",
        "deadline = 9999-12-31",
        "临江区2019年度述职评议考核: the round of 2019. No deadline is stated.",
    ),
    ('covers = "all"', 'covers = "oral"', "The ballot lists those who report orally."),
    (
        'covers = "all"',
        'covers = "all"\nannounce = "hall"',
        "The outcome is announced in the hall.",
    ),
    (
        'small_class = "pool:A"',
        'small_class = "drop"',
        "A secret class of fewer than 2 valid ballots is not shown and not counted.",
    ),
    (
        'all_same = "keep"',
        'all_same = "void"',
        "A ballot that marks three cells or more all alike is void.",
    ),
    (
        'all_same = "keep"',
        'all_same = "keep"\ngood_at_most = "1/3"',
        (
            "A ballot that gives 好 on the first item to more than 1/3 of the "
            "reporters is void."
        ),
    ),
    (
        'zero_class = "renormalise"',
        'zero_class = "zero"',
        "A class that says nothing of a reporter counts as 0.",
    ),
    (
        'zero_class = "renormalise"',
        'zero_class = "refuse"',
        "No class may say nothing of a reporter: that stops the count.",
    ),
    (
        'trim = "none"',
        'trim = "above_5"',
        "Of more than five marks on an item one highest and one lowest are left out.",
    ),
    (
        'rounding = "half_up"',
        'rounding = "half_even"',
        (
            "Figures are exact and rounded once, when printed, to 2 places, "
            "halves to even."
        ),
    ),
    (
        'below_good_at_least = "15%"',
        'below_good_at_least = ""',
        "街镇: no quota.",
    ),
    (
        'below_good_at_least = "15%"',
        'good_at_most = "1/3"',
        (
            "街镇, from 7 reporters on: at most 1/3 好, at least 15% below 好; "
            "on those tied at the line the committee decides."
        ),
    ),
    (
        "year = 2019",
        'year = 2019\nlocked = ["bands", "gates"]',
        "Bodies below may not change: bands, gates.",
    ),
    (
        "[report]\n",
        '[roster]\nmust_speak = ["street_town", "zone"]\n[report]\n',
        "Every year these speak: 街镇, development zones.",
    ),
    (
        'name = "上年问题整改"}',
        'name = "上年问题整改", max = 500, share_min = "1/5"}',
        "Section 上年问题整改: at most 500 characters, at least 20% of the text.",
    ),
]


@pytest.mark.parametrize(("old", "new", "sentence"), RULES)
def test_a_rule_is_told_when_it_is_so_and_only_then(
    old: str, new: str, sentence: str
) -> None:
    assert sentence not in told(SCHEME)
    assert sentence in changed((old, new))


def test_without_dont_know_nothing_is_said_of_it() -> None:
    sentence = "“Don't know” may be marked; it is counted apart."

    assert sentence in told(SCHEME)
    assert sentence not in changed(("unknown = true", "unknown = false"))


def test_the_good_scheme_names_classes_bands_gates_and_triggers() -> None:
    sentences = told(SCHEME)

    assert "Class 区领导, weight 40, votes in secret." in sentences
    assert "Class 联系领导, weight 30, signs its ballots." in sentences
    assert "By composite: 好 from 90, 较好 from 75, 一般 from 60; below that 差." in (
        sentences
    )
    assert "好 needs: excellent in the annual assessment." in sentences
    assert "违纪违法: at best 一般." in sentences


def test_a_chapter_names_the_documents_that_its_tables_come_from() -> None:
    scheme = SCHEME.replace("year = 2019", 'year = 2019\nsource = "方案"').replace(
        "[ballot.validity]", '[ballot.validity]\nsource = "方案第三条"'
    )
    found = read(scheme.encode()).scheme
    assert found is not None

    sources = {str(one.name): one.sources for one in explain(found) if one.sources}

    assert sources == {"The round": ("方案",), "What counts": ("方案第三条",)}


@pytest.mark.parametrize("path", sorted(WINTER.glob("*/scheme.toml")))
def test_every_scheme_of_the_winter_can_be_told(path: Path) -> None:
    assert len(told(path.read_text(encoding="utf-8"))) > 20


@pytest.mark.parametrize(
    ("number", "written"),
    [("0.5", "0.5"), ("90", "90"), ("1/3", "1/3"), ("-0.05", "-0.05"), ("0", "0")],
)
def test_a_number_is_written_as_people_write_it(number: str, written: str) -> None:
    assert plain(Fraction(number)) == written


@given(st.fractions(max_denominator=1000))
def test_a_written_number_is_the_number(number: Fraction) -> None:
    assert Fraction(plain(number)) == number


@given(st.fractions(0, 1, max_denominator=100))
def test_a_written_share_is_the_share(part: Fraction) -> None:
    written = share(part)

    value = Fraction(written.rstrip("%"))
    assert (value / 100 if written.endswith("%") else value) == part
