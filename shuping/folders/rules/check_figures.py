"""Checks of scores and decisions, and of what only the worked figures show."""

from collections.abc import Mapping
from fractions import Fraction

from shuping.appraisal.rules.figures import Entrant, Figures, work
from shuping.folders.rules.check_counts import COUNTS, outcome_of
from shuping.folders.rules.faults import Faults
from shuping.folders.rules.folder import Folder
from shuping.folders.rules.rows import BALLOTS, DecisionRow, ScoreRow, TriggerRow
from shuping.refusal import say
from shuping.rounds.rules.scheme import BALLOT

SCORES, DECISIONS = "scores.csv", "decisions.csv"


def check_scores(folder: Folder, faults: Faults) -> None:
    """Check that each score is known, and that none is missing."""
    scheme = folder.scheme
    parts = {part.code for pool in scheme.appraisal.pools for part in pool.components}
    known = sorted(parts - {BALLOT})
    for row in folder.of(ScoreRow):
        if row.component not in known:
            faults.note(
                SCORES,
                row.line,
                "component",
                say("{value} is no component to be entered", value=row.component),
                say("one of {choices}", choices=", ".join(known)),
            )
    triggers = [trigger.code for trigger in scheme.appraisal.triggers]
    for trigger in folder.of(TriggerRow):
        if trigger.trigger not in triggers:
            faults.note(
                "triggers.csv",
                trigger.line,
                "trigger",
                say("{value} is no trigger", value=trigger.trigger),
                say("one of {choices}", choices=", ".join(triggers)),
            )
    _check_missing(folder, faults)


def _check_missing(folder: Folder, faults: Faults) -> None:
    if not folder.has_figures or not folder.quorum_holds:
        return
    scores = folder.scores()
    for row in folder.roster:
        sector = folder.sectors.get(row.organisation, "")
        pool = folder.scheme.pool_of(sector=sector, mode=row.mode)
        parts = [part.code for part in pool.components] if pool else []
        for code in parts:
            lost = faults.lost(SCORES, "organisation", row.organisation)
            if (
                code != BALLOT
                and code not in scores.get(row.organisation, {})
                and not lost
            ):
                faults.note(
                    SCORES,
                    1,
                    "component",
                    say(
                        "{who} has no {component}", who=row.organisation, component=code
                    ),
                    say("one row for each reporter and component"),
                )


def check_decisions(folder: Folder, faults: Faults) -> None:
    """Check that each decided grade exists."""
    grades = [grade.code for grade in folder.scheme.ballot.grades]
    for row in folder.of(DecisionRow):
        if row.grade not in grades:
            faults.note(
                DECISIONS,
                row.line,
                "grade",
                say("{value} is no grade", value=row.grade),
                say("one of {choices}", choices=", ".join(grades)),
            )


def entrants_of(folder: Folder) -> list[Entrant]:
    """Return the reporters with what was entered about them, in protocol order."""
    scores, adjustments = folder.scores(), folder.adjustments()
    flags, triggers = folder.flags(), folder.triggers()
    sectors = folder.sectors
    return [
        Entrant(
            organisation=row.organisation,
            sector=sectors[row.organisation],
            mode=row.mode,
            scores=scores.get(row.organisation, {}),
            adjustment=adjustments.get(row.organisation, Fraction()),
            flags=flags.get(row.organisation, frozenset()),
            triggers=triggers.get(row.organisation, frozenset()),
        )
        for row in folder.roster
    ]


def check_figures(folder: Folder, faults: Faults) -> None:
    """Check what only the worked figures show; for a folder without other faults.

    Nothing is worked from a box that stays shut for want of a quorum.
    """
    if not folder.has_figures or not folder.quorum_holds:
        return
    figures = work(folder.scheme, entrants_of(folder), outcome_of(folder))
    file = COUNTS if folder.has_counts else BALLOTS
    for one in figures:
        if BALLOT in one.missing:
            wrong = (
                say("a class says nothing of {who}", who=one.organisation)
                if one.refused
                else say("nobody graded {who}", who=one.organisation)
            )
            faults.note(
                file, 1, "organisation", wrong, say("a ballot score for each reporter")
            )
    _check_reasons(folder, {one.organisation: one for one in figures}, faults)


def _check_reasons(
    folder: Folder, figures: Mapping[str, Figures], faults: Faults
) -> None:
    for row in folder.of(DecisionRow):
        proposal = figures[row.organisation].proposal
        if proposal and row.grade != proposal.grade and not row.reason:
            faults.note(
                DECISIONS,
                row.line,
                "reason",
                say("the proposal was {grade}", grade=proposal.grade),
                say("write why the committee decided otherwise"),
            )
