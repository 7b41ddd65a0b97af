"""Checks of what is entered for the appraisal, and of the grades decided."""

from collections.abc import Sequence

from shuping.folders.rules.folder import APPRAISAL, BALLOT, Folder
from shuping.folders.rules.rows import DecisionRow, RosterRow, ScoreRow, TriggerRow
from shuping.refusal import Words, say
from shuping.rounds.rules.scheme import Scheme
from shuping.tables.faults import Faults

SCORES, TRIGGERS, DECISIONS = "scores.csv", "triggers.csv", "decisions.csv"


def check_entered(folder: Folder, faults: Faults) -> None:
    """Check that scores, triggers and grades are known, and no score is missing."""
    if APPRAISAL not in folder.unsound:
        _check_components(folder, faults)
        _check_triggers(folder, faults)
        # Before a meeting that missed its quorum nobody need have scored anything yet.
        if SCORES in folder.files or (folder.has_figures and folder.quorum_holds):
            _check_missing(folder, faults)
    if BALLOT not in folder.unsound:
        _check_grades(folder, faults)


def _check_components(folder: Folder, faults: Faults) -> None:
    pools = folder.scheme.appraisal.pools
    known = sorted({part.code for pool in pools for part in pool.components} - {BALLOT})
    faults.note_unknown(
        SCORES,
        "component",
        faults.rows(folder.of(ScoreRow), SCORES),
        known,
        lambda value: (
            say("{value} is no component to be entered", value=value),
            _one_of(known, say("the scheme has none to be entered")),
        ),
    )


def _one_of(known: Sequence[str], none: Words) -> Words:
    return say("one of {choices}", choices=", ".join(known)) if known else none


def _check_triggers(folder: Folder, faults: Faults) -> None:
    known = [trigger.code for trigger in folder.scheme.appraisal.triggers]
    faults.note_unknown(
        TRIGGERS,
        "trigger",
        faults.rows(folder.of(TriggerRow), TRIGGERS),
        known,
        lambda value: (
            say("{value} is no trigger", value=value),
            _one_of(known, say("the scheme has no triggers")),
        ),
    )


def _check_missing(folder: Folder, faults: Faults) -> None:
    scores, sectors = folder.scores(), folder.sectors
    slips = faults.at_fault(folder.of(ScoreRow), SCORES)
    in_doubt = {row.organisation for row in slips}
    for row in folder.roster:
        who = row.organisation
        if who in in_doubt or faults.lost(SCORES, "organisation", who):
            continue
        for code in _asked_for(folder.scheme, row, sectors.get(who)):
            if code not in scores.get(who, {}):
                faults.note(
                    SCORES,
                    1,
                    "component",
                    say("{who} has no {component}", who=who, component=code),
                    say("one row for each reporter and component"),
                )


def _asked_for(scheme: Scheme, row: RosterRow, sector: str | None) -> list[str]:
    """Return the components that must be entered; none where the pool is unsure."""
    pool = scheme.pool_of(sector=sector or "", mode=row.mode)
    if sector is None or pool is None:
        return []
    return [part.code for part in pool.components if part.code != BALLOT]


def _check_grades(folder: Folder, faults: Faults) -> None:
    known = [grade.code for grade in folder.scheme.ballot.grades]
    faults.note_unknown(
        DECISIONS,
        "grade",
        faults.rows(folder.of(DecisionRow), DECISIONS),
        known,
        lambda value: (
            say("{value} is no grade", value=value),
            say("one of {choices}", choices=", ".join(known)),
        ),
    )
