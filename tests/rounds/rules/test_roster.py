"""What a roster does not keep."""

from dataclasses import replace

from shuping.rounds.rules import scheme_file
from shuping.rounds.rules.roster import Place, warnings
from shuping.rounds.rules.scheme import Pool, RosterTerms
from tests.conftest import SCHEME

STREET = Place("LJ01", "street_town", oral=True)
SILENT = Place("LJ02", "street_town", oral=False)
OFFICE = Place("LJ03", "department", oral=False)
TERMS = RosterTerms(must_speak=("street_town",), oral_slots=1)


def told(*places: Place, pools: tuple[Pool, ...] = ()) -> list[str]:
    scheme = scheme_file.read(SCHEME.encode()).scheme
    assert scheme is not None
    appraisal = replace(scheme.appraisal, pools=pools)
    scheme = replace(scheme, roster=TERMS, appraisal=appraisal)
    return [str(words) for words in warnings(scheme, places)]


def test_a_roster_that_keeps_the_rules_warns_of_nothing() -> None:
    assert told(STREET, OFFICE) == []
    assert told() == []


def test_a_sector_that_must_speak_and_is_silent_is_named() -> None:
    assert told(STREET, SILENT, OFFICE) == [
        "LJ02 reports in writing; its sector streets and towns must speak."
    ]


def test_a_sector_is_called_as_the_pool_of_it_alone() -> None:
    alone = Pool("streets", "街道乡镇", (), sectors=frozenset({"street_town"}))

    assert told(STREET, SILENT, pools=(alone,)) == [
        "LJ02 reports in writing; its sector 街道乡镇 must speak."
    ]


def test_more_who_speak_than_slots_are_counted() -> None:
    again = Place("LJ04", "department", oral=True)

    assert told(STREET, again) == ["2 report orally; the scheme has 1 slots."]
