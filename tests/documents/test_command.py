"""`shuping check-document`: exit codes, languages, profiles."""

import json
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from shuping.command import main
from tests.documents.rules.measuring.makers import docx, pdf, pdf_of
from tests.documents.rules.measuring.wanted import Wanted, numbered, sheets


@pytest.fixture
def in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")


def filed(folder: Path, content: bytes, name: str = "document") -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


@pytest.mark.usefixtures("in_english")
def test_a_right_document_gives_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check-document", filed(tmp_path, pdf(Wanted()))]) == 0

    told = capsys.readouterr().out
    assert told == "Pages measured: 3 of 3; deviations from GB/T 9704-2012: 0.\n"


@pytest.mark.usefixtures("in_english")
def test_each_deviation_is_a_line_and_gives_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = replace(Wanted(), date="2020年01月06日", size=15.0)

    assert main(["check-document", filed(tmp_path, docx(wrong))]) == 1

    assert capsys.readouterr().out.splitlines() == [
        "Page 1: size of body: 15.0 pt, wanted 16.0 pt (5.2.2)",
        "Page 3: date: “2020年01月06日”, wanted “2020年1月6日” (7.3.5.4)",
        "Pages measured: 3 of 3; deviations from GB/T 9704-2012: 2.",
    ]


def test_the_terminal_is_spoken_to_in_chinese(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    wrong = replace(Wanted(), number="临委[2020]1号")

    assert main(["check-document", filed(tmp_path, pdf(wrong))]) == 1

    assert capsys.readouterr().out.splitlines()[0] == (
        "第1页：发文字号：实测“临委[2020]1号”，应为“临委〔2020〕1号”（7.2.5）"
    )


@pytest.mark.usefixtures("in_english")
def test_of_several_documents_it_is_told_which_one_deviates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = replace(Wanted(), date="2020年01月06日")
    short = [sheets(Wanted())[0]]
    pages = [*sheets(wrong), *short, *sheets(replace(Wanted(), number="临委[2020]1号"))]
    file = filed(tmp_path, pdf_of(pages, Wanted().paper))
    date = "“2020年01月06日”, wanted “2020年1月6日” (7.3.5.4)"
    number = "“临委[2020]1号”, wanted “临委〔2020〕1号” (7.2.5)"

    assert main(["check-document", file]) == 1
    assert capsys.readouterr().out.splitlines() == [
        f"Document 1 (pages 1–3), page 3: date: {date}",
        f"Document 3 (pages 5–7), page 5: document number: {number}",
        "Documents in the file: 3.",
        "Pages measured: 7 of 7; deviations from GB/T 9704-2012: 2.",
    ]


@pytest.mark.usefixtures("in_english")
def test_what_is_passed_over_is_told_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = filed(tmp_path, pdf(replace(Wanted(), level1="甲、总体要求")))

    assert main(["check-document", own]) == 1
    plain = capsys.readouterr().out
    assert main(["check-document", own, "--as", "json"]) == 1

    assert json.loads(capsys.readouterr().out) == {
        "pages": 3,
        "pages_measured": [1, 2, 3],
        "documents": [[1, 3]],
        "deviations": [
            {
                "document": 1,
                "page": 1,
                "place": "font of body",
                "measured": "font SimHei",
                "wanted": "font 仿宋",
                "clause": "5.2.2",
            }
        ],
        "not_measured": [],
    }
    assert "Page 1: font of body: font SimHei, wanted font 仿宋 (5.2.2)" in plain


@pytest.mark.usefixtures("in_english")
def test_what_is_not_recognised_is_told_as_not_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = filed(tmp_path, pdf(replace(Wanted(), level4="附件1")))

    main(["check-document", own])

    told = capsys.readouterr().out
    assert "Page 2: not measured: not recognised: “附件1”" in told


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "The file is empty.\n"),
        (b"{\\rtf1}", "This is no .docx, PDF or OFD.\n"),
        (b"\0" * (20 * 1024 * 1024 + 1), "The file has more than 20 MB.\n"),
    ],
)
def test_a_file_that_cannot_be_read_gives_2(
    content: bytes, why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check-document", filed(tmp_path, content)]) == 2

    assert capsys.readouterr().err == why


@pytest.mark.usefixtures("in_english")
def test_a_document_that_could_not_be_measured_gives_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scan = filed(tmp_path, pdf_of([*sheets(Wanted()), numbered(1)], Wanted().paper))

    assert main(["check-document", scan]) == 2

    assert capsys.readouterr().out.splitlines()[-2:] == [
        "Documents in the file: 2.",
        "Pages measured: 3 of 4; deviations from GB/T 9704-2012: 0.",
    ]


@pytest.mark.usefixtures("in_english")
def test_a_file_that_is_not_there_gives_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = tmp_path / "missing.pdf"

    assert main(["check-document", str(missing)]) == 2

    assert capsys.readouterr().err == f"{missing} cannot be read: it is not there.\n"


def test_whoever_reads_no_further_ends_the_command_without_a_trace(
    tmp_path: Path,
) -> None:
    file = filed(tmp_path, docx(replace(Wanted(), size=15.0)))
    command = (sys.executable, "-m", "shuping", "check-document", file)
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 128 + signal.SIGPIPE


@pytest.mark.usefixtures("in_english")
def test_a_font_that_an_organ_has_for_its_own_is_no_deviation(tmp_path: Path) -> None:
    own = filed(tmp_path, pdf(replace(Wanted(), font="HuaKangFang")))
    organs = '["甲"]\nfonts = { body = "HuaKangFang" }\n["乙"]\nletterhead = "乙文件"\n'
    told = filed(tmp_path, organs.encode(), "organs.toml")

    assert main(["check-document", own]) == 1
    assert main(["check-document", own, "--organs", told]) == 0


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize("organs", [b"[fonts", b"\xff", b"a = 1", b"[a]\nfonts = 1"])
def test_a_file_of_organs_that_is_none_gives_2(
    organs: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = filed(tmp_path, pdf(Wanted()))
    told = filed(tmp_path, organs, "organs.toml")

    assert main(["check-document", own, "--organs", told]) == 2

    assert capsys.readouterr().err == "This is no file of organs.\n"
