"""Enter, propose, decide."""

from collections.abc import Callable
from datetime import datetime
from fractions import Fraction

import pytest

from shuping.accounts.models import Person
from shuping.appraisal import queries, services
from shuping.appraisal.models import Adjustment, Decision, Flag, MetTrigger, Score
from shuping.appraisal.services import Adjusted, Decided, Entered
from shuping.charter import Stage
from shuping.journal.models import Entry
from shuping.refusal import Refused
from shuping.rounds import services as rounds
from shuping.rounds.models import Reporter, Round
from tests.folders.good import SCHEME

CODES = ("LJ01", "LJ02", "LJ03")
Seated = dict[str, Reporter]


def entered(seated: Seated, points: int = 80) -> list[Entered]:
    return [Entered(seated[code], "everyday", Fraction(points)) for code in CODES]


@pytest.fixture
def proposed(
    appraising: Round, seated: Seated, organiser: Person, now: datetime
) -> dict[str, str]:
    """The proposed grades by code, everybody's everyday score being 80."""
    services.enter_scores(appraising, entered(seated), by=organiser, at=now)
    figures = services.propose(appraising, by=organiser, at=now)
    return {one.organisation: one.proposal.grade for one in figures if one.proposal}


def test_a_score_entered_again_replaces_the_first(
    appraising: Round, seated: Seated, organiser: Person, now: datetime
) -> None:
    services.enter_scores(appraising, entered(seated, 70), by=organiser, at=now)
    services.enter_scores(appraising, entered(seated, 90), by=organiser, at=now)

    assert set(Score.objects.values_list("points", flat=True)) == {"90"}
    assert Score.objects.count() == len(CODES)


def test_a_score_keeps_its_exact_points(
    appraising: Round, seated: Seated, organiser: Person, now: datetime
) -> None:
    third = Entered(seated["LJ01"], "everyday", Fraction(250, 3))

    services.enter_scores(appraising, [third], by=organiser, at=now)

    (entrant, *_) = queries.entrants(appraising)
    assert entrant.scores == {"everyday": Fraction(250, 3)}


@pytest.mark.parametrize("points", [Fraction(-1), Fraction(1001, 10)])
def test_a_score_outside_0_to_100_is_refused_and_none_is_kept(
    points: Fraction,
    appraising: Round,
    seated: Seated,
    organiser: Person,
    now: datetime,
) -> None:
    scores = [*entered(seated), Entered(seated["LJ01"], "everyday", points)]

    with pytest.raises(Refused, match="is not from 0 to 100"):
        services.enter_scores(appraising, scores, by=organiser, at=now)

    assert not Score.objects.exists()


def test_only_the_organiser_enters_and_only_until_the_grades_stand(
    appraising: Round,
    seated: Seated,
    organiser: Person,
    stranger: Person,
    now: datetime,
) -> None:
    with pytest.raises(Refused):
        services.enter_scores(appraising, entered(seated), by=stranger, at=now)
    Round.objects.filter(pk=appraising.pk).update(stage=Stage.RECTIFYING)
    with pytest.raises(Refused):
        services.enter_scores(appraising, entered(seated), by=organiser, at=now)

    assert not Score.objects.exists()


def test_adjustments_and_flags_reach_the_figures(
    appraising: Round, seated: Seated, organiser: Person, now: datetime
) -> None:
    first = seated["LJ01"]
    adjusted = [
        Adjusted(first, Fraction(3, 2), "获评示范点", "江组〔2019〕8号"),
        Adjusted(first, Fraction(-1, 2), "材料迟报"),
    ]

    services.adjust(appraising, adjusted, by=organiser, at=now)
    services.flag(appraising, [(first, "annual_excellent")], by=organiser, at=now)

    (entrant, *_) = queries.entrants(appraising)
    assert entrant.adjustment == 1
    assert entrant.flags == {"annual_excellent"}


def test_a_trigger_of_the_scheme_is_noted_with_its_evidence(
    appraising: Round, seated: Seated, organiser: Person, now: datetime
) -> None:
    met = [(seated["LJ03"], "discipline", "临纪〔2019〕3号")]

    services.meet_triggers(appraising, met, by=organiser, at=now)

    trigger = MetTrigger.objects.get()
    assert (trigger.trigger, trigger.evidence) == ("discipline", "临纪〔2019〕3号")


def test_a_trigger_that_the_scheme_does_not_know_is_refused(
    appraising: Round, seated: Seated, organiser: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="fire is no trigger of the scheme"):
        services.meet_triggers(
            appraising, [(seated["LJ03"], "fire", "")], by=organiser, at=now
        )


def test_nothing_is_entered_about_a_reporter_of_another_round(
    appraising: Round, seated: Seated, organiser: Person, now: datetime
) -> None:
    scheme = SCHEME.replace("year = 2019", "year = 2018").encode()
    before = rounds.make(appraising.convenor, scheme=scheme, by=organiser, at=now)
    other = Reporter.objects.create(
        round=before, organisation=seated["LJ01"].organisation, mode="oral", order=1
    )
    acts: list[tuple[Callable[..., object], list[object]]] = [
        (services.enter_scores, [Entered(other, "everyday", Fraction(80))]),
        (services.adjust, [Adjusted(other, Fraction(1))]),
        (services.flag, [(other, "annual_excellent")]),
        (services.meet_triggers, [(other, "discipline", "")]),
        (services.decide, [Decided(other, "good")]),
    ]

    for act, rows in acts:
        with pytest.raises(Refused, match="LJ01 is not on the roster"):
            act(appraising, rows, by=organiser, at=now)

    for model in (Score, Adjustment, Flag, MetTrigger, Decision):
        assert not model.objects.exists()


def test_nothing_is_proposed_while_a_component_is_missing(
    appraising: Round, seated: Seated, organiser: Person, now: datetime
) -> None:
    services.enter_scores(appraising, entered(seated)[:1], by=organiser, at=now)

    with pytest.raises(Refused, match="A component is missing for: LJ02, LJ03"):
        services.propose(appraising, by=organiser, at=now)


def test_a_decision_like_the_proposal_needs_no_reason(
    proposed: dict[str, str],
    appraising: Round,
    seated: Seated,
    organiser: Person,
    now: datetime,
) -> None:
    decisions = [Decided(seated[code], proposed[code]) for code in CODES]

    services.decide(appraising, decisions, by=organiser, at=now)

    assert queries.all_decided(appraising)
    assert {one.proposed for one in Decision.objects.all()} == set(proposed.values())
    assert Entry.objects.filter(act="decide grades").get().facts == {"count": 3}


def test_a_decision_unlike_the_proposal_needs_its_reason(
    proposed: dict[str, str],
    appraising: Round,
    seated: Seated,
    organiser: Person,
    now: datetime,
) -> None:
    other = "poor" if proposed["LJ01"] != "poor" else "good"
    bare = Decided(seated["LJ01"], other, reason="  ")

    with pytest.raises(Refused, match="LJ01: write why the committee decided"):
        services.decide(appraising, [bare], by=organiser, at=now)
    services.decide(
        appraising,
        [Decided(seated["LJ01"], other, reason="经区委常委会研究。")],
        by=organiser,
        at=now,
    )

    decision = Decision.objects.get()
    assert (decision.proposed, decision.grade) == (proposed["LJ01"], other)


def test_a_decision_made_again_replaces_the_first(
    proposed: dict[str, str],
    appraising: Round,
    seated: Seated,
    organiser: Person,
    now: datetime,
) -> None:
    same = Decided(seated["LJ01"], proposed["LJ01"], opinion="一")
    again = Decided(seated["LJ01"], proposed["LJ01"], opinion="二")

    services.decide(appraising, [same], by=organiser, at=now)
    services.decide(appraising, [again], by=organiser, at=now)

    assert Decision.objects.get().opinion == "二"


def test_a_grade_that_the_scheme_does_not_know_is_refused(
    appraising: Round, seated: Seated, organiser: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="splendid is no grade"):
        services.decide(
            appraising, [Decided(seated["LJ01"], "splendid")], by=organiser, at=now
        )


def test_letters_say_nothing_where_nothing_was_worked_out(
    round_: Round, now: datetime
) -> None:
    assert not queries.has_figures(round_)
    assert queries.letters(round_, on=now.date()) == {}


def test_where_nothing_was_worked_out_any_grade_may_be_decided(
    round_: Round,
    reporters: dict[str, Reporter],
    organiser: Person,
    now: datetime,
) -> None:
    Round.objects.filter(pk=round_.pk).update(stage=Stage.APPRAISING)

    services.decide(
        round_, [Decided(reporters["LJ01"], "average")], by=organiser, at=now
    )

    assert Decision.objects.get().proposed == ""
