"""The figures of a round from its counts and scores."""

from dataclasses import replace
from fractions import Fraction

import pytest

from shuping.appraisal.rules.figures import Entrant, work
from shuping.folders.rules.reading import read
from shuping.rounds.rules.scheme import Scheme
from tests.folders.good import GOOD

STREET = Entrant("LJ01", "street_town", "oral", {"everyday": Fraction(90)})


@pytest.fixture
def scheme() -> Scheme:
    folder = read(GOOD).folder
    assert folder is not None
    return folder.scheme


def test_without_a_ballot_the_ballot_is_missing_and_nothing_is_proposed(
    scheme: Scheme,
) -> None:
    (figures,) = work(scheme, [STREET], None)

    assert figures.missing == ("ballot",)
    assert figures.classes == {}
    assert (figures.composite, figures.proposal) == (None, None)


def test_a_reporter_in_no_pool_is_an_error_of_the_caller(scheme: Scheme) -> None:
    nowhere = replace(STREET, sector="university")

    with pytest.raises(LookupError, match="LJ01"):
        work(scheme, [nowhere], None)


def test_no_entrants_have_no_figures(scheme: Scheme) -> None:
    assert work(scheme, [], None) == ()
