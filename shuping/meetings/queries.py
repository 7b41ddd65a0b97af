"""What others may ask about meetings."""

from collections.abc import Sequence

from django.db.models import QuerySet

from shuping.meetings.models import Comment, Group, Meeting
from shuping.meetings.rules import State
from shuping.rounds.models import Round


def meetings_of(round_: Round) -> QuerySet[Meeting]:
    """Return the round's meetings in order, their points fetched along."""
    rows = Meeting.objects.filter(round=round_).order_by("order")
    return rows.prefetch_related("points")


def groups_of(round_: Round) -> Sequence[Group]:
    """Return the attendance groups in protocol order."""
    return list(Group.objects.filter(round=round_).order_by("order"))


def comments_of(round_: Round) -> Sequence[Comment]:
    """Return all comments in the order drafted, pending ones too."""
    rows = Comment.objects.filter(round=round_).order_by("pk")
    return list(rows.select_related("reporter__organisation"))


def all_confirmed(round_: Round) -> bool:
    """Tell whether no comment waits for a leader."""
    return not Comment.objects.filter(round=round_, state=State.PENDING).exists()


def commented(round_: Round) -> frozenset[int]:
    """Return the keys of the reporters who have a confirmed comment."""
    rows = Comment.objects.filter(round=round_, state=State.CONFIRMED)
    rows = rows.exclude(reporter=None)
    return frozenset(rows.values_list("reporter", flat=True))
