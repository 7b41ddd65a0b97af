"""The page of 3 January 2020 comes out of the four folders again, fact by fact."""

import re
from pathlib import Path

import pytest

import shuping
from shuping.bulletins.rules.composing import Head, compose, round_up
from shuping.documents.rules.markdown import write
from tests.bulletins.folder import DISTRICTS, WINTER, record_of, tables
from tests.bulletins.seed_facts import DISTRICT_FACTS, PAGE

TRACE = Path(shuping.__file__).parents[1] / "docs" / "seed.md"
ROUNDS = [(d, number) for d, facts in DISTRICT_FACTS.items() for number in facts]


def bulletin(district: str) -> str:
    return write(compose(record_of(district)))


def page() -> str:
    given = tables(WINTER / "roundup.toml")
    records = [record_of(district) for district in given.pop("rounds")]
    given["breadcrumb"] = tuple(given["breadcrumb"])
    return write(round_up(records, Head(**given)))


def missing(facts: tuple[str, ...], text: str) -> list[str]:
    return [fact for fact in facts if fact not in text]


@pytest.mark.parametrize(("district", "number"), ROUNDS)
def test_a_district_bulletin_states_every_fact_of_its_sentence(
    district: str, number: str
) -> None:
    assert missing(DISTRICT_FACTS[district][number], bulletin(district)) == []


@pytest.mark.parametrize("number", PAGE)
def test_the_round_up_states_every_fact_of_its_head(number: str) -> None:
    assert missing(PAGE[number], page()) == []


def test_the_round_up_has_the_paragraphs_of_the_district_bulletins() -> None:
    parts = re.split(r"^## .*\n\n", page(), flags=re.MULTILINE)[1:]

    told = [bulletin(district).split("\n\n", 2)[2].strip() for district in DISTRICTS]
    assert [part.strip() for part in parts] == told


@pytest.mark.parametrize("district", DISTRICTS)
def test_points_are_told_in_the_order_in_which_they_were_spoken(district: str) -> None:
    text = bulletin(district)
    headings = [
        point.heading
        for meeting in record_of(district).meetings
        for point in meeting.points
    ]

    places = [text.index(heading) for heading in headings]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("district", "oral", "written"),
    [
        ("changning", 12, 0),
        ("minhang", 16, 53),
        ("jiading", 12, 0),
        ("chongming", 20, 0),
    ],
)
def test_as_many_report_in_each_form_as_the_page_counts(
    district: str, oral: int, written: int
) -> None:
    record = record_of(district)

    assert (len(record.oral), len(record.written)) == (oral, written)


def test_nine_kinds_of_people_evaluate_in_minhang() -> None:
    groups = [g for g in record_of("minhang").groups if g.role == "evaluate"]

    assert [g.group for g in groups].index("total") == 9


@pytest.mark.parametrize("district", ["changning", "jiading", "chongming"])
def test_no_deadline_is_told_where_the_page_states_none(district: str) -> None:
    assert "9999" not in bulletin(district)
    assert "前全部完成" not in bulletin(district)


@pytest.mark.parametrize("district", ["changning", "jiading", "chongming"])
def test_each_is_not_claimed_where_the_page_does_not(district: str) -> None:
    assert "逐一" not in bulletin(district)
    assert "一一" not in bulletin(district)


@pytest.mark.parametrize("district", DISTRICTS)
def test_facts_carry_no_figure_that_could_be_worked(district: str) -> None:
    names = {path.name for path in (WINTER / district).iterdir()}
    facts = {
        "scheme.toml",
        "meeting.toml",
        "organisations.csv",
        "roster.csv",
        "groups.csv",
        "comments.csv",
        "highlights.csv",
    }

    assert names - facts == set()


@pytest.mark.parametrize("district", DISTRICTS)
def test_text_is_in_full_width_punctuation(district: str) -> None:
    assert re.findall(r"[一-鿿][,;:!?()]|[,;:!?()][一-鿿]", bulletin(district)) == []


def test_the_trace_has_a_row_for_every_fact_and_no_other() -> None:
    rows = re.findall(r"^\| ([A-Z]{1,2}\d+) \|", TRACE.read_text(), re.MULTILINE)

    numbers = [*PAGE, *(number for _, number in ROUNDS)]
    assert rows == numbers
