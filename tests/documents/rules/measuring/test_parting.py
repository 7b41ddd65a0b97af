"""Several documents in one file, each measured on its own."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from shuping.documents.rules.measuring.checking import check
from tests.documents.rules.measuring.makers import ofd_of, pdf_of, relations, zipped
from tests.documents.rules.measuring.test_elements import folio, spot, title
from tests.documents.rules.measuring.wanted import LONG, Sheet, Wanted, sheets

A4 = (210.0, 297.0)
RIGHT, WRONG = Wanted(), replace(Wanted(), date="2020年01月06日")
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
Make = Callable[[list[Sheet], tuple[float, float]], bytes]


@pytest.mark.parametrize("make", [pdf_of, ofd_of])
def test_a_page_number_that_starts_over_begins_a_document(make: Make) -> None:
    three = [page for one in (WRONG, RIGHT, WRONG) for page in sheets(one)]
    checked = check(make(three, A4))

    assert checked.documents == ((1, 3), (4, 6), (7, 9))
    assert checked.pages == 9
    assert [
        (one.page, checked.document_of(one.page), one.clause)
        for one in checked.deviations
    ] == [(3, 1, "7.3.5.4"), (9, 3, "7.3.5.4")]
    assert checked.notes == ()


def test_pages_without_a_number_belong_to_the_document_before() -> None:
    body = spot(LONG[:26], 3, indent=2)
    bare = Sheet([spot(LONG[:26], 0, indent=2)])
    checked = check(
        ofd_of([Sheet([title(), body, folio()]), bare, Sheet([title(), folio()])], A4)
    )

    assert checked.documents == ((1, 2), (3, 3))
    assert [one.page for one in checked.deviations] == [2]


def test_what_was_passed_over_is_told_by_the_page_of_the_file() -> None:
    apart = spot("甲乙丙", 5)._replace(left=97.6)
    one = Sheet([title(), spot(LONG[:26], 3, indent=2), apart, folio()])
    checked = check(ofd_of([one, one], A4))

    assert [page for page, _ in checked.notes] == [1, 2]


def test_sections_of_a_docx_that_count_from_one_again_are_documents() -> None:
    def section(more: str) -> str:
        return (
            '<w:sectPr><w:footerReference w:type="default" w:id="rId1"/>'
            '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"/>'
            f"{more}"
            "</w:sectPr>"
        )

    def letter(more: str) -> str:
        text = "<w:p><w:r><w:t>甲乙。</w:t></w:r></w:p>"
        return f"{text}<w:p><w:pPr>{section(more)}</w:pPr></w:p>"

    again = '<w:pgNumType w:start="1"/>'
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>9</w:t></w:r></w:fldSimple>'
    inside = letter("") + letter(again) + letter("") + section(again)
    body = f"<w:body>{inside}</w:body>"
    content = zipped(
        {
            "word/document.xml": f"<w:document {W}>{body}</w:document>",
            "word/_rels/document.xml.rels": relations(foot="foot.xml"),
            "word/foot.xml": f"<w:ftr {W}><w:p>{field}</w:p></w:ftr>",
        }
    )

    checked = check(content)

    assert checked.documents == ((1, 1), (2, 3), (4, 4))
    assert str(checked.where(3)) == "Document 2 (pages 2–3), page 3"
    assert str(checked.where(4)) == "Document 3, page 4"
