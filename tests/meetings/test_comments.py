"""Comments: drafted, revised, confirmed by a leader, turned into problems."""

from datetime import datetime

import pytest
from django.db import IntegrityError

from shuping.accounts.models import Person
from shuping.journal.models import Entry
from shuping.meetings import queries, services
from shuping.meetings.models import Comment
from shuping.meetings.services import Drafted
from shuping.organisations.models import Organisation
from shuping.rectification import queries as rectification
from shuping.refusal import Refused
from shuping.rounds import services as rounds
from shuping.rounds.models import Reporter, Round
from shuping.rounds.services import Enrolment
from tests.conftest import SCHEME

FORBIDDEN = r"^You may not do this in this round now\.$"
TOO_LATE = r"^The comment was confirmed, or somebody has changed it\.$"


def noted(act: str) -> list[tuple[Person | None, object]]:
    return [(one.by, one.facts) for one in Entry.objects.filter(act=act).order_by("pk")]


def stands(comment: Comment) -> tuple[str, str, int]:
    comment.refresh_from_db()
    return comment.state, comment.text, comment.version


@pytest.fixture
def drafted(reporters: dict[str, Reporter]) -> list[Drafted]:
    """Praise and blame of LJ01, and blame of everybody."""
    first = reporters["LJ01"]
    return [
        Drafted(first, "区委书记", "affirm", "individual", "工作扎实"),
        Drafted(first, "区委书记", "shortcoming", "individual", "调研不深"),
        Drafted(None, "区长", "shortcoming", "common", "统筹不够"),
    ]


@pytest.fixture
def comments(
    cast: Round, drafted: list[Drafted], recorder: Person, now: datetime
) -> list[Comment]:
    return services.draft_comments(cast, drafted, by=recorder, at=now)


@pytest.fixture
def other(
    tree: dict[str, Organisation], organiser: Person, leader: Person, now: datetime
) -> Reporter:
    """A reporter on the roster of another year, in which nobody is assigned."""
    scheme = SCHEME.replace("year = 2019", "year = 2018").encode()
    round_ = rounds.make(tree["LJ"], scheme=scheme, by=organiser, at=now)
    row = Enrolment(tree["LJ01"], "党工委书记", "oral", 1)
    return rounds.enrol(round_, [row], by=organiser, at=now)["LJ01"]


def test_comments_stand_as_drafted_and_wait_for_a_leader(
    cast: Round, drafted: list[Drafted], comments: list[Comment], recorder: Person
) -> None:
    standing = queries.comments_of(cast)

    assert [
        Drafted(one.reporter, one.author, one.kind, one.scope, one.text)
        for one in standing
    ] == drafted
    assert list(standing) == comments
    assert {(one.state, one.version) for one in standing} == {("pending", 1)}
    assert rectification.ledger(cast.convenor) == []
    assert noted("draft comments") == [(recorder, {"count": 3})]


def test_an_empty_comment_stops_them_all(
    cast: Round, drafted: list[Drafted], recorder: Person, now: datetime
) -> None:
    empty = Drafted(None, "区长", "request", "common", " \n")

    with pytest.raises(Refused, match=r"^A comment is empty\.$"):
        services.draft_comments(cast, [*drafted, empty], by=recorder, at=now)
    assert (Comment.objects.count(), noted("draft comments")) == (0, [])


def test_a_comment_about_a_reporter_of_another_round_stops_them_all(
    cast: Round,
    drafted: list[Drafted],
    other: Reporter,
    recorder: Person,
    now: datetime,
) -> None:
    elsewhere = Drafted(other, "区长", "affirm", "individual", "好")

    with pytest.raises(Refused, match=r"^LJ01 is not on the roster$"):
        services.draft_comments(cast, [*drafted, elsewhere], by=recorder, at=now)
    assert Comment.objects.count() == 0


def test_a_pending_comment_is_revised_over_the_version_seen(
    comments: list[Comment], leader: Person, now: datetime
) -> None:
    comment = comments[1]

    services.revise_comment(comment, " 调研不够\n", version=1, by=leader, at=now)

    assert stands(comment) == ("pending", "调研不够", 2)
    assert noted("revise comment") == [(leader, {"version": 2})]


def test_nobody_revises_over_words_not_seen(
    comments: list[Comment], recorder: Person, leader: Person, now: datetime
) -> None:
    comment = comments[1]
    services.revise_comment(comment, "调研不够", version=1, by=leader, at=now)

    with pytest.raises(Refused, match=TOO_LATE):
        services.revise_comment(comment, "调研很少", version=1, by=recorder, at=now)
    assert stands(comment) == ("pending", "调研不够", 2)
    assert len(noted("revise comment")) == 1


def test_a_comment_is_not_revised_into_nothing(
    comments: list[Comment], recorder: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match=r"^A comment is empty\.$"):
        services.revise_comment(comments[0], " ", version=1, by=recorder, at=now)

    assert stands(comments[0]) == ("pending", "工作扎实", 1)


def test_a_confirmed_comment_is_revised_no_more(
    cast: Round, comments: list[Comment], leader: Person, now: datetime
) -> None:
    services.confirm_comments(cast, comments, by=leader, at=now)

    with pytest.raises(Refused, match=TOO_LATE):
        services.revise_comment(comments[0], "x", version=1, by=leader, at=now)
    assert stands(comments[0]) == ("confirmed", "工作扎实", 1)


def test_confirmed_shortcomings_become_problems_of_those_they_are_about(
    cast: Round,
    tree: dict[str, Organisation],
    comments: list[Comment],
    leader: Person,
    now: datetime,
) -> None:
    assert services.confirm_comments(cast, comments, by=leader, at=now) == 3

    assert {stands(one)[0] for one in comments} == {"confirmed"}
    assert [
        (one.organisation, one.text, one.kind, one.origin_words, one.origin_address)
        for one in rectification.ledger(cast.convenor, 2019)
    ] == [
        (
            tree["LJ01"],
            "调研不深",
            "individual",
            "区委书记",
            f"comment:{comments[1].pk}",
        ),
        (tree["LJ"], "统筹不够", "common", "区长", f"comment:{comments[2].pk}"),
    ]
    assert noted("raise problems") == [(leader, {"count": 2})]
    assert noted("confirm comments") == [(leader, {"count": 3})]


def test_praise_raises_no_problem(
    cast: Round, comments: list[Comment], leader: Person, now: datetime
) -> None:
    assert services.confirm_comments(cast, comments[:1], by=leader, at=now) == 1

    assert [stands(one)[0] for one in comments] == ["confirmed", "pending", "pending"]
    assert rectification.ledger(cast.convenor) == []
    assert noted("raise problems") == []


def test_a_second_confirmation_changes_nothing(
    cast: Round, comments: list[Comment], leader: Person, now: datetime
) -> None:
    services.confirm_comments(cast, comments, by=leader, at=now)

    assert services.confirm_comments(cast, comments, by=leader, at=now) == 0
    assert len(rectification.ledger(cast.convenor)) == 2
    assert noted("confirm comments")[-1] == (leader, {"count": 0})


def test_words_that_the_leader_has_not_seen_are_not_confirmed(
    cast: Round,
    comments: list[Comment],
    recorder: Person,
    leader: Person,
    now: datetime,
) -> None:
    seen = list(queries.comments_of(cast))
    services.revise_comment(comments[0], "一般", version=1, by=recorder, at=now)

    with pytest.raises(Refused, match=TOO_LATE):
        services.confirm_comments(cast, seen, by=leader, at=now)
    assert [stands(one)[0] for one in comments] == ["pending"] * 3
    assert rectification.ledger(cast.convenor) == []


def test_only_a_leader_confirms(
    cast: Round,
    comments: list[Comment],
    organiser: Person,
    recorder: Person,
    now: datetime,
) -> None:
    for by in (organiser, recorder):
        with pytest.raises(Refused, match=FORBIDDEN):
            services.confirm_comments(cast, comments, by=by, at=now)

    assert [stands(one)[0] for one in comments] == ["pending"] * 3


def test_the_reporter_neither_drafts_nor_revises(
    cast: Round,
    drafted: list[Drafted],
    comments: list[Comment],
    secretary: Person,
    now: datetime,
) -> None:
    with pytest.raises(Refused, match=FORBIDDEN):
        services.draft_comments(cast, drafted[:1], by=secretary, at=now)
    with pytest.raises(Refused, match=FORBIDDEN):
        services.revise_comment(comments[1], "很好", version=1, by=secretary, at=now)

    assert Comment.objects.count() == 3
    assert stands(comments[1])[1] == "调研不深"


def test_a_leader_confirms_nothing_of_another_round(
    cast: Round, other: Reporter, organiser: Person, leader: Person, now: datetime
) -> None:
    elsewhere = services.draft_comments(
        other.round,
        [Drafted(other, "区长", "shortcoming", "individual", "调研不深")],
        by=organiser,
        at=now,
    )

    assert services.confirm_comments(cast, elsewhere, by=leader, at=now) == 0
    with pytest.raises(Refused, match=FORBIDDEN):
        services.confirm_comments(other.round, elsewhere, by=leader, at=now)
    assert stands(elsewhere[0])[0] == "pending"
    assert rectification.ledger(cast.convenor) == []


def test_the_database_knows_every_state_and_no_other(comments: list[Comment]) -> None:
    with pytest.raises(IntegrityError, match="comment_state_is_known"):
        Comment.objects.update(state="forgotten")
