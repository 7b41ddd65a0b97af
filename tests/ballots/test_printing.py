"""Slips, keys and ballots on paper."""

import pypdfium2  # type: ignore[import-untyped]
import pytest

from shuping.ballots.rules.envelopes import Envelopes
from shuping.ballots.rules.keys import shares_of, words_of
from shuping.ballots.rules.slips import Slips
from shuping.ballots.services import printing
from shuping.urn import codes
from shuping.urn.form import Named
from tests.ballots.rules.test_slips import MADE, NAME

KEY = Envelopes("临江区2019年度民主测评", NAME, "0123456789abcdef" * 2)
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


def test_a_key_is_printed_on_one_page_with_all_its_characters_in_order() -> None:
    words = words_of(bytes(range(32)))

    (text,) = pages(printing.print_keys(KEY, [words]))

    places = [text.index(one) for one in dict.fromkeys(words.split())]
    assert len(words.split()) == 24
    assert all(place > 0 for place in places)
    assert "票箱密钥" in text
    assert KEY.title.replace("2019", "") in text.replace(" 2019 ", "")
    assert "01234567 89abcdef" in text
    assert "任意两份" not in text


def test_three_shares_are_printed_on_three_pages() -> None:
    shares = shares_of(bytes(32))

    printed = pages(printing.print_keys(KEY, shares))

    assert len(printed) == 3
    for number, (text, share) in enumerate(zip(printed, shares, strict=True), 1):
        assert f"第{number}份（共3份）" in text.replace(" ", "")
        found = [word for word in text.split() if word.isascii() and word.isalpha()]
        assert sorted(found) == sorted(share.split())
