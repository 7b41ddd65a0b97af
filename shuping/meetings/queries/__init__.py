"""What others may ask about meetings."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from shuping.accounts.models import Person
from shuping.charter import Act
from shuping.meetings.models import Comment, Group, Meeting
from shuping.meetings.rules import State, edition
from shuping.rounds.models import Round
from shuping.rounds.queries import rounds_open_to

PLAN = ("title", "date", "place", "chair", "speaker", "agenda")
VISIT = ("judgement", "affirmed", "suggestions")
_POINT = ("verb", "heading", "body")
_GROUP = ("group", "role", "wording", "count", "at_least", "category")


def meetings_open_to(person: Person, act: Act) -> QuerySet[Meeting]:
    """Return the meetings about which the person may do this now."""
    rows = Meeting.objects.filter(round__in=rounds_open_to(person, act))
    return rows.select_related("round__convenor")


def comments_open_to(person: Person, act: Act) -> QuerySet[Comment]:
    """Return the comments about which the person may do this now."""
    rows = Comment.objects.filter(round__in=rounds_open_to(person, act))
    return rows.select_related("round__convenor", "reporter__organisation")


def plan_edition(meeting: Meeting) -> str:
    """Return the edition of what was arranged."""
    return edition(*(getattr(meeting, name) for name in PLAN))


def visit_edition(meeting: Meeting) -> str:
    """Return the edition of the visiting supervisor's words."""
    return edition(*(getattr(meeting, name) for name in VISIT))


def points_edition(meeting: Meeting) -> str:
    """Return the edition of the points spoken."""
    return edition(*meeting.points.order_by("order").values_list(*_POINT))


def groups_edition(round_: Round) -> str:
    """Return the edition of the attendance groups."""
    rows = Group.objects.filter(round=round_).order_by("order")
    return edition(*rows.values_list(*_GROUP))


def meetings_of(*rounds: Round) -> QuerySet[Meeting]:
    """Return the meetings of rounds in order, their points fetched along."""
    rows = Meeting.objects.filter(round__in=rounds).order_by("order")
    return rows.prefetch_related("points")


def groups_of(*rounds: Round) -> Sequence[Group]:
    """Return the attendance groups in protocol order."""
    return list(Group.objects.filter(round__in=rounds).order_by("order"))


def comments_of(*rounds: Round) -> Sequence[Comment]:
    """Return all comments in the order drafted, pending ones too."""
    rows = Comment.objects.filter(round__in=rounds).order_by("pk")
    return list(rows.select_related("reporter__organisation"))


def all_confirmed(round_: Round) -> bool:
    """Tell whether no comment waits for a leader."""
    return not Comment.objects.filter(round=round_, state=State.PENDING).exists()


def day_of(round_: Round) -> date | None:
    """Return the day of the round's first meeting that has one."""
    dated = Meeting.objects.filter(round=round_, date__isnull=False)
    return dated.order_by("date").values_list("date", flat=True).first()


def confirmed_of(round_: Round) -> int:
    """Return how many comments are confirmed."""
    return Comment.objects.filter(round=round_, state=State.CONFIRMED).count()


def pending_of(round_: Round) -> int:
    """Return how many comments wait for a leader."""
    return Comment.objects.filter(round=round_, state=State.PENDING).count()


def states_of(round_: Round) -> dict[int, State]:
    """Return where each reporter's comments stand: pending while any of them is."""
    rows = Comment.objects.filter(round=round_).exclude(reporter=None)
    states: dict[int, State] = {}
    for key, state in rows.values_list("reporter", "state").distinct():
        if states.get(key) != State.PENDING:
            states[key] = State(state)
    return states


def commented(round_: Round) -> frozenset[int]:
    """Return the keys of the reporters who have a confirmed comment."""
    rows = Comment.objects.filter(round=round_, state=State.CONFIRMED)
    rows = rows.exclude(reporter=None)
    return frozenset(rows.values_list("reporter", flat=True))


def comments_on(round_: Round, reporter: int) -> Sequence[Comment]:
    """Return the comments on one reporter of the round in the order drafted."""
    rows = Comment.objects.filter(round=round_, reporter=reporter)
    return list(rows.order_by("pk"))
