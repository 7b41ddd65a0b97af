"""The page that measures a document: what it tells, refuses, and leaves behind."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.documents.rules.apart import heard, hold, said
from shuping.documents.rules.measuring.checking import Checked, check
from shuping.documents.rules.measuring.told import read, written
from shuping.documents.services import apart
from shuping.documents.services.checking import checked
from shuping.refusal import Refused
from shuping.rounds.models import Round
from shuping.tables.archives import TOO_MUCH
from tests.documents.rules.measuring.makers import docx, ofd, pdf, pdf_of
from tests.documents.rules.measuring.wanted import Wanted, numbered, sheets
from tests.pages import browser, sent, shown

WRONG = replace(Wanted(), date="2020年01月06日", size=15.0)


@pytest.fixture
def desk(organiser: Person, round_: Round) -> Client:
    return browser(organiser)


Make = Callable[[Wanted], bytes]


def told(desk: Client, content: bytes, name: str = "a.docx") -> str:
    return sent(desk, "documents:check", file=SimpleUploadedFile(name, content))


@pytest.mark.parametrize("make", [docx, pdf, ofd])
def test_a_right_document_has_no_deviation(make: Make, desk: Client) -> None:
    page = told(desk, make(Wanted()))

    assert "No deviation" in page
    assert "Nothing deviates from GB/T 9704-2012" in page
    assert "pages measured: 3 of 3" in page


def test_each_deviation_is_a_row_with_its_clause(desk: Client) -> None:
    page = told(desk, docx(WRONG))

    assert "Deviations: 2" in page
    for cell in ("size of body", "15.0 pt", "16.0 pt", "5.2.2", "7.3.5.4"):
        assert f">{cell}</t" in page


def test_of_several_documents_it_is_told_which_one(desk: Client) -> None:
    two = [page for one in (Wanted(), WRONG) for page in sheets(one)]

    page = told(desk, pdf_of(two, (210.0, 297.0)))

    assert "Document 2 (pages 4–6), page 4" in page
    assert "Document 1" not in page


def test_a_document_that_told_nothing_is_not_said_to_be_right(desk: Client) -> None:
    scan = pdf_of([*sheets(Wanted()), numbered(1)], (210.0, 297.0))

    page = told(desk, scan)

    assert "Not every document could be measured" in page
    assert "No deviation" not in page
    assert "pages measured: 3 of 4" in page


def test_it_is_told_in_the_language_of_the_page(desk: Client) -> None:
    desk.post(reverse("language"), {"language": "zh-hans", "next": "/desk/"})

    assert "15.0磅" in told(desk, docx(WRONG))


def test_what_was_passed_over_is_told_too(desk: Client) -> None:
    page = told(desk, pdf(replace(Wanted(), level4="附件1")))

    assert "not recognised: “附件1”" in page
    assert "Not measured: 1" in page


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"GIF89a", "This is no .docx, PDF or OFD."),
        (b"\xd0\xcf\x11\xe0", "save it as .docx"),
        (b"%PDF-1.7 x", ""),
        (b"PK\x03\x04", "damaged"),
    ],
)
def test_another_kind_of_file_gets_a_clear_sentence(
    content: bytes, why: str, desk: Client
) -> None:
    file = SimpleUploadedFile("方案.docx", content)

    answer = desk.post(reverse("documents:check"), {"file": file})

    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert 'id="found"' not in answer.content.decode()


def test_a_bomb_is_not_unpacked(desk: Client) -> None:
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"0" * 210 * 1024 * 1024)

    assert "more than 200 MB" in told(desk, bomb.getvalue())


def test_nothing_and_too_much_are_refused_before_anything_is_read(
    desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_said", None)
    assert "empty" in told(desk, b"")
    assert 'id="found"' not in sent(desk, "documents:check")

    assert "more than 20 MB" in told(desk, b"%PDF-" + bytes(20 * 1024 * 1024))


def test_fonts_of_an_organ_here_are_no_deviation(
    tmp_path: Path, settings: LazySettings
) -> None:
    settings.DATA_DIR = tmp_path
    own = pdf(replace(Wanted(), font="OwnFang"))
    assert any("font of body" in str(one.place) for one in checked(own).deviations)

    organs = '["区委"]\nfonts = { body = "OwnFang" }\n'
    (tmp_path / "organs.toml").write_text(organs, encoding="utf-8")

    assert checked(own) == Checked(((1, 3),), (), (), (1, 2, 3))


def test_what_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0)

    with pytest.raises(Refused, match="could not be read"):
        checked(docx(Wanted()))


def test_a_reader_that_falls_over_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    for fall in ("import os; os.abort()", "x = bytes(2**31)", "print('{}')"):
        monkeypatch.setattr(apart, "_PYTHON", (sys.executable, "-c", fall))
        with pytest.raises(Refused, match="could not be read"):
            checked(b"")


def test_a_reader_has_little_memory_and_writes_no_file(tmp_path: Path) -> None:
    tries = f"""
from pathlib import Path
from shuping.documents.rules.apart import hold
hold()
file = Path({str(tmp_path / "x")!r})
for forbidden in (lambda: bytes(2**30), lambda: file.write_text("x")):
    try:
        forbidden()
    except (MemoryError, OSError) as error:
        print(type(error).__name__)
"""
    said = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", tries], capture_output=True, check=False, text=True
    )

    assert said.stdout.split() == ["MemoryError", "OSError"]


def test_a_reader_goes_on_unheld_where_the_system_holds_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held: list[tuple[int, int]] = []
    resource = SimpleNamespace(RLIMIT_AS=0, RLIMIT_CPU=1, RLIMIT_FSIZE=2)
    resource.setrlimit = lambda which, most: held.append((which, most[0]))
    monkeypatch.setitem(sys.modules, "resource", resource)
    hold()
    assert held == [(0, 2**30), (1, 30), (2, 0)]

    monkeypatch.setitem(sys.modules, "resource", None)
    hold()
    assert len(held) == 3


def test_one_document_is_measured_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_PATIENCE", 0)
    with apart._one_at_a_time, pytest.raises(Refused, match="Another file"):
        checked(b"")
    with pytest.raises(Refused, match="empty"):
        checked(b"")


def test_the_reader_of_a_strangers_file_knows_nothing_of_our_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHUPING_SECRET_KEY", "secret")
    seen: list[dict[str, str]] = []

    class Watched(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, *args: object, **named: object) -> None:
            seen.append(dict(named["env"]))  # type: ignore[call-overload]
            super().__init__(*args, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", Watched)
    checked(docx(WRONG))

    assert "secret" not in str(seen)
    assert "DATABASE_URL" not in seen[0]


def test_who_organises_finds_it_in_the_menu_and_a_reporter_does_not(
    desk: Client, secretary: Person
) -> None:
    there = reverse("documents:check")

    assert there in shown(desk, "home")
    assert there not in shown(browser(secretary), "home")


def test_what_is_told_from_process_to_process_stays_the_same() -> None:
    for make in (docx, pdf, ofd):
        for of in (WRONG, replace(Wanted(), level4="附件1")):
            outcome = check(make(of))
            assert read(heard(said(written(outcome)))) == outcome
    assert heard(said(TOO_MUCH)) == TOO_MUCH
