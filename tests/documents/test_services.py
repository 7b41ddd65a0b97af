"""Documents out."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2  # type: ignore[import-untyped]
import pytest
import typst
from django.conf import settings

from shuping.documents import services
from shuping.documents.rules.content import Document, Paragraph, Table
from shuping.documents.rules.pages import read
from shuping.documents.services import typesetting
from shuping.refusal import Refused
from tests.documents.rules.test_content import WHOLE
from tests.documents.samples import BRIEF, NOTICE


@pytest.fixture
def fresh_setter() -> Iterator[None]:
    """Let the one compiler be made anew, before and after."""
    for kept in (typesetting._compiler, typesetting.found):
        kept.cache_clear()
    yield
    for kept in (typesetting._compiler, typesetting.found):
        kept.cache_clear()


def pages(printed: bytes) -> list[str]:
    opened = pypdfium2.PdfDocument(printed)
    try:
        return [page.get_textpage().get_text_range() for page in opened]
    finally:
        opened.close()


def test_a_bundle_holds_each_document_and_all_together_and_tells_its_steps() -> None:
    steps = []

    packed = services.bundle(
        {"a": WHOLE, "b": WHOLE}, "all", watch=lambda *step: steps.append(step)
    )

    with zipfile.ZipFile(BytesIO(packed)) as archive:
        assert archive.namelist() == ["a.docx", "b.docx", "all.pdf", "all.ofd"]
        assert archive.read("a.docx") == services.docx(WHOLE)
    assert steps == [(1, 3), (2, 3), (3, 3)]
    assert services.bundle({"a": WHOLE}, "all") == services.bundle({"a": WHOLE}, "all")


def test_a_document_goes_out_in_every_form() -> None:
    assert services.html(WHOLE).startswith("<article")
    assert docx.Document(BytesIO(services.docx(WHOLE))).tables
    assert services.markdown(WHOLE).startswith("党建首页 > 基层党建")
    assert services.pdf([WHOLE]).startswith(b"%PDF-1.7")


def test_every_document_of_a_pdf_begins_on_a_page_numbered_1() -> None:
    long = Document("2", tuple(Paragraph("abc " * 200) for _ in range(3)))
    printed = pages(services.pdf([Document("1"), long, Document("3")]))

    folios = [text.strip().splitlines()[-1].strip("— ") for text in printed]
    assert len(folios) > 3
    assert folios == ["1", *(str(n) for n in range(1, len(folios) - 1)), "1"]


def test_the_same_documents_give_the_same_pdf() -> None:
    assert services.pdf([WHOLE]) == services.pdf([WHOLE])


def test_text_that_looks_like_markup_is_printed_as_it_is() -> None:
    text = '#panic("x") *a* _b_ $c$ \\ `d` @e <f> // g'
    document = Document("t", (Paragraph(text), Table(("#x",), (("[y]",),))))

    printed = "".join(pages(services.pdf([document])))

    assert text in printed.replace("\r\n", " ")
    assert "#x" in printed
    assert "[y]" in printed


def test_characters_that_nothing_can_print_do_not_stop_a_pdf() -> None:
    document = Document("\x00甲", (Paragraph("\ud800乙\x0b\U000e0fff\U0002ebf0"),))

    assert services.pdf([document]).startswith(b"%PDF")


def test_a_pdf_of_nothing_is_refused() -> None:
    with pytest.raises(Refused, match="no document"):
        services.pdf([])


@pytest.mark.usefixtures("fresh_setter")
def test_a_machine_without_any_chinese_font_still_prints(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    none = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(typst, "Fonts", lambda **_: none)

    assert services.pdf([WHOLE]).startswith(b"%PDF")


@pytest.mark.usefixtures("fresh_setter")
def test_fonts_in_the_folder_of_data_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fonts").mkdir()
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    asked: list[list[Path]] = []
    real = typst.Fonts

    def noted(*, font_paths: list[Path]) -> typst.Fonts:
        asked.append(font_paths)
        return real(font_paths=[])

    monkeypatch.setattr(typst, "Fonts", noted)
    typesetting.found()

    assert asked[0][0] == tmp_path / "fonts"


def test_whether_chinese_can_be_set_is_asked_of_the_fonts_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Fonts:
        def families(self) -> list[str]:
            return ["SimSun"]

    monkeypatch.setattr(typesetting, "found", Fonts)

    assert services.sets_chinese()


def test_a_character_that_no_font_has_is_told_and_can_still_be_copied() -> None:
    document = Document("甲", (Paragraph("乙\U000e0fff丙\U0003fffdx"),))
    lack = services.lacking(document)

    assert lack is not None
    assert "U+E0FFF" in str(lack)
    assert "甲" in str(lack)
    assert services.lacking(NOTICE) is None
    assert "丙" in "".join(pages(services.pdf([document])))


def test_of_many_documents_each_character_is_told_once_and_the_first_by_name() -> None:
    many = [Document("题", addressee=f"甲{n}\U0003fffd") for n in range(5)]

    lack = str(services.lacking(NOTICE, *many))

    assert lack.count("U+3FFFD") == 1
    assert "甲2" in lack
    assert "甲3" not in lack
    assert "2 more" in lack
    assert "more" not in str(services.lacking(*many[:3]))


def test_an_organ_with_a_profile_has_its_own_letterhead_and_margins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    own = '["中共江州市临江区委员会"]\nletterhead = "区委文件"\nmargins = {left = 40}\n'
    (tmp_path / "organs.toml").write_text(own, encoding="utf-8")
    two = read(services.pdf([NOTICE, BRIEF]))
    named = [run for page in two for run in page.runs if run.colour[0]]

    assert [run.text for run in named] == ["区委文件", "组织工作简报"]
    assert round(two[0].runs[0].x * 25.4 / 72) == 40


@pytest.mark.parametrize("text", ["x = ", "区委 = 1", "x = 1"])
def test_profiles_that_cannot_be_understood_stop_a_document(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    (tmp_path / "organs.toml").write_text(text, encoding="utf-8")

    with pytest.raises(Refused, match=r"organs\.toml cannot be used"):
        services.pdf([WHOLE])


def test_nothing_at_all_is_still_a_page() -> None:
    assert len(pages(services.pdf([Document("")]))) == 1
