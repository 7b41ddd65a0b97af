"""Facts looked at again, audiences, corrections and withdrawals."""

from datetime import date, datetime, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.bulletins import queries, services
from shuping.bulletins.models import Bulletin
from shuping.bulletins.rules.facts import About
from shuping.bulletins.rules.states import Audience, State
from shuping.bulletins.services import Received
from shuping.documents.rules.content import Document, Paragraph
from shuping.journal.models import Entry
from shuping.meetings import services as meetings
from shuping.meetings.services import MeetingPlan
from shuping.organisations.models import Organisation, Post, Tenure
from shuping.refusal import Refused
from shuping.rounds.models import Reporter, Round
from tests.bulletins.test_services import HEAD, bulletin, changed, held
from tests.pages import browser, sent, shown

__all__ = ["bulletin", "held"]


@pytest.fixture
def proofed(bulletin: Bulletin, leader: Person, now: datetime) -> Bulletin:
    return services.proof(bulletin, by=leader, at=now)


def hold_meeting(round_: Round, by: Person, at: datetime) -> None:
    plan = MeetingPlan("述职评议会", place="区会议中心")
    meetings.arrange(round_, [plan], by=by, at=at)


def test_a_fact_that_changed_is_shown_and_holds_up_publication(
    proofed: Bulletin, cast: Round, organiser: Person, now: datetime
) -> None:
    hold_meeting(cast, organiser, now)
    assert [(where, one.about, one.now) for where, one in changed(proofed)] == [
        (cast, About.MEETING, "述职评议会"),
        (cast, About.PLACE, "区会议中心"),
    ]

    with pytest.raises(Refused, match="record has changed"):
        services.publish(proofed, Audience.INSIDE, by=organiser, at=now)
    page = shown(browser(organiser), "bulletins:bulletin", cast.pk, proofed.pk)
    assert "区会议中心" in page
    services.look_again(proofed, by=organiser, at=now)

    assert changed(proofed) == []
    assert services.publish(proofed, Audience.INSIDE, by=organiser, at=now).is_out


def test_a_changed_fact_is_looked_at_on_the_page(
    proofed: Bulletin, cast: Round, organiser: Person, now: datetime
) -> None:
    hold_meeting(cast, organiser, now)
    desk = browser(organiser)

    told = sent(desk, "bulletins:publish", cast.pk, proofed.pk)
    assert "The record has changed since" in told
    told = sent(desk, "bulletins:look", cast.pk, proofed.pk)

    assert "held against the record as it is now" in told
    assert 'id="changes"' not in told


def test_a_bulletin_of_an_older_installation_has_no_facts_to_change(
    proofed: Bulletin, cast: Round, organiser: Person, now: datetime
) -> None:
    Bulletin.objects.update(facts=[])
    proofed.refresh_from_db()
    hold_meeting(cast, organiser, now)

    assert changed(proofed) == []


def test_each_audience_reads_its_own_words(
    held: Round,
    reporters: dict[str, Reporter],
    tree: dict[str, Organisation],
    organiser: Person,
    leader: Person,
    now: datetime,
) -> None:
    Reporter.objects.filter(pk=reporters["LJ01"].pk).update(name="王示例")
    post = Post.objects.create(organisation=tree["LJ02"], title="党委书记")
    Tenure.objects.create(post=post, holder="李样例", since=date(2019, 1, 1))
    one = services.compose_bulletin(held, by=organiser, at=now)
    text = "党工委书记王示例、李样例述职。会上指出，底数不清。"
    document = Document("题", marking="内部", blocks=(Paragraph(text),))
    one = services.revise(one, document, by=organiser, at=now)
    desk = browser(organiser)

    def told(to: Audience) -> list[str]:
        blocks = queries.as_read_by(one, to).document.blocks
        return [block.text for block in blocks if isinstance(block, Paragraph)]

    assert told(Audience.INSIDE) == [text]
    assert told(Audience.BELOW) == ["党工委书记王示例、李样例述职。"]
    assert told(Audience.PUBLIC) == ["党工委书记、有关同志述职。"]
    preview = desk.get(
        f"/desk/rounds/{held.pk}/bulletins/{one.pk}/preview/", {"to": "public"}
    ).content.decode()
    assert "comment on one reporter" in preview
    assert "Publish to everyone" not in preview
    services.proof(one, by=leader, at=now)
    sent(desk, "bulletins:publish", held.pk, one.pk, to="below")
    one.refresh_from_db()
    assert (one.audience, queries.document_of(one)) == (Audience.BELOW, document)
    assert "底数不清" not in str(queries.shown_of(one))


def test_what_a_part_from_elsewhere_names_is_read_by_who_publishes_it(
    cast: Round, organiser: Person, leader: Person, now: datetime
) -> None:
    page = services.compose_round_up([cast], head=HEAD, by=organiser, at=now)
    text = ("区委书记王某某主持。", "电话13800001111。")
    theirs = Received("东湖区", "东湖区委组织部", text, "a.md", b"x")
    services.receive(page, theirs, by=organiser, at=now)
    services.proof(page, by=leader, at=now)
    part = page.parts.get(name="东湖区")
    desk = browser(organiser)
    preview = reverse("bulletins:preview", args=[cast.pk, page.pk])

    def previewed(to: Audience) -> str:
        return desk.get(preview, {"to": to}).content.decode()

    assert "not in our record" not in previewed(Audience.INSIDE)
    for to in (Audience.BELOW, Audience.PUBLIC):
        assert "not in our record" in previewed(to)
        with pytest.raises(Refused, match="first: 东湖区"):
            services.publish(page, to, by=organiser, at=now)
    assert f'name="read" value="{part.pk}" required' in previewed(Audience.BELOW)
    sent(desk, "bulletins:publish", cast.pk, page.pk, to="below", read=part.pk)

    page.refresh_from_db()
    assert page.audience == Audience.BELOW
    assert "王某某主持" in str(queries.shown_of(page))
    assert "13800001111" not in str(queries.shown_of(page))
    facts = Entry.objects.get(act="publish bulletin").facts
    assert facts == {"audience": "below", "read": ["东湖区"]}


def test_inside_a_part_from_elsewhere_goes_out_as_it_came(
    cast: Round, organiser: Person, leader: Person, now: datetime
) -> None:
    page = services.compose_round_up([cast], head=HEAD, by=organiser, at=now)
    theirs = Received("东湖区", "东湖区委组织部", ("王某某主持。",), "a.md", b"x")
    services.receive(page, theirs, by=organiser, at=now)
    services.proof(page, by=leader, at=now)

    services.publish(page, Audience.INSIDE, by=organiser, at=now)

    assert page.state == State.PUBLISHED


def test_the_bodies_below_read_what_is_told_to_them_and_nothing_else(
    reporters: dict[str, Reporter],
    proofed: Bulletin,
    organiser: Person,
    secretary: Person,
    now: datetime,
) -> None:
    cast = reporters["LJ01"].round
    services.look_again(proofed, by=organiser, at=now)
    below = browser(secretary)
    assert proofed.title not in shown(below, "bulletins:below", cast.pk)

    services.publish(proofed, Audience.BELOW, by=organiser, at=now)
    assert proofed.title in shown(below, "bulletins:below", cast.pk)

    services.withdraw(proofed, "有误", by=organiser, at=now)
    assert proofed.title not in shown(below, "bulletins:below", cast.pk)


def test_what_is_published_inside_is_not_told_below(
    reporters: dict[str, Reporter],
    proofed: Bulletin,
    organiser: Person,
    secretary: Person,
    now: datetime,
) -> None:
    cast = reporters["LJ01"].round
    services.look_again(proofed, by=organiser, at=now)
    services.publish(proofed, Audience.INSIDE, by=organiser, at=now)

    assert proofed.title not in shown(browser(secretary), "bulletins:below", cast.pk)


def test_a_correction_is_a_further_version_beside_the_first(
    proofed: Bulletin, cast: Round, organiser: Person, leader: Person, now: datetime
) -> None:
    services.publish(proofed, Audience.BELOW, by=organiser, at=now)
    desk = browser(organiser)

    told = sent(desk, "bulletins:correct", cast.pk, proofed.pk, because="人数有误")

    assert "A further version is begun" in told
    draft = Bulletin.objects.get(version=2)
    assert (draft.state, draft.number) == (State.DRAFT, proofed.pk)
    services.proof(draft, by=leader, at=now)
    services.publish(draft, Audience.BELOW, by=organiser, at=now)
    assert [one.version for one in queries.versions_of(proofed)] == [2, 1]
    proofed.refresh_from_db()
    assert proofed.is_superseded
    page = shown(desk, "bulletins:bulletin", cast.pk, proofed.pk)
    assert "人数有误" in page
    assert "Correct it" not in page
    assert queries.told_below(cast) == [draft]


def test_only_the_latest_that_went_out_is_corrected_and_once_at_a_time(
    proofed: Bulletin, organiser: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="Only the latest"):
        services.correct(proofed, "有误", by=organiser, at=now)
    services.publish(proofed, Audience.INSIDE, by=organiser, at=now)
    services.correct(proofed, "有误", by=organiser, at=now)

    with pytest.raises(Refused, match="Only the latest"):
        services.correct(proofed, "有误", by=organiser, at=now)


def test_no_correction_begins_beside_another_draft_of_the_round(
    proofed: Bulletin, cast: Round, organiser: Person, now: datetime
) -> None:
    services.publish(proofed, Audience.INSIDE, by=organiser, at=now)
    services.compose_bulletin(cast, by=organiser, at=now)

    told = sent(
        browser(organiser), "bulletins:correct", cast.pk, proofed.pk, because="有误"
    )

    assert "A draft of this round stands already" in told


def test_a_withdrawal_says_who_when_and_why(
    proofed: Bulletin, cast: Round, organiser: Person, now: datetime
) -> None:
    services.publish(proofed, Audience.INSIDE, by=organiser, at=now)
    desk = browser(organiser)

    assert "required" in sent(desk, "bulletins:withdraw", cast.pk, proofed.pk)
    told = sent(desk, "bulletins:withdraw", cast.pk, proofed.pk, because="另行发布")

    assert "另行发布" in told
    proofed.refresh_from_db()
    assert (proofed.state, proofed.withdrawn_by) == (State.WITHDRAWN, organiser)
    with pytest.raises(Refused, match="moved it on"):
        services.withdraw(proofed, "再次", by=organiser, at=now)


def test_a_correction_reaches_whoever_read_what_it_corrects(
    proofed: Bulletin, cast: Round, organiser: Person, leader: Person, now: datetime
) -> None:
    services.publish(proofed, Audience.BELOW, by=organiser, at=now)
    draft = services.correct(proofed, "有误", by=organiser, at=now)
    services.proof(draft, by=leader, at=now)

    with pytest.raises(Refused, match="reads the correction too"):
        services.publish(draft, Audience.INSIDE, by=organiser, at=now)
    services.publish(draft, Audience.PUBLIC, by=organiser, at=now)

    assert queries.told_below(cast) == [draft]
    assert queries.standing_of(cast) == {cast.pk: draft}


def test_words_that_were_changed_meanwhile_are_neither_proofed_nor_published_unseen(
    cast: Round, organiser: Person, leader: Person, now: datetime
) -> None:
    one = services.compose_bulletin(cast, by=organiser, at=now)
    desk, reader = browser(organiser), browser(leader)

    def seen(by: Client) -> str:
        page = shown(by, "bulletins:bulletin", cast.pk, one.pk)
        return unescape(page.split('name="seen" value="')[1].split('"')[0])

    def revised(after: timedelta) -> None:
        document = queries.document_of(one)
        services.revise(one, document, by=organiser, at=now + after)

    before = seen(reader)
    revised(timedelta(minutes=1))
    told = sent(reader, "bulletins:proof", cast.pk, one.pk, seen=before)
    assert "Somebody has changed this bulletin" in told
    sent(reader, "bulletins:proof", cast.pk, one.pk, seen=seen(reader))

    before = seen(desk)
    revised(timedelta(minutes=2))
    services.proof(one, by=leader, at=now)
    told = sent(desk, "bulletins:publish", cast.pk, one.pk, seen=before)
    assert "Somebody has changed this bulletin" in told
    sent(desk, "bulletins:publish", cast.pk, one.pk, seen=seen(desk))

    one.refresh_from_db()
    assert one.is_out
