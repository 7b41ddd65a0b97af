"""Checks of what only the worked figures show."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from shuping.appraisal.rules.figures import Entrant, Figures, work
from shuping.ballots.rules.tally import Outcome
from shuping.folders.rules.doubts import COUNTS, ELECTORATE, VOIDS
from shuping.folders.rules.folder import APPRAISAL, BALLOT, Folder
from shuping.folders.rules.outcome import outcome_of
from shuping.folders.rules.rows import BALLOTS, DecisionRow
from shuping.refusal import Words, say
from shuping.tables.faults import WHOLE, Faults

DECISIONS = "decisions.csv"
_COUNTED = (ELECTORATE, BALLOTS, COUNTS, VOIDS)
_ENTERED = ("scores.csv", "adjustments.csv", "flags.csv", "triggers.csv")
_TERMS = (BALLOT, APPRAISAL)
_BODIES = ("organisations.csv", "roster.csv")


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
    """Check what only the worked figures show, where all they rest on is sound.

    Nothing is worked from a box that stays shut for want of a quorum.
    """
    if not (folder.has_figures and folder.quorum_holds and _has_base(folder, faults)):
        return
    counted = not any(faults.of(file) for file in _COUNTED)
    outcome = outcome_of(folder) if counted else None
    figures = work(folder.scheme, entrants_of(folder), outcome)
    if counted:
        _check_graded(folder, figures, outcome, faults)
    if all(_names_nobody(faults, file) for file in _ENTERED):
        _check_reasons(folder, {one.organisation: one for one in figures}, faults)


def _has_base(folder: Folder, faults: Faults) -> bool:
    """Tell whether the terms are sound, and who is in which pool."""
    terms = [fault.column.startswith(_TERMS) for fault in faults.of("scheme.toml")]
    if any(terms) or not folder.unsound.isdisjoint({BALLOT, APPRAISAL}):
        return False
    slips = [fault for file in _BODIES for fault in faults.of(file)]
    where = {fault.column for fault in slips} - {"parent", "order"}
    return not where and all(faults.whole(file) for file in _BODIES)


def _names_nobody(faults: Faults, file: str) -> bool:
    """Tell whether a file has no fault but rows of bodies that do not report."""
    columns = {fault.column for fault in faults.of(file)}
    return columns <= {"organisation"} and faults.whole(file)


def _check_graded(
    folder: Folder,
    figures: Sequence[Figures],
    outcome: Outcome | None,
    faults: Faults,
) -> None:
    silent = [one for one in figures if BALLOT in one.missing]
    if outcome is None and silent:
        faults.note(
            ELECTORATE,
            1,
            WHOLE,
            say("no such file, but the ballot is a component"),
            say("add it, with ballots.csv, or with counts.csv and voids.csv"),
        )
        return
    file = COUNTS if folder.has_counts else BALLOTS
    for one in silent:
        right = say("a ballot score for each reporter")
        faults.note(file, 1, "organisation", _silence(one), right)


def _silence(one: Figures) -> Words:
    mute = [code for code, score in one.classes.items() if score is None]
    if not one.classes:
        return say(
            "no class is shown of {who}, all are too small", who=one.organisation
        )
    if one.refused:
        return say(
            "class {code} says nothing of {who}",
            code=", ".join(mute),
            who=one.organisation,
        )
    return say("nobody graded {who}", who=one.organisation)


def _check_reasons(
    folder: Folder, figures: Mapping[str, Figures], faults: Faults
) -> None:
    lines = {fault.line for fault in faults.of(DECISIONS)}
    for row in folder.of(DecisionRow):
        one = figures.get(row.organisation)
        proposal = one.proposal if one and row.line not in lines else None
        if proposal and row.grade != proposal.grade and not row.reason:
            faults.note(
                DECISIONS,
                row.line,
                "reason",
                say("the proposal was {grade}", grade=proposal.grade),
                say("write why the committee decided otherwise"),
            )
