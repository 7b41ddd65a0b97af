"""What others may ask about the ledger."""

from collections.abc import Sequence

from shuping.organisations.models import Organisation
from shuping.rectification.models import Problem, Request
from shuping.rectification.rules import Status
from shuping.rounds.models import Round


def ledger(superior: Organisation, year: int | None = None) -> Sequence[Problem]:
    """Return the superior's problems in the order entered, of all years or of one."""
    rows = Problem.objects.filter(superior=superior).select_related("organisation")
    if year is not None:
        rows = rows.filter(year=year)
    return list(rows.order_by("pk"))


def all_closed(round_: Round) -> bool:
    """Tell whether no problem of the round's convenor waits to be put right."""
    waiting = Problem.objects.filter(superior=round_.convenor)
    return not waiting.exclude(status=Status.CLOSED).exists()


def same_evidence(problem: Problem) -> Sequence[Problem]:
    """Return the superior's other problems with the very same evidence (纸面销号)."""
    if not problem.evidence:
        return []
    same = Problem.objects.filter(
        superior_id=problem.superior_id, evidence=problem.evidence
    )
    return list(same.exclude(pk=problem.pk).order_by("pk"))


def requests_of(round_: Round) -> Sequence[Request]:
    """Return the requests of the round's year in the order entered."""
    rows = Request.objects.filter(superior=round_.convenor, year=round_.year)
    return list(rows.select_related("organisation", "owner").order_by("pk"))
