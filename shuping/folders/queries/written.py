"""A round written back as a round folder, which reads as the same round."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from shuping.appraisal import queries as appraisal
from shuping.appraisal.models import Adjustment, Flag, MetTrigger, Score
from shuping.ballots import queries as ballots
from shuping.ballots.rules.bundle import count_rows, void_rows
from shuping.findings import queries as findings
from shuping.folders.rules import writing
from shuping.meetings import queries as meetings
from shuping.organisations.models import Organisation
from shuping.organisations.queries import around
from shuping.progress import queries as progress
from shuping.rectification import queries as rectification
from shuping.reports import queries as reports
from shuping.rounds.models import Round
from shuping.rounds.queries import roster

Rows = Iterable[Sequence[object]]


def files_of(round_: Round) -> dict[str, bytes]:
    """Return the files of a round's folder by path.

    Ballots are never among them: a counted box gives counts.csv and voids.csv.
    Tables without a row are left out, but for those whose presence means something.
    """
    files = {"scheme.toml": bytes(round_.scheme)}
    tables = _bodies(round_) | _box(round_) | _appraisal(round_) | _words(round_)
    for file, rows in tables.items():
        listed = list(rows)
        if listed or file in {"counts.csv", "voids.csv"}:
            files[file] = writing.table(file, listed)
    if held := [_meeting(one) for one in meetings.meetings_of(round_)]:
        files["meeting.toml"] = writing.meetings(held)
    for code, (text, oral) in reports.texts_of(round_).items():
        files[f"reports/{code}.md"] = text.encode()
        if oral:
            files[f"reports/{code}.oral.md"] = oral.encode()
    return files


def _code(organisation: Organisation | None) -> str:
    return organisation.code if organisation else ""


def _bodies(round_: Round) -> dict[str, Rows]:
    return {
        "organisations.csv": (
            (one.code, _code(one.parent), one.name, one.kind, one.sector)
            for one in around(round_.convenor).select_related("parent")
        ),
        "roster.csv": (
            (
                one.organisation.code,
                one.post,
                one.mode,
                one.order,
                one.speaking_order,
                one.name,
            )
            for one in roster(round_)
        ),
        "lower.csv": (
            (one.organisation.code, one.stage, one.date)
            for one in progress.standings(round_)
        ),
        "groups.csv": (
            (one.group, one.role, one.wording, _about(one), one.category)
            for one in meetings.groups_of(round_)
        ),
    }


def _about(group: Any) -> str:
    if group.count is None:
        return ""
    return f"{group.count}{'+' if group.at_least else ''}"


def _box(round_: Round) -> dict[str, Rows]:
    turnouts = ballots.turnouts_of(round_)
    if not turnouts:
        return {}
    tables: dict[str, Rows] = {
        "electorate.csv": (
            (code, one.entitled, one.present, one.issued, one.returned)
            for code, one in turnouts.items()
        )
    }
    outcome = ballots.outcome_of(round_)
    if outcome is None:
        return tables
    tables["counts.csv"] = count_rows(outcome)
    tables["voids.csv"] = void_rows(outcome)
    return tables


def _appraisal(round_: Round) -> dict[str, Rows]:
    def rows(model: type[Any]) -> Any:
        chosen = model.objects.filter(reporter__round=round_).order_by("pk")
        return chosen.select_related("reporter__organisation")

    return {
        "scores.csv": (
            (one.reporter.organisation.code, one.component, Fraction(one.points))
            for one in rows(Score)
        ),
        "adjustments.csv": (
            (
                one.reporter.organisation.code,
                Fraction(one.points),
                one.reason,
                one.source,
            )
            for one in rows(Adjustment)
        ),
        "triggers.csv": (
            (one.reporter.organisation.code, one.trigger, one.evidence)
            for one in rows(MetTrigger)
        ),
        "flags.csv": ((one.reporter.organisation.code, one.flag) for one in rows(Flag)),
        "decisions.csv": (
            (code, one.grade, one.reason, one.opinion)
            for code, one in appraisal.decisions(round_).items()
        ),
    }


def _words(round_: Round) -> dict[str, Rows]:
    return {
        "findings.csv": (
            (one.organisation.code, one.date, one.kind, one.text)
            for one in findings.findings_of(round_)
        ),
        "highlights.csv": (
            (one.organisation.code, one.name, one.text)
            for one in findings.highlights_of(round_)
        ),
        "comments.csv": (
            (_spoken_of(one, round_), one.author, one.kind, one.scope, one.text)
            for one in meetings.comments_of(round_)
        ),
        "requests.csv": (
            (one.organisation.code, one.text, one.owner.code)
            for one in rectification.requests_of(round_)
        ),
        "problems.csv": (
            (
                one.organisation.code,
                one.year,
                one.text,
                one.source,
                one.kind,
                one.measure,
                one.leader,
                one.unit,
                one.deadline,
                one.evidence,
                one.status,
            )
            for one in rectification.ledger(round_.convenor)
        ),
    }


def _spoken_of(comment: Any, round_: Round) -> str:
    reporter = comment.reporter
    return reporter.organisation.code if reporter else round_.convenor.code


def _meeting(one: Any) -> dict[str, Any]:
    return {
        "title": one.title,
        "date": one.date,
        "place": one.place,
        "chair": one.chair,
        "speaker": one.speaker,
        "agenda": one.agenda,
        "visiting": {
            "judgement": one.judgement,
            "affirmed": one.affirmed,
            "suggestions": one.suggestions,
        },
        "points": [
            {"verb": point.verb, "heading": point.heading, "body": point.body}
            for point in one.points.all()
        ],
    }
