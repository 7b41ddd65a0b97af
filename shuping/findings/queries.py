"""What others may ask about findings."""

from collections.abc import Sequence

from shuping.findings.models import Finding, Highlight
from shuping.organisations.models import Organisation
from shuping.rounds.models import Round


def findings_of(round_: Round) -> Sequence[Finding]:
    """Return the round's findings in the order entered, with their organisations."""
    rows = Finding.objects.filter(round=round_).select_related("organisation")
    return list(rows.order_by("pk"))


def findings_about(round_: Round, organisation: Organisation) -> Sequence[Finding]:
    """Return what was found at one organisation, latest first."""
    rows = Finding.objects.filter(round=round_, organisation=organisation)
    return list(rows.order_by("-date", "-pk"))


def highlights_of(round_: Round) -> Sequence[Highlight]:
    """Return the round's highlights in the order entered."""
    rows = Highlight.objects.filter(round=round_).select_related("organisation")
    return list(rows.order_by("pk"))
