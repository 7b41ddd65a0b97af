"""What others may ask about findings."""

from collections.abc import Sequence

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from shuping.findings.models import Finding, Highlight
from shuping.organisations.models import Organisation
from shuping.rounds.models import Reporter, Round


def findings_of(*rounds: Round) -> Sequence[Finding]:
    """Return the findings of rounds in the order entered, with their organisations."""
    rows = Finding.objects.filter(round__in=rounds).select_related("organisation")
    return list(rows.order_by("pk"))


def found_in(
    round_: Round, organisation: Organisation | None = None, kind: str = ""
) -> QuerySet[Finding]:
    """Return findings by body in protocol order, the convenor first; latest first.

    Of one body, of one kind, or of all.
    """
    place = Reporter.objects.filter(round=round_, organisation=OuterRef("organisation"))
    rows = Finding.objects.filter(round=round_).select_related("organisation")
    if organisation:
        rows = rows.filter(organisation=organisation)
    if kind:
        rows = rows.filter(kind=kind)
    return rows.alias(place=Subquery(place.values("order")[:1])).order_by(
        F("place").asc(nulls_first=True), "organisation", "-date", "-pk"
    )


def findings_about(round_: Round, organisation: Organisation) -> Sequence[Finding]:
    """Return what was found at one organisation, latest first."""
    rows = Finding.objects.filter(round=round_, organisation=organisation)
    return list(rows.order_by("-date", "-pk"))


def highlights_of(*rounds: Round) -> Sequence[Highlight]:
    """Return the highlights of rounds in the order entered."""
    rows = Highlight.objects.filter(round__in=rounds).select_related("organisation")
    return list(rows.order_by("pk"))


def count_of(round_: Round) -> int:
    """Return how many findings the round has."""
    return Finding.objects.filter(round=round_).count()


def counts_of(round_: Round) -> dict[int, int]:
    """Return how many findings there are, by the key of the organisation; one query."""
    rows = Finding.objects.filter(round=round_).values_list("organisation")
    return dict(rows.annotate(Count("pk")).order_by())
