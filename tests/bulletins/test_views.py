"""The pages of the bulletins, inside and outside."""

from datetime import datetime
from http import HTTPStatus

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.bulletins.models import Bulletin
from shuping.charter import Duty
from shuping.organisations import services as organisations
from shuping.rounds.models import Reporter, Round


@pytest.fixture
def second(round_: Round, now: datetime) -> Person:
    """A second organiser, who proofs."""
    person = Person.objects.create_user("second")
    organisations.give_duty(person, Duty.ORGANISER, round_.convenor, by=None, at=now)
    return person


def desk(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    client.post(reverse("language"), {"language": "en", "next": "/desk/"})
    return client


@pytest.fixture
def composed(
    organiser: Person, round_: Round, reporters: dict[str, Reporter]
) -> Bulletin:
    desk(organiser).post(reverse("bulletins:compose", args=[round_.pk]))
    return Bulletin.objects.get()


def address(name: str, bulletin: Bulletin) -> str:
    assert bulletin.round
    return reverse(f"bulletins:{name}", args=[bulletin.round.pk, bulletin.pk])


def test_a_round_without_a_bulletin_says_so(organiser: Person, round_: Round) -> None:
    page = desk(organiser).get(reverse("bulletins:index", args=[round_.pk]))

    assert "No bulletin has been composed yet" in page.content.decode()


def test_a_bulletin_is_composed_proofed_by_a_second_person_and_published(
    composed: Bulletin, organiser: Person, second: Person
) -> None:
    writer, reader = desk(organiser), desk(second)

    own = writer.post(address("proof", composed), follow=True).content.decode()
    assert "A second person proofs" in own
    early = writer.post(address("publish", composed), follow=True).content.decode()
    assert "moved it on" in early
    reader.post(address("proof", composed))
    writer.post(address("publish", composed))

    composed.refresh_from_db()
    assert composed.state == "published"
    page = writer.get(address("bulletin", composed)).content.decode()
    assert "proofed by second" in page
    assert (
        composed.title
        in writer.get(
            reverse("bulletins:index", args=[composed.round_id])
        ).content.decode()
    )


def test_words_are_mended_and_the_second_writer_is_told(
    composed: Bulletin, organiser: Person, second: Person
) -> None:
    first, other = desk(organiser), desk(second)
    written_at = first.get(address("revise", composed)).context["form"]["written_at"]
    sent = {"title": "题目一", "text": "第一人的文字", "written_at": written_at.value()}
    late = {"title": "题目二", "text": "第二人的文字", "written_at": written_at.value()}

    assert first.post(address("revise", composed), sent).status_code == HTTPStatus.FOUND
    told = other.post(address("revise", composed), late)

    assert told.status_code == HTTPStatus.CONFLICT
    assert "第一人的文字" in told.content.decode()
    assert "第二人的文字" in told.content.decode()
    assert Bulletin.objects.get().title == "题目一"
    again = late | {"written_at": told.context["form"]["written_at"].value()}
    assert other.post(address("revise", composed), again).status_code == (
        HTTPStatus.FOUND
    )
    assert Bulletin.objects.get().title == "题目二"


def test_an_empty_text_is_refused_and_a_published_one_is_not_mended(
    composed: Bulletin, organiser: Person, second: Person
) -> None:
    writer = desk(organiser)
    empty = {"title": "题目", "text": "", "written_at": composed.written_at.isoformat()}
    assert writer.post(address("revise", composed), empty).status_code == (
        HTTPStatus.UNPROCESSABLE_ENTITY
    )
    desk(second).post(address("proof", composed))
    writer.post(address("publish", composed))

    late = writer.post(address("revise", composed), empty | {"text": "新的文字"})

    assert "A published bulletin is not changed" in late.content.decode()


def test_a_bulletin_is_printed_as_word_and_pdf(
    composed: Bulletin, organiser: Person
) -> None:
    reader = desk(organiser)

    assert reader.get(address("printed", composed)).content.startswith(b"PK")
    pdf = reader.get(address("printed", composed), {"as": "pdf"})
    assert pdf.content.startswith(b"%PDF")


def test_a_round_up_tells_of_the_rounds_that_are_chosen(
    composed: Bulletin, organiser: Person, round_: Round
) -> None:
    writer = desk(organiser)
    here = reverse("bulletins:round_up", args=[round_.pk])

    assert (
        writer.post(here, {"title": "综合报道"}).status_code
        == HTTPStatus.UNPROCESSABLE_ENTITY
    )
    made = writer.post(here, {"rounds": [round_.pk], "title": "综合报道"}, follow=True)

    assert "综合报道" in made.content.decode()
    assert "综合报道" in writer.get(here.replace("round-up/", "")).content.decode()


def test_what_is_published_inside_is_not_read_outside(
    composed: Bulletin,
    organiser: Person,
    second: Person,
    client: Client,
    settings: LazySettings,
) -> None:
    settings.PORTAL = True
    desk(second).post(address("proof", composed))
    desk(organiser).post(address("publish", composed))

    inside = desk(organiser).get(address("bulletin", composed)).content.decode()
    assert "published inside" in inside
    assert "内部" in inside
    public = reverse("published", args=[composed.pk])
    assert client.get(public).status_code == HTTPStatus.NOT_FOUND
    assert composed.title not in client.get(reverse("portal")).content.decode()


def test_outside_only_what_is_published_is_read_and_only_with_a_portal(
    composed: Bulletin,
    organiser: Person,
    second: Person,
    client: Client,
    settings: LazySettings,
) -> None:
    public = reverse("published", args=[composed.pk])
    settings.PORTAL = True
    assert client.get(public).status_code == HTTPStatus.NOT_FOUND
    assert (
        "Nothing is published"
        in client.get(
            reverse("portal"), headers={"accept-language": "en"}
        ).content.decode()
    )

    desk(second).post(address("proof", composed))
    desk(organiser).post(address("publish", composed), {"to": "public"})
    there = client.get(public).content.decode()
    assert composed.title in there
    assert "内部" not in there
    assert composed.title in client.get(reverse("portal")).content.decode()

    settings.PORTAL = False
    assert client.get(public).status_code == HTTPStatus.NOT_FOUND
    assert client.get(reverse("portal")).status_code == HTTPStatus.NOT_FOUND
