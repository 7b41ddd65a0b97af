"""Bulletins from the first draft to publication."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction

from shuping.accounts.models import Person
from shuping.bulletins import queries, services
from shuping.bulletins.models import Bulletin
from shuping.bulletins.rules.composing import Head
from shuping.bulletins.rules.facts import Change
from shuping.bulletins.rules.states import Audience, State
from shuping.charter import Duty
from shuping.documents.rules.content import Document, Heading, Paragraph
from shuping.findings import services as findings
from shuping.findings.services import Praised, Seen
from shuping.journal.models import Entry
from shuping.meetings import services as meetings
from shuping.meetings.services import Drafted, MeetingPlan, PointPlan, Seats
from shuping.organisations import services as organisations
from shuping.organisations.models import Organisation
from shuping.organisations.services import Body
from shuping.refusal import Refused
from shuping.rounds import services as rounds
from shuping.rounds.models import Reporter, Round
from tests.conftest import SCHEME

HEAD = Head(date(2020, 1, 3), breadcrumb=("党建首页", "基层党建"), source="组织部")


def changed(bulletin: Bulletin) -> Sequence[tuple[Round, Change]]:
    """Return what changed in the record as it is now."""
    return queries.changed(bulletin, queries.records_of(queries.rounds_of(bulletin)))


@pytest.fixture
def bulletin(cast: Round, organiser: Person, now: datetime) -> Bulletin:
    return services.compose_bulletin(cast, by=organiser, at=now)


@pytest.fixture
def held(
    cast: Round,
    reporters: dict[str, Reporter],
    organiser: Person,
    leader: Person,
    now: datetime,
) -> Round:
    """The round with its meeting recorded, comments on both oral reporters."""
    plan = MeetingPlan(
        "述职评议会",
        place="区会议中心",
        chair="区委书记",
        speaker="区委书记",
        agenda=["述职", "民主评议"],
        points=[PointPlan("会议指出", "要压实责任", "一级抓一级。")],
        judgement="具体实在",
        affirmed=["抓得牢", "抓得实"],
        suggestions=["再压实"],
    )
    meetings.arrange(cast, [plan], by=organiser, at=now)
    seats = [Seats("v", "visiting", "市委组织部派员参加")]
    meetings.seat(cast, seats, by=organiser, at=now)
    drafted = [
        Drafted(reporters["LJ01"], "联系领导", "shortcoming", "individual", "底数不清"),
        Drafted(reporters["LJ02"], "联系领导", "shortcoming", "individual", "记录不全"),
        Drafted(None, "会议", "affirm", "common", "工作有进展"),
    ]
    comments = meetings.draft_comments(cast, drafted, by=organiser, at=now)
    meetings.confirm_comments(cast, comments, by=leader, at=now)
    return cast


def test_comments_rest_on_what_was_found_at_those_who_were_commented_on(
    held: Round, tree: dict[str, Organisation], organiser: Person, now: datetime
) -> None:
    seen = [
        Seen(tree["LJ03"], date(2019, 6, 1), "visit", "走访"),
        Seen(tree["LJ"], date(2019, 6, 1), "inspection", "督导"),
    ]
    findings.note_findings(held, seen, by=organiser, at=now)
    assert queries.record_of(held).known_from == frozenset()

    village = Body("LJ0101", "LJ01", "云岭居民区", "branch", "basic")
    below = organisations.found([village], by=organiser, at=now)["LJ0101"]
    seen = [Seen(below, date(2019, 6, 1), "inspection", "督导")]
    findings.note_findings(held, seen, by=organiser, at=now)
    assert queries.record_of(held).known_from == {"inspection"}


def test_a_bulletin_tells_the_record_of_its_round(
    held: Round, tree: dict[str, Organisation], organiser: Person, now: datetime
) -> None:
    seen = [Seen(tree["LJ01"], date(2019, 6, 1), "visit", "走访")]
    praised = [Praised(tree["LJ"], "“甲”"), Praised(tree["LJ02"], "“乙”")]
    findings.note_findings(held, seen, by=organiser, at=now)
    findings.note_highlights(held, praised, by=organiser, at=now)

    bulletin = services.compose_bulletin(held, by=organiser, at=now)

    assert queries.document_of(bulletin) == Document(
        "临江区召开述职评议会",
        marking="内部",
        blocks=tuple(
            Paragraph(text)
            for text in (
                (
                    "临江区近日在区会议中心召开述职评议会。"
                    "区委书记主持并讲话，市委组织部派员参加。"
                ),
                (
                    "云台街道、河湾镇2个街镇党（工）委书记就2019年工作口头述职，"
                    "区水务局党组书记书面述职。"
                ),
                (
                    "联系领导结合平时走访掌握的情况，"
                    "对2名口头述职的党（工）委书记逐一点评，一一指出短板不足。"
                ),
                "会议肯定，一年来，工作有进展。会议列举的工作亮点：“甲”和河湾镇的“乙”。",
                "会议指出，要压实责任，一级抓一级。",
                (
                    "市委组织部在点评中评价会议具体实在，从抓得牢、抓得实两个方面肯定了"
                    "临江区2019年工作，对新一年工作提出建议：再压实。"
                ),
                "会议最后，参会人员进行民主评议。",
                "全区各级党组织的述职评议考核，要在2020年1月15日前全部完成。",
            )
        ),
    )


def test_a_comment_that_no_leader_confirmed_is_not_told(
    held: Round, reporters: dict[str, Reporter], organiser: Person, now: datetime
) -> None:
    pending = Drafted(None, "会议", "affirm", "common", "尚未确认")
    meetings.draft_comments(held, [pending], by=organiser, at=now)

    texts = [one.text for one in queries.record_of(held).comments]

    assert texts == ["底数不清", "记录不全", "工作有进展"]


def test_composing_again_writes_the_draft_anew(
    bulletin: Bulletin, cast: Round, leader: Person, organiser: Person, now: datetime
) -> None:
    services.proof(bulletin, by=leader, at=now)

    again = services.compose_bulletin(cast, by=organiser, at=now)

    assert (again.pk, again.state, again.proofed_by) == (
        bulletin.pk,
        State.DRAFT,
        None,
    )


def test_after_publication_a_new_bulletin_is_another_one(
    bulletin: Bulletin, cast: Round, leader: Person, organiser: Person, now: datetime
) -> None:
    services.proof(bulletin, by=leader, at=now)
    services.publish(bulletin, Audience.INSIDE, by=organiser, at=now)

    again = services.compose_bulletin(cast, by=organiser, at=now)

    assert [one.pk for one in queries.bulletins_of(cast)] == [again.pk, bulletin.pk]


def test_who_holds_no_duty_composes_nothing(
    round_: Round, stranger: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="may not do this"):
        services.compose_bulletin(round_, by=stranger, at=now)


def test_who_wrote_a_bulletin_does_not_proof_it(
    bulletin: Bulletin, organiser: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="second person"):
        services.proof(bulletin, by=organiser, at=now)


def test_a_second_person_proofs_and_then_it_is_published(
    bulletin: Bulletin, leader: Person, organiser: Person, now: datetime
) -> None:
    proofed = services.proof(bulletin, by=leader, at=now)
    assert (proofed.state, proofed.proofed_by) == (State.PROOFED, leader)

    published = services.publish(proofed, Audience.INSIDE, by=organiser, at=now)
    assert (published.state, published.published_at) == (State.PUBLISHED, now)

    acts = Entry.objects.filter(thing=f"bulletins.bulletin:{bulletin.pk}")
    assert list(acts.order_by("pk").values_list("act", flat=True)) == [
        "compose bulletin",
        "proof bulletin",
        "publish bulletin",
    ]


def test_a_draft_is_not_published(
    bulletin: Bulletin, organiser: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="Somebody has changed this bulletin"):
        services.publish(bulletin, Audience.INSIDE, by=organiser, at=now)


def test_a_bulletin_is_proofed_once(
    bulletin: Bulletin, leader: Person, now: datetime
) -> None:
    services.proof(bulletin, by=leader, at=now)

    with pytest.raises(Refused, match="Somebody has changed this bulletin"):
        services.proof(bulletin, by=leader, at=now)


def test_who_revises_a_bulletin_has_written_it(
    bulletin: Bulletin, organiser: Person, leader: Person, cast: Round, now: datetime
) -> None:
    rounds.assign(cast, leader, Duty.ORGANISER, by=organiser, at=now)
    document = replace(queries.document_of(bulletin), title="简报")

    revised = services.revise(bulletin, document, by=leader, at=now)

    assert (revised.title, revised.written_by) == ("简报", leader)
    with pytest.raises(Refused, match="second person"):
        services.proof(revised, by=leader, at=now)


def test_words_that_changed_after_they_were_read_are_not_proofed(
    bulletin: Bulletin, organiser: Person, leader: Person, now: datetime
) -> None:
    read = Bulletin.objects.get(pk=bulletin.pk)
    later = now.replace(hour=10)
    document = queries.document_of(bulletin)
    services.revise(bulletin, document, by=organiser, at=later)

    with pytest.raises(Refused, match="changed"):
        services.proof(read, by=leader, at=later)


def test_a_published_bulletin_is_not_revised(
    bulletin: Bulletin, organiser: Person, leader: Person, now: datetime
) -> None:
    services.proof(bulletin, by=leader, at=now)
    services.publish(bulletin, Audience.INSIDE, by=organiser, at=now)
    document = queries.document_of(bulletin)

    with pytest.raises(Refused, match="not changed"):
        services.revise(bulletin, document, by=organiser, at=now)


@pytest.fixture
def neighbour(tree: dict[str, Organisation], organiser: Person, now: datetime) -> Round:
    """Another district's round, with the same organiser."""
    bodies = [Body("QH", "JZ", "清河区委", "district", "district")]
    district = organisations.found(bodies, by=organiser, at=now)["QH"]
    organisations.give_duty(organiser, Duty.ORGANISER, district, by=None, at=now)
    scheme = SCHEME.replace('convenor = "LJ"', 'convenor = "QH"')
    return rounds.make(district, scheme=scheme.encode(), by=organiser, at=now)


def test_a_round_up_tells_of_its_rounds_in_the_order_given(
    cast: Round, neighbour: Round, organiser: Person, leader: Person, now: datetime
) -> None:
    page = services.compose_round_up([neighbour, cast], head=HEAD, by=organiser, at=now)

    assert page.title == "清河、临江区召开述职评议会"
    assert queries.rounds_of(page) == [neighbour, cast]
    assert queries.document_of(page).breadcrumb == ("党建首页", "基层党建")


def test_what_stands_under_a_place_rests_on_the_record_of_that_place_alone(
    held: Round, neighbour: Round, organiser: Person, now: datetime
) -> None:
    page = services.compose_round_up([neighbour, held], head=HEAD, by=organiser, at=now)
    document = queries.document_of(page)

    sources = queries.sources_of(page, document, queries.rounds_of(page))

    here = ""
    found: dict[str, set[int]] = {}
    for source in sources:
        if isinstance(source.block, Heading):
            here = source.block.text
        found.setdefault(here, set()).update(one.round for one in source.links)
    assert found["临江区"] == {held.pk}
    assert found["清河区"] <= {neighbour.pk}


def test_a_round_up_is_proofed_by_who_may_in_every_round_of_it(
    cast: Round, neighbour: Round, organiser: Person, leader: Person, now: datetime
) -> None:
    page = services.compose_round_up([cast, neighbour], head=HEAD, by=organiser, at=now)

    with pytest.raises(Refused, match="may not do this"):
        services.proof(page, by=leader, at=now)
    rounds.assign(neighbour, leader, Duty.LEADER, by=organiser, at=now)
    assert services.proof(page, by=leader, at=now).state == State.PROOFED


def test_a_round_up_of_nothing_or_of_one_round_twice_is_refused(
    cast: Round, organiser: Person, now: datetime
) -> None:
    for several in ([], [cast, cast]):
        with pytest.raises(Refused, match="once"):
            services.compose_round_up(several, head=HEAD, by=organiser, at=now)


def test_the_database_refuses_a_proof_by_the_writer(
    bulletin: Bulletin, organiser: Person
) -> None:
    mine = Bulletin.objects.filter(pk=bulletin.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        mine.update(state=State.PROOFED, proofed_by=organiser)
