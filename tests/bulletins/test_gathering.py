"""A round-up of our own rounds and of bulletins that come as files, in its order."""

import zipfile
from datetime import datetime
from http import HTTPStatus
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.bulletins import queries, services
from shuping.bulletins.models import Bulletin
from shuping.bulletins.rules.editing import text_of, with_words
from shuping.bulletins.rules.states import Audience
from shuping.bulletins.services import Received
from shuping.documents.rules.content import Heading, Paragraph
from shuping.documents.services import apart
from shuping.refusal import Refused
from shuping.rounds.models import Round
from tests.bulletins.test_services import HEAD, bulletin, changed, neighbour
from tests.pages import browser, sent

__all__ = ["bulletin", "neighbour"]
FOREIGN = Received(
    "东湖区", "东湖区委组织部", ("东湖区近日召开。", "会议指出。"), "a.md", b"x"
)


def bomb() -> bytes:
    """Return a small .docx that is packed a thousand times over."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 8 * 1024 * 1024)
    return packed.getvalue()


@pytest.fixture
def page(cast: Round, neighbour: Round, organiser: Person, now: datetime) -> Bulletin:
    return services.compose_round_up([cast, neighbour], head=HEAD, by=organiser, at=now)


def headings(page: Bulletin) -> list[str]:
    blocks = queries.document_of(page).blocks
    return [one.text for one in blocks if isinstance(one, Heading)]


def test_a_bulletin_from_elsewhere_stands_as_given_with_its_source(
    page: Bulletin, organiser: Person, now: datetime
) -> None:
    services.receive(page, FOREIGN, by=organiser, at=now)

    document = queries.document_of(page)
    assert document.title == "临江、清河、东湖区召开述职评议会"
    assert isinstance(document.blocks[0], Paragraph)
    assert document.blocks[0].text.startswith("近期，临江、清河、东湖区先后")
    assert document.blocks[-4:] == (
        Heading("东湖区"),
        *(Paragraph(one) for one in FOREIGN.text),
        Paragraph("（来源：东湖区委组织部）"),
    )
    kept = page.parts.get(round=None)
    assert (kept.text, kept.file_name) == (list(FOREIGN.text), "a.md")
    assert len(queries.rounds_of(page)) == len(page.facts) == 2
    assert changed(page) == []


def test_the_same_file_is_taken_in_once(
    page: Bulletin, organiser: Person, now: datetime
) -> None:
    services.receive(page, FOREIGN, by=organiser, at=now)

    with pytest.raises(Refused, match="stands in the round-up already"):
        services.receive(page, FOREIGN, by=organiser, at=now)

    assert page.parts.count() == 3


def test_parts_go_up_with_their_words_and_facts(
    page: Bulletin, cast: Round, neighbour: Round, organiser: Person, now: datetime
) -> None:
    services.receive(page, FOREIGN, by=organiser, at=now)
    document = queries.document_of(page)
    mended = text_of(document).replace("东湖区近日召开。", "东湖区日前召开。")
    services.revise(
        page, with_words(document, document.title, mended), by=organiser, at=now
    )

    services.move_part(page, 3, by=organiser, at=now)
    services.move_part(page, 2, by=organiser, at=now)
    services.move_part(page, 3, by=organiser, at=now)

    assert headings(page) == ["东湖区", "清河区", "临江区"]
    assert page.title == "东湖、清河、临江区召开述职评议会"
    assert "东湖区日前召开。" in text_of(queries.document_of(page))
    assert queries.rounds_of(page) == [neighbour, cast]
    assert changed(page) == []


def test_a_title_and_lead_of_ones_own_stay(
    page: Bulletin, organiser: Person, now: datetime
) -> None:
    document = queries.document_of(page)
    text = text_of(document).partition("\n\n")[2]
    own = with_words(document, "各区动态", f"各区近况如下。\n{text}")
    services.revise(page, own, by=organiser, at=now)

    services.move_part(page, 2, by=organiser, at=now)

    moved = queries.document_of(page)
    assert (moved.title, moved.blocks[0]) == ("各区动态", Paragraph("各区近况如下。"))


def test_a_heading_before_the_first_part_stays_a_lead(
    page: Bulletin, organiser: Person, now: datetime
) -> None:
    document = queries.document_of(page)
    smaller = with_words(document, "题", f"### 编者按\n{text_of(document)}")
    services.revise(page, smaller, by=organiser, at=now)

    services.move_part(page, 2, by=organiser, at=now)

    assert queries.document_of(page).blocks[0] == Heading("编者按", 2)
    assert text_of(queries.document_of(page)).startswith("### 编者按")


def test_what_has_no_place_above_is_not_moved(
    page: Bulletin, bulletin: Bulletin, organiser: Person, now: datetime
) -> None:
    for order in (0, 1, 3):
        with pytest.raises(Refused, match="stands first"):
            services.move_part(page, order, by=organiser, at=now)
    with pytest.raises(Refused, match="Only a round-up"):
        services.move_part(bulletin, 2, by=organiser, at=now)
    document = with_words(queries.document_of(page), "题", "没有标题。")
    services.revise(page, document, by=organiser, at=now)
    with pytest.raises(Refused, match="no longer those of the parts"):
        services.receive(page, FOREIGN, by=organiser, at=now)


def test_a_part_is_taken_out_with_its_words_and_facts(
    page: Bulletin, cast: Round, neighbour: Round, organiser: Person, now: datetime
) -> None:
    services.receive(page, FOREIGN, by=organiser, at=now)
    kept = page.facts[1]

    services.remove_part(page, 1, by=organiser, at=now)

    assert headings(page) == ["清河区", "东湖区"]
    assert page.title == "清河、东湖区召开述职评议会"
    assert "临江" not in text_of(queries.document_of(page))
    assert (queries.rounds_of(page), page.facts) == ([neighbour], [kept])
    assert [one.order for one in page.parts.all()] == [1, 2]
    assert page not in queries.telling_of(cast)
    services.remove_part(page, 2, by=organiser, at=now)
    assert headings(page) == ["清河区"]


def test_the_last_round_of_ours_and_what_is_no_part_are_not_taken_out(
    page: Bulletin, organiser: Person, now: datetime
) -> None:
    services.receive(page, FOREIGN, by=organiser, at=now)
    for order in (0, 4):
        with pytest.raises(Refused, match="no such part"):
            services.remove_part(page, order, by=organiser, at=now)
    services.remove_part(page, 1, by=organiser, at=now)

    with pytest.raises(Refused, match="one round of ours"):
        services.remove_part(page, 1, by=organiser, at=now)


def test_a_part_is_taken_out_on_the_page_which_goes_on_at_another_round(
    page: Bulletin, cast: Round, neighbour: Round, organiser: Person
) -> None:
    desk = browser(organiser)

    told = sent(desk, "bulletins:remove", cast.pk, page.pk, order=1)
    assert "The part is taken out" in told
    assert f"/rounds/{neighbour.pk}/" in told
    told = sent(desk, "bulletins:remove", neighbour.pk, page.pk, order=1)

    assert "one round of ours" in told
    assert queries.rounds_of(page) == [neighbour]


def test_files_are_taken_in_and_moved_on_the_page(
    page: Bulletin, cast: Round, organiser: Person
) -> None:
    desk = browser(organiser)
    told = {"name": "东湖区", "source": "东湖区委组织部"}

    def upload(name: str, content: str) -> str:
        there = reverse("bulletins:parts", args=[cast.pk, page.pk])
        file = SimpleUploadedFile(name, content.encode())
        return desk.post(there, {**told, "file": file}, follow=True).content.decode()

    assert "Send one of these: .docx" in upload("a.exe", "x")
    assert "There is no text" in upload("a.html", "<script>x</script>")
    assert "东湖区" in upload("a.html", "<p>东湖区近日召开。</p>")
    page.refresh_from_db()
    assert headings(page) == ["临江区", "清河区", "东湖区"]

    sent(desk, "bulletins:move", cast.pk, page.pk, order=3)
    page.refresh_from_db()
    assert headings(page) == ["临江区", "东湖区", "清河区"]
    assert "stands first" in sent(desk, "bulletins:move", cast.pk, page.pk, order="x")


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (("a.docx", b"<html>"), "this is no .docx"),
        (("a.md", b""), "empty"),
        (("a.html", b"<!--" * 200_000), "could not be read in"),
        (("a.txt", b"\xff\xfe\x00"), ""),
        (("a.docx", bomb()), "unpacks to too much"),
    ],
)
def test_a_file_that_cannot_be_read_takes_nothing_that_was_typed(
    page: Bulletin,
    cast: Round,
    organiser: Person,
    monkeypatch: pytest.MonkeyPatch,
    file: tuple[str, bytes],
    why: str,
) -> None:
    monkeypatch.setattr(apart, "SECONDS", 3)
    there = reverse("bulletins:parts", args=[cast.pk, page.pk])
    told = {"name": "东湖区", "source": "东湖区委组织部"}

    sent_ = {**told, "file": SimpleUploadedFile(*file)}
    answer = browser(organiser).post(there, sent_)

    shown = answer.content.decode()
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert why in shown
    assert "errorlist" in shown
    assert all(f'value="{typed}"' in shown for typed in told.values())
    assert page.parts.count() == 2


def test_a_correction_of_a_round_up_keeps_its_parts(
    page: Bulletin, neighbour: Round, organiser: Person, leader: Person, now: datetime
) -> None:
    services.receive(page, FOREIGN, by=organiser, at=now)
    Bulletin.objects.filter(pk=page.pk).update(
        state="published", proofed_by=leader, published_at=now
    )
    page.refresh_from_db()

    draft = services.correct(page, "补充", by=organiser, at=now)

    services.move_part(draft, 3, by=organiser, at=now)
    assert headings(draft) == ["临江区", "东湖区", "清河区"]
    assert headings(page) == ["临江区", "清河区", "东湖区"]


def test_a_bulletin_that_has_gone_out_stands_in_its_own_words(
    cast: Round, neighbour: Round, organiser: Person, leader: Person, now: datetime
) -> None:
    own = services.compose_bulletin(cast, by=organiser, at=now)
    words = with_words(queries.document_of(own), "题", "## 会议概况\n自己写的话。")
    own = services.revise(own, words, by=organiser, at=now)
    drafted = services.compose_round_up([cast], head=HEAD, by=organiser, at=now)
    assert "自己写的话。" not in text_of(queries.document_of(drafted))
    services.proof(own, by=leader, at=now)
    services.publish(own, Audience.INSIDE, by=organiser, at=now)

    page = services.compose_round_up([neighbour, cast], head=HEAD, by=organiser, at=now)

    assert queries.document_of(page).blocks[-3:] == (
        Heading("临江区"),
        Heading("会议概况", 2),
        Paragraph("自己写的话。"),
    )
    assert headings(page) == ["清河区", "临江区", "会议概况"]
    services.move_part(page, 2, by=organiser, at=now)
    assert headings(page) == ["临江区", "会议概况", "清河区"]
    services.withdraw(own, "有误", by=organiser, at=now)
    anew = services.compose_round_up([cast], head=HEAD, by=organiser, at=now)
    assert "自己写的话。" not in text_of(queries.document_of(anew))
