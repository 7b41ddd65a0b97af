"""The pages of the meeting: arranged, recorded, commented, confirmed."""

from collections.abc import Mapping
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.findings import services as findings
from shuping.findings.services import Seen
from shuping.meetings import queries, services
from shuping.meetings.models import Comment, Group, Meeting, Point
from shuping.meetings.services import Drafted, MeetingPlan, PointPlan, Seats, Words
from shuping.organisations.models import Organisation
from shuping.rectification.models import Problem
from shuping.rounds import services as rounds
from shuping.rounds.models import Reporter, Round

FIRST = date(2019, 12, 27)
PLAN = MeetingPlan(
    "述职评议会", FIRST, "礼堂", "区委书记", "区委书记", ("述职", "测评")
)
SENT = {
    "title": "述职评议会",
    "date": "2019-12-27",
    "place": "会议中心",
    "chair": "区委书记",
    "speaker": "",
    "agenda": "述职\n\n点评\n测评",
}


@pytest.fixture(autouse=True)
def _in_english(client: Client) -> None:
    client.cookies["django_language"] = "en"


@pytest.fixture
def meeting(cast: Round, organiser: Person, now: datetime) -> Meeting:
    return services.add_meeting(cast, PLAN, by=organiser, at=now)


@pytest.fixture
def drafted(
    cast: Round, reporters: dict[str, Reporter], recorder: Person, now: datetime
) -> list[Comment]:
    """Blame of the second reporter, praise of the round as a whole."""
    typed = [
        Drafted(reporters["LJ02"], "区委书记", "shortcoming", "individual", "调研不深"),
        Drafted(None, "区委书记", "affirm", "common", "整体扎实"),
    ]
    return services.draft_comments(cast, typed, by=recorder, at=now)


def address(name: str, round_: Round, *more: int, query: str = "") -> str:
    return reverse(f"meetings:{name}", args=[round_.pk, *more]) + query


def shown(client: Client, person: Person, where: str, status: int = 200) -> str:
    client.force_login(person)
    answer = client.get(where)
    assert answer.status_code == status
    return answer.content.decode()


def sent(
    client: Client,
    person: Person,
    where: str,
    data: Mapping[str, str | list[str]],
    status: int = 302,
) -> str:
    client.force_login(person)
    answer = client.post(where, data)
    assert answer.status_code == status
    if status == 302:
        return client.get(answer.headers["Location"]).content.decode()
    return answer.content.decode()


def rows(*filled: dict[str, str], standing: int = 0, empty: int = 0) -> dict[str, str]:
    total = {"form-TOTAL_FORMS": str(len(filled) + empty)}
    data = total | {"form-INITIAL_FORMS": str(standing)}
    blank = [{"role": "attend"}] * empty  # as a browser sends an untouched row
    for place, one in enumerate([*filled, *blank]):
        data |= {f"form-{place}-{key}": value for key, value in one.items()}
    return data


def test_without_a_meeting_the_organiser_arranges_one(
    cast: Round, organiser: Person, recorder: Person, client: Client
) -> None:
    assert "Arrange the meeting" in shown(client, organiser, address("index", cast))
    assert "Arrange the meeting" not in shown(client, recorder, address("index", cast))
    shown(client, organiser, address("arrange", cast))
    page = sent(client, organiser, address("arrange", cast), SENT)

    assert "The meeting is arranged." in page
    assert Meeting.objects.get().agenda == ["述职", "点评", "测评"]


@pytest.mark.parametrize("wrong", [{"title": ""}, {"date": "soon"}, {"title": "  "}])
def test_a_meeting_that_cannot_be_keeps_what_was_typed(
    meeting: Meeting, organiser: Person, client: Client, wrong: dict[str, str]
) -> None:
    for more in ((), (meeting.pk,)):
        there = address("arrange", meeting.round, *more)
        page = sent(client, organiser, there, SENT | wrong, 422)
        assert "会议中心" in page

    assert Meeting.objects.get().place == "礼堂"


def test_the_meeting_is_shown_with_everything_said(
    meeting: Meeting, organiser: Person, recorder: Person, client: Client, now: datetime
) -> None:
    spoken, seen = [PointPlan("指出", "压实责任", "沉下去")], queries.points_edition
    services.speak(meeting, spoken, edition=seen(meeting), by=recorder, at=now)
    words = Words("准备充分", ("抓得实",), ("补短板",))
    edition = queries.visit_edition(meeting)
    services.record_visit(meeting, words, edition=edition, by=recorder, at=now)
    seats = [
        Seats("区领导", "attend", "区领导出席", 18, category="A"),
        Seats("代表", "evaluate", count=100, at_least=True),
        Seats("部门", "attend", count=10),
        Seats("群众", "observe"),
    ]
    services.seat(meeting.round, seats, by=organiser, at=now)
    page = shown(client, recorder, address("index", meeting.round))

    for word in ("礼堂", "述职", "压实责任", "沉下去", "准备充分", "抓得实", "补短板"):
        assert word in page
    assert page.index("attends") < page.index("evaluates") < page.index("observes")
    assert ">28<" in page
    assert "at least 100" in page


def test_a_meeting_is_changed_and_the_second_to_save_sees_both(
    meeting: Meeting, organiser: Person, client: Client, now: datetime
) -> None:
    there = address("arrange", meeting.round, meeting.pk)
    assert "礼堂" in shown(client, organiser, there)
    old = queries.plan_edition(meeting)
    moved = MeetingPlan("述职评议会", FIRST, "大剧院", agenda=("述职",))
    services.rearrange(meeting, moved, edition=old, by=organiser, at=now)
    page = sent(client, organiser, there, SENT | {"edition": old}, 409)

    assert "会议中心" in page
    assert "大剧院" in page
    meeting.refresh_from_db()
    newer = queries.plan_edition(meeting)
    assert newer in page
    sent(client, organiser, there, SENT | {"edition": newer})
    meeting.refresh_from_db()
    assert meeting.place == "会议中心"


GROUP = {"group": "区领导", "role": "attend", "count": "18", "category": "A"}


def test_groups_are_written_row_by_row_and_moved_by_their_number(
    cast: Round, organiser: Person, client: Client
) -> None:
    there = address("seat", cast)
    shown(client, organiser, there)
    edition = {"edition": queries.groups_edition(cast)}
    other = {"group": "代表", "role": "evaluate", "at_least": "on"}
    data = rows(GROUP | {"ORDER": "2"}, other | {"ORDER": "1"}, empty=2) | edition
    page = sent(client, organiser, there, data)

    assert "The groups are written down." in page
    groups = [(one.group, one.count, one.at_least) for one in queries.groups_of(cast)]
    assert groups == [("代表", None, True), ("区领导", 18, False)]
    assert "区领导" in shown(client, organiser, there)


def test_a_group_is_taken_away(
    cast: Round, organiser: Person, client: Client, now: datetime
) -> None:
    services.seat(
        cast, [Seats("甲", "attend"), Seats("乙", "attend")], by=organiser, at=now
    )
    first = {"group": "甲", "role": "attend", "ORDER": "1", "DELETE": "on"}
    second = {"group": "乙", "role": "attend", "ORDER": "2"}
    data = rows(first, second, standing=2)
    data |= {"edition": queries.groups_edition(cast)}
    sent(client, organiser, address("seat", cast), data)

    assert list(Group.objects.values_list("group", flat=True)) == ["乙"]


def test_more_rows_are_given_without_losing_what_was_typed(
    cast: Round, organiser: Person, client: Client
) -> None:
    data = rows(GROUP) | {"more": "1", "edition": "seen"}
    page = sent(client, organiser, address("seat", cast), data, 200)
    odd = sent(client, organiser, address("seat", cast), {"more": "1"}, 200)

    assert 'value="区领导"' in page
    assert 'name="form-5-group"' in page
    assert 'value="seen"' in page
    assert 'name="form-4-group"' in odd
    assert not Group.objects.exists()


def test_a_row_that_cannot_be_is_refused_in_its_place(
    cast: Round, organiser: Person, client: Client
) -> None:
    data = rows(GROUP | {"count": "many"}, GROUP | {"category": "X"})
    page = sent(client, organiser, address("seat", cast), data, 422)
    blank = rows(GROUP | {"group": ""})
    sent(client, organiser, address("seat", cast), blank, 422)

    assert page.count("errorlist") == 2
    assert not Group.objects.exists()


def test_the_second_to_save_the_groups_sees_both(
    cast: Round, organiser: Person, client: Client, now: datetime
) -> None:
    data = rows(GROUP) | {"edition": queries.groups_edition(cast)}
    services.seat(cast, [Seats("老同志", "observe")], by=organiser, at=now)
    page = sent(client, organiser, address("seat", cast), data, 409)

    assert "老同志" in page
    assert 'value="区领导"' in page
    assert queries.groups_edition(cast) in page


def test_the_points_spoken_are_written_down_and_the_second_sees_both(
    meeting: Meeting, recorder: Person, client: Client
) -> None:
    there = address("points", meeting.round, meeting.pk)
    shown(client, recorder, there)
    edition = {"edition": queries.points_edition(meeting)}
    data = (
        rows({"verb": "指出", "heading": "压实责任", "ORDER": "1"}, empty=1) | edition
    )
    page = sent(client, recorder, there, data)
    assert "The points are written down." in page
    assert Point.objects.get().heading == "压实责任"
    assert "压实责任" in shown(client, recorder, there)

    mine = rows({"heading": "另一条", "ORDER": "1"}) | edition
    both = sent(client, recorder, there, mine, 409)
    assert "另一条" in both
    assert "压实责任" in both
    without = rows({"verb": "指出", "heading": "", "ORDER": "1"})
    sent(client, recorder, there, without, 422)


def test_a_refused_point_is_told_above_the_rows(
    meeting: Meeting,
    recorder: Person,
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from_form = "shuping.meetings.forms.PointForm.point"
    monkeypatch.setattr(from_form, lambda _: PointPlan("", " "))
    data = rows({"heading": "压实责任"})
    page = sent(
        client, recorder, address("points", meeting.round, meeting.pk), data, 422
    )

    assert "A point has a heading." in page
    assert "压实责任" in page


def test_the_visitors_words_are_written_down_and_the_second_sees_both(
    meeting: Meeting, recorder: Person, client: Client
) -> None:
    there = address("visiting", meeting.round, meeting.pk)
    shown(client, recorder, there)
    said = {"judgement": "准备充分", "affirmed": "一\n二", "suggestions": "三"}
    said |= {"edition": queries.visit_edition(meeting)}
    page = sent(client, recorder, there, said)
    assert "The visiting supervisor&#x27;s words are written down." in page
    assert "准备充分" in shown(client, recorder, there)

    both = sent(client, recorder, there, said | {"judgement": "另一说"}, 409)
    assert "另一说" in both
    assert "准备充分" in both
    sent(client, recorder, there, {"judgement": "长" * 5001}, 422)
    assert Meeting.objects.get().affirmed == ["一", "二"]


def test_what_the_recorder_drafts_stands_in_the_ledger_once_the_leader_confirms(
    cast: Round,
    reporters: dict[str, Reporter],
    recorder: Person,
    leader: Person,
    client: Client,
) -> None:
    first = reporters["LJ01"]
    typed = {
        "reporter": str(first.pk),
        "author": "区委书记",
        "kind": "shortcoming",
        "scope": "individual",
        "text": "两新组织覆盖不够实",
    }
    again = typed | {"again": "1"}
    next_one = sent(client, recorder, address("draft", cast), again)
    assert "Written down; it waits for the leader." in next_one
    assert "两新组织覆盖不够实" in next_one
    assert 'value="区委书记"' in next_one
    assert not Problem.objects.exists()
    listed = shown(client, recorder, address("comments", cast))
    assert "to be confirmed" in listed
    assert "Confirm the ticked ones" not in listed

    comment = Comment.objects.get()
    assert "Confirm the ticked ones" in shown(client, leader, address("comments", cast))
    ticked = {"comment": [f"{comment.pk}:{comment.version}"]}
    page = sent(client, leader, address("confirm", cast), ticked)

    assert "Confirmed: 1." in page
    problem = Problem.objects.get()
    assert (problem.text, problem.organisation) == (comment.text, first.organisation)
    second_time = sent(client, leader, address("confirm", cast), ticked)
    assert "Confirmed: 0." in second_time
    assert Problem.objects.count() == 1


def test_a_comment_on_the_whole_round_is_drafted_and_an_empty_one_refused(
    cast: Round, recorder: Person, client: Client
) -> None:
    typed = {"reporter": "", "author": "", "kind": "affirm", "scope": "common"}
    there = address("draft", cast)
    sent(client, recorder, there, typed | {"text": ""}, 422)
    again = typed | {"text": "整体扎实", "again": "1"}
    sent(client, recorder, there, again)
    page = sent(client, recorder, there, typed | {"text": "准备充分"})

    assert "On the round as a whole" in page
    assert Comment.objects.filter(reporter=None).count() == 2


def test_the_leader_sees_what_waits_first_and_what_stands_beside_it(  # noqa: PLR0917 - fixtures are asked for by name
    drafted: list[Comment],
    cast: Round,
    reporters: dict[str, Reporter],
    organiser: Person,
    leader: Person,
    recorder: Person,
    client: Client,
    now: datetime,
) -> None:
    second = reporters["LJ02"].organisation
    seen = [Seen(second, date(2019, 5, 1), "visit", "党建联席会议久未召开")]
    findings.note_findings(cast, seen, by=organiser, at=now)
    Problem.objects.create(
        superior=cast.convenor,
        organisation=second,
        year=2018,
        text="上年的老问题",
        source="superior",
        kind="individual",
        origin_kind="ledger",
    )
    there = address("comments", cast)
    page = shown(client, leader, there)

    assert page.index("河湾镇党委书记") < page.index("云台街道党工委书记")
    assert "党建联席会议久未召开" in page
    assert "上年的老问题" in page
    waiting = shown(client, leader, f"{there}?waiting=1")
    assert "云台街道党工委书记" not in waiting
    own = shown(client, recorder, there)
    assert own.index("云台街道党工委书记") < own.index("河湾镇党委书记")
    assert "党建联席会议久未召开" not in own
    assert "上年的老问题" not in own


def test_a_comment_changed_after_the_leader_looked_is_not_confirmed(
    drafted: list[Comment],
    cast: Round,
    leader: Person,
    recorder: Person,
    client: Client,
    now: datetime,
) -> None:
    seen = {"comment": [f"{drafted[0].pk}:1", "odd", "1:x:2"]}
    services.revise_comment(drafted[0], "另一说", version=1, by=recorder, at=now)
    page = sent(client, leader, address("confirm", cast), seen)

    assert "The comment was confirmed, or somebody has changed it." in page
    assert queries.confirmed_of(cast) == 0


def test_a_pending_comment_is_changed_and_the_second_to_save_sees_both(
    drafted: list[Comment],
    cast: Round,
    leader: Person,
    recorder: Person,
    client: Client,
) -> None:
    there = address("change", cast, drafted[0].pk)
    assert "调研不深" in shown(client, leader, there)
    sent(client, recorder, there, {"version": "1", "text": " "}, 422)
    changed = sent(client, leader, there, {"version": "1", "text": "调研要深"})
    assert "The comment is changed." in changed

    both = sent(client, recorder, there, {"version": "1", "text": "调研还浅"}, 409)
    assert "调研还浅" in both
    assert "调研要深" in both
    sent(client, recorder, there, {"version": "2", "text": "调研还浅"})
    drafted[0].refresh_from_db()
    assert drafted[0].text == "调研还浅"


def test_a_confirmed_comment_no_longer_changes_and_what_was_typed_is_shown(
    drafted: list[Comment],
    cast: Round,
    leader: Person,
    recorder: Person,
    client: Client,
    now: datetime,
) -> None:
    services.confirm_comments(cast, drafted, by=leader, at=now)
    there = address("change", cast, drafted[0].pk)
    assert "It is confirmed and no longer changes." in shown(client, recorder, there)
    page = sent(client, recorder, there, {"version": "1", "text": "晚到的话"}, 409)

    assert "It is confirmed and no longer changes." in page
    assert "晚到的话" in page


@pytest.mark.parametrize("name", ["index", "arrange", "seat", "comments", "draft"])
def test_a_stranger_finds_no_page_of_the_meeting(
    meeting: Meeting, stranger: Person, secretary: Person, client: Client, name: str
) -> None:
    for person in (stranger, secretary):
        shown(client, person, address(name, meeting.round), 404)


def test_a_thing_of_another_round_is_not_found(
    meeting: Meeting,
    drafted: list[Comment],
    stranger: Person,
    organiser: Person,
    client: Client,
    now: datetime,
) -> None:
    wrong = meeting.round.pk + 1
    for name, key in (("arrange", meeting.pk), ("points", meeting.pk)):
        shown(client, organiser, reverse(f"meetings:{name}", args=[wrong, key]), 404)
        shown(client, stranger, address(name, meeting.round, key), 404)
    change = reverse("meetings:change", args=[wrong, drafted[0].pk])
    shown(client, organiser, change, 404)


def test_the_leader_finds_the_way_to_the_outcome_once_it_is_counted(
    cast: Round, leader: Person, client: Client
) -> None:
    assert "The outcome" not in shown(client, leader, address("index", cast))


def _fill(round_: Round, many: int) -> None:
    first = round_.reporters.count()
    bodies = Organisation.objects.bulk_create(
        Organisation(
            code=f"X{n}",
            name=f"单位{n}",
            path=f"{round_.convenor.path}X{n}.",
            parent=round_.convenor,
        )
        for n in range(first, many)
    )
    made = Reporter.objects.bulk_create(
        Reporter(round=round_, organisation=one, post="书记", mode="oral", order=n)
        for n, one in enumerate(bodies, 100 + first)
    )
    Comment.objects.bulk_create(
        Comment(
            round=round_, reporter=one, kind="affirm", scope="individual", text="好"
        )
        for one in made
        for _ in range(3)
    )
    Group.objects.bulk_create(
        Group(round=round_, order=n, group=f"组{n}", role="attend") for n in range(many)
    )


@pytest.mark.parametrize("name", ["index", "comments", "draft", "seat"])
def test_many_reporters_and_groups_cost_as_many_queries_as_few(
    drafted: list[Comment],
    meeting: Meeting,
    organiser: Person,
    leader: Person,
    client: Client,
    name: str,
) -> None:
    counts = []
    client.force_login(organiser if name == "seat" else leader)
    for many in (4, 120):
        Group.objects.all().delete()
        _fill(meeting.round, many)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address(name, meeting.round)).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_later_pages_show_the_later_reporters(
    drafted: list[Comment], cast: Round, leader: Person, client: Client
) -> None:
    _fill(cast, 30)
    page = shown(client, leader, address("comments", cast, query="?page=2"))

    assert "page 2 of 3" in page
    assert "On the round as a whole" not in page


def test_an_auditor_reads_and_finds_no_button(
    meeting: Meeting,
    drafted: list[Comment],
    stranger: Person,
    organiser: Person,
    client: Client,
    now: datetime,
) -> None:
    rounds.assign(meeting.round, stranger, Duty.AUDITOR, by=organiser, at=now)
    for name in ("index", "comments"):
        page = shown(client, stranger, address(name, meeting.round))
        main = page[page.index("<main") :]
        assert "<button" not in main
        assert "arrange" not in main
