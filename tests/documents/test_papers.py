"""Every paper of a round, from the record of a worked one, in every form."""

import io
from datetime import datetime

import docx
import pypdfium2  # type: ignore[import-untyped]
import pytest
from django.test import Client
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.charter import Act, Duty
from shuping.documents.views import FORMS
from shuping.meetings.models import Comment, Group, Meeting
from shuping.meetings.queries import documents as meetings
from shuping.meetings.rules import Kind, Role, Scope, State
from shuping.organisations import services as organisations
from shuping.rectification.models import Problem
from shuping.reports.models import Report
from shuping.reports.rules.states import State as Standing
from shuping.rounds.models import Reporter, Round
from tests.documents.papers import papers
from tests.world import World, world

__all__ = ["world"]


def title(raw: bytes) -> str:
    styled = docx.Document(io.BytesIO(raw)).paragraphs
    return "".join(
        one.text for one in styled if one.style and one.style.name == "Title"
    )


def test_every_paper_is_given_in_every_form(
    world: World, organiser: Person, client: Client
) -> None:
    client.force_login(organiser)
    titles = set()
    for name, genre, about in papers(world.round):
        address = reverse(name, args=about)
        for form in FORMS:
            given = client.get(address, {"genre": genre, "as": form})
            assert given.status_code == 200
            assert given.headers["Content-Disposition"].endswith(f'.{form}"')
            if form == "docx":
                titles.add(title(given.content))
            elif form == "pdf":
                assert len(pypdfium2.PdfDocument(given.content)) > 0
            elif form == "html":
                assert given.content.startswith(b"<article")
    assert len(titles) == 13


def test_a_form_that_nobody_knows_is_a_docx(
    world: World, organiser: Person, client: Client
) -> None:
    client.force_login(organiser)

    given = client.get(reverse("rounds:plan", args=[world.round.pk]), {"as": "rtf"})

    assert given.headers["Content-Disposition"] == 'attachment; filename="plan.docx"'


def test_a_character_that_no_font_here_has_is_told_on_the_next_page(
    world: World, organiser: Person, client: Client
) -> None:
    Round.objects.filter(pk=world.round.pk).update(name="甲\U0003fffd轮")
    client.force_login(organiser)
    address = reverse("rounds:plan", args=[world.round.pk])

    client.get(address, {"as": "docx"})
    assert "U+3FFFD" not in client.get(reverse("home")).content.decode()
    client.get(address, {"as": "pdf"})
    assert "U+3FFFD" in client.get(reverse("home")).content.decode()


def test_pending_words_stand_in_no_minutes_and_in_no_circular(
    world: World, organiser: Person, client: Client
) -> None:
    one = Reporter.objects.get(round=world.round, organisation__code="LJ01")
    for state in State:
        for reporter, scope in ((one, Scope.INDIVIDUAL), (None, Scope.COMMON)):
            Comment.objects.create(
                round=world.round,
                reporter=reporter,
                kind=Kind.SHORTCOMING,
                scope=scope,
                text=f"说过的{state}{scope}",
                state=state,
            )
    client.force_login(organiser)
    told = {
        name: client.get(reverse(name, args=about), {"as": "html"}).content.decode()
        for name, _, about in papers(world.round)
    }

    assert "说过的confirmedindividual" in told["meetings:minutes"]
    assert "说过的confirmedcommon" in told["appraisal:circular"]
    for name in ("meetings:minutes", "appraisal:circular", "meetings:papers"):
        assert "说过的pending" not in told[name]
    assert "说过的pendingindividual" in told["meetings:cards"]


def test_groups_of_one_role_stand_together_in_the_notice(
    world: World, now: datetime
) -> None:
    Group.objects.filter(round=world.round).delete()
    for order, (group, role, wording) in enumerate(
        [
            ("甲", Role.ATTEND, ""),
            ("乙", Role.OBSERVE, "乙等"),
            ("丙", Role.ATTEND, ""),
            ("guests", Role.EVALUATE, "群众代表"),
        ]
    ):
        Group.objects.create(
            round=world.round, order=order, group=group, role=role, wording=wording
        )
    meeting = Meeting.objects.get(round=world.round, order=1)
    said = str(meetings.notice(meeting, on=now.date()).blocks)

    assert "甲、丙。" in said
    assert "参加评议：群众代表。" in said
    assert "乙。" in said


def test_speakers_stand_in_the_order_of_speaking_and_those_without_one_after(
    world: World,
) -> None:
    reporters = Reporter.objects.filter(round=world.round)
    reporters.update(mode="oral", speaking_order=None)
    last = reporters.order_by("-order")[0]
    reporters.filter(pk=last.pk).update(speaking_order=1)
    meeting = Meeting.objects.get(round=world.round, order=1)
    oral = meetings._gathering(meeting).oral

    assert oral[0].body == str(last.organisation)
    assert [one.body for one in oral[1:]] == [
        str(one.organisation) for one in reporters.order_by("order") if one != last
    ]


def test_only_accepted_reports_are_compiled(
    world: World, organiser: Person, client: Client
) -> None:
    Report.objects.filter(reporter__round=world.round).update(
        text="收下的", state=Standing.ACCEPTED
    )
    one = Report.objects.filter(reporter__round=world.round)[0]
    Report.objects.filter(pk=one.pk).update(text="没收下", state=Standing.DRAFT)
    client.force_login(organiser)

    address = reverse("reports:compiled", args=[world.round.pk])
    told = client.get(address, {"as": "html"}).content.decode()
    assert "没收下" not in told


def test_a_reporter_finds_only_the_own_problems_in_the_lists(
    world: World, organiser: Person, client: Client, now: datetime
) -> None:
    for code in ("LJ01", "LJ02"):
        Problem.objects.create(
            superior=world.bodies["LJ"],
            organisation=world.bodies[code],
            year=world.round.year,
            text=f"{code}的事",
            source="self",
            kind="individual",
            origin_kind="ledger",
        )
    reporter = Person.objects.create_user("one")
    place = world.bodies["LJ01"]
    organisations.give_duty(reporter, Duty.REPORTER, place, by=None, at=now)
    address = reverse("rectification:lists", args=[world.round.pk])

    client.force_login(reporter)
    own = client.get(address, {"as": "html"}).content.decode()
    client.force_login(organiser)
    every = client.get(address, {"as": "html"}).content.decode()

    assert "LJ01的事" in own
    assert "LJ02的事" not in own
    assert "LJ02的事" in every


def test_cards_tell_no_findings_to_whoever_may_not_see_them(
    world: World, organiser: Person
) -> None:
    every = meetings.cards(world.round, person=organiser, acts=frozenset(Act))
    none = meetings.cards(world.round, person=organiser, acts=frozenset())

    assert len(every.blocks) == len(none.blocks)
    assert str(every) != str(none)


@pytest.mark.parametrize("form", ["pdf", "ofd"])
def test_letters_are_given_as_pages_of_either_form(
    world: World, organiser: Person, client: Client, form: str
) -> None:
    client.force_login(organiser)

    address = reverse("appraisal:letters", args=[world.round.pk])
    given = client.get(address, {"as": form})

    assert given.headers["Content-Disposition"].endswith(f'letters.{form}"')
