"""results.json: the figures of a round as JSON values (DESIGN section 5)."""

from collections.abc import Mapping
from typing import Any

from shuping.appraisal import queries as appraisal
from shuping.appraisal.rules.figures import Figures
from shuping.ballots import queries as ballots
from shuping.ballots.rules.tally import Outcome
from shuping.rectification import queries as rectification
from shuping.reports import queries as reports
from shuping.rounds.models import Mode, Reporter, Round
from shuping.rounds.queries import roster, scheme_of
from shuping.rounds.rules.numbers import exact, rounded
from shuping.rounds.rules.scheme import Scheme


def results(round_: Round) -> dict[str, Any]:
    """Return the results of a round, fractions as strings in lowest terms.

    A box that stayed shut for want of a quorum leaves the turnout only.
    """
    outcome = ballots.outcome_of(round_)
    about = {"round": _round(round_), "turnout": _turnout(round_, outcome)}
    if ballots.is_shut(round_):
        return about
    return about | {
        "reporters": _reporters(round_, outcome),
        "checks": _checks(round_),
        "problems": _problems(round_),
    }


def _round(round_: Round) -> dict[str, Any]:
    modes = [one.mode for one in roster(round_)]
    return {
        "name": round_.name,
        "year": round_.year,
        "convenor": round_.convenor.code,
        "oral": modes.count(Mode.ORAL),
        "written": modes.count(Mode.WRITTEN),
        "scheme_sha256": round_.scheme_sha256,
    }


def _turnout(round_: Round, outcome: Outcome | None) -> dict[str, Any]:
    turnout: dict[str, Any] = {}
    for code, one in ballots.turnouts_of(round_).items():
        turnout[code] = {
            "entitled": one.entitled,
            "present": one.present,
            "issued": one.issued,
            "returned": one.returned,
        }
        if outcome is not None:
            counted = outcome.of(code)
            turnout[code] |= {"valid": counted.valid, "abstained": counted.abstained}
            if code in outcome.shown:
                turnout[code]["void"] = dict(counted.void)
    return turnout


def _reporters(round_: Round, outcome: Outcome | None) -> list[dict[str, Any]]:
    scheme = scheme_of(round_)
    reporters = roster(round_)
    if not appraisal.has_figures(round_):
        return [_named(one, scheme) for one in reporters]
    figures = {one.organisation: one for one in appraisal.figures(round_)}
    return [
        _named(one, scheme)
        | {"classes": _classes(one, figures[one.organisation.code], scheme, outcome)}
        | _figures(figures[one.organisation.code], scheme)
        for one in reporters
    ]


def _named(one: Reporter, scheme: Scheme) -> dict[str, Any]:
    pool = scheme.pool_of(sector=one.organisation.sector, mode=one.mode)
    return {
        "organisation": one.organisation.code,
        "mode": one.mode,
        "pool": pool.code if pool else None,
    }


def _figures(one: Figures, scheme: Scheme) -> dict[str, Any]:
    terms = scheme.appraisal
    figures: dict[str, Any] = {
        "components": {
            code: None if value is None else exact(value)
            for code, value in one.components.items()
        },
    }
    if one.composite is not None:
        figures["composite"] = exact(one.composite)
        figures["composite_rounded"] = rounded(
            one.composite, terms.places, terms.rounding
        )
    if one.proposal is not None:
        figures["rank"] = one.proposal.rank
        figures["proposed_grade"] = one.proposal.grade
        figures["reasons"] = list(one.proposal.reasons)
    return figures


def _classes(
    reporter: Reporter, one: Figures, scheme: Scheme, outcome: Outcome | None
) -> dict[str, Any]:
    listed = reporter.mode == Mode.ORAL or not scheme.ballot.covers_oral_only
    if outcome is None or not listed:
        return {}
    classes: dict[str, Any] = {}
    for category in scheme.ballot.categories:
        code = category.code
        if code not in outcome.shown:
            classes[code] = {"shown": False}
            continue
        score = one.classes[code]
        classes[code] = {
            "shown": True,
            "counts": _counts(outcome.shown[code].cells[one.organisation]),
            "score": None if score is None else exact(score),
        }
    return classes


def _counts(cells: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    return {item: dict(marks) for item, marks in cells.items()}


def _checks(round_: Round) -> dict[str, Any]:
    return {
        code: {
            "characters": checks.characters,
            "failed": [
                {
                    "rule": one.rule,
                    "value": exact(one.value),
                    "limit": exact(one.limit),
                }
                for one in checks.failed
            ],
        }
        for code, checks in reports.checks_of(round_).items()
    }


def _problems(round_: Round) -> list[dict[str, str]]:
    return [
        {
            "organisation": one.organisation.code,
            "text": one.text,
            "source": one.source,
            "origin": one.origin_kind,
            "status": one.status,
        }
        for one in rectification.ledger(round_.convenor)
    ]
