"""Slips, keys and ballots on paper."""

import pypdfium2  # type: ignore[import-untyped]
import pytest

from shuping.ballots.rules.slips import Slips
from shuping.ballots.services import printing
from shuping.urn import codes
from shuping.urn.form import Named
from tests.ballots.rules.test_slips import MADE, NAME

CLASSES = [Named("A", "区领导"), Named("B", "部门"), Named("C", "代表")]


def pages(printed: bytes) -> list[str]:
    opened = pypdfium2.PdfDocument(printed)
    try:
        return [page.get_textpage().get_text_range() for page in opened]
    finally:
        opened.close()


@pytest.mark.parametrize("rehearsal", [False, True])
def test_slips_are_printed_by_class_with_every_code_once(rehearsal: bool) -> None:  # noqa: FBT001
    about = Slips("测评", "https://vote.example", NAME, rehearsal)

    printed = printing.print_slips(about, CLASSES, MADE)

    assert list(printed) == ["A", "B"]
    (text,) = pages(printed["A"])
    assert [text.count(codes.grouped(code)) for code in MADE["A"]] == [1, 1, 1]
    assert ("演" in text) is rehearsal


def test_ten_slips_stand_on_a_page() -> None:
    about = Slips("#[测评] " * 30, "https://vote.example", NAME)
    many = {"A": MADE["A"] * 7}

    printed = printing.print_slips(about, CLASSES, many)

    assert len(pages(printed["A"])) == 3
