"""Comments on the reporters: drafted, changed, confirmed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from shuping.accounts.models import Person
from shuping.charter import Act
from shuping.journal.services import note
from shuping.meetings.models import Comment
from shuping.meetings.rules import Kind, State
from shuping.meetings.services.arranging import Changed
from shuping.organisations.models import Organisation
from shuping.rectification import services as rectification
from shuping.rectification.services import Shortcoming
from shuping.refusal import Refused, say
from shuping.rounds.models import Reporter, Round
from shuping.rounds.services import hold, keep_to_roster, permit

_SINCE = say("The comment was confirmed, or somebody has changed it.")


@dataclass(frozen=True, slots=True)
class Drafted:
    """A comment as it is typed; without a reporter it is about the round as a whole."""

    reporter: Reporter | None
    author: str
    kind: str
    scope: str
    text: str


@transaction.atomic
def draft_comments(
    round_: Round, drafted: Iterable[Drafted], *, by: Person, at: datetime
) -> list[Comment]:
    """Type comments; they are pending until a leader confirms them.

    Refused where one is empty, or about a reporter who is not of this round.
    """
    round_ = hold(round_)
    permit(round_, Act.DRAFT_COMMENT, by=by)
    typed = list(drafted)
    keep_to_roster(round_, (one.reporter for one in typed if one.reporter))
    comments = []
    for one in typed:
        if not one.text.strip():
            raise Refused(say("A comment is empty."))
        comments.append(
            Comment(
                round=round_,
                reporter=one.reporter,
                author=one.author,
                kind=one.kind,
                scope=one.scope,
                text=one.text.strip(),
            )
        )
    made = Comment.objects.bulk_create(comments, batch_size=500)
    note("draft comments", round_, by=by, at=at, count=len(made))
    return made


@transaction.atomic
def revise_comment(
    comment: Comment, text: str, *, version: int, by: Person, at: datetime
) -> None:
    """Change a pending comment over the version seen; refused once it is confirmed."""
    round_ = hold(comment.round)
    permit(round_, Act.DRAFT_COMMENT, by=by)
    if not text.strip():
        raise Refused(say("A comment is empty."))
    seen = Comment.objects.filter(pk=comment.pk, version=version, state=State.PENDING)
    if not seen.update(text=text.strip(), version=F("version") + 1):
        raise Changed(_SINCE)
    comment.refresh_from_db()
    note("revise comment", comment, by=by, at=at, version=comment.version)


@transaction.atomic
def confirm_comments(
    round_: Round, comments: Sequence[Comment], *, by: Person, at: datetime
) -> int:
    """Confirm pending comments; each shortcoming becomes a problem of the ledger.

    Return how many were pending. A shortcoming about the round as a whole is the
    convenor's problem. Refused where one has other words than the leader has seen.
    """
    round_ = hold(round_)
    permit(round_, Act.CONFIRM_COMMENT, by=by)
    pending = Comment.objects.filter(
        round=round_, state=State.PENDING, pk__in=[one.pk for one in comments]
    )
    confirmed = list(pending.select_related("reporter__organisation").order_by("pk"))
    seen = {one.pk: one.version for one in comments}
    if any(one.version != seen[one.pk] for one in confirmed):
        raise Changed(_SINCE)
    pending.update(state=State.CONFIRMED)
    shortcomings = [
        Shortcoming(
            organisation=_whose(one, round_),
            text=one.text,
            kind=one.scope,
            words=one.author,
            address=f"comment:{one.pk}",
        )
        for one in confirmed
        if one.kind == Kind.SHORTCOMING
    ]
    if shortcomings:
        rectification.raise_from_comments(round_, shortcomings, by=by, at=at)
    note("confirm comments", round_, by=by, at=at, count=len(confirmed))
    return len(confirmed)


def _whose(comment: Comment, round_: Round) -> Organisation:
    return comment.reporter.organisation if comment.reporter else round_.convenor
