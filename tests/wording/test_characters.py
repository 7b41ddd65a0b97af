"""Characters counted as Word counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuping.wording import characters, is_cjk

HAN = st.text(alphabet="党建述职评议，。：“”（）", max_size=20)
LATIN = st.text(alphabet="abcXYZ019.-%", min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" \t\n\u3000", 0),
        ("述职报告", 4),
        ("述职，报告。", 6),
        ("2019年", 2),
        ("第12个、34%", 5),
        ("hello world", 2),
        ("党建ABC工作", 5),
        ("“三会一课”", 6),
        ("一——二……三", 7),
        ("１２", 2),
        ("e\u0301le\u0300ve", 1),
        ("𠮷野", 2),
        ("ｶﾅ", 1),
        ("あア한", 3),
        ("改造3000m²，", 4),
        ("习·近", 3),
        ("①②", 2),
        ("述\u200b职\ufeff", 2),
        ("a\u200db", 1),
        ("好❤\ufe0f", 2),
    ],
)
def test_each_cjk_character_and_each_other_run_counts_one(
    text: str, count: int
) -> None:
    assert characters(text) == count


@given(HAN)
def test_chinese_counts_by_its_length(text: str) -> None:
    assert characters(text) == len(text)


@given(st.lists(LATIN, max_size=9))
def test_other_text_counts_by_its_words(words: list[str]) -> None:
    assert characters("  ".join(words)) == len(words)


@given(st.lists(HAN | LATIN, max_size=6))
def test_parts_with_spaces_between_count_as_much_as_their_sum(parts: list[str]) -> None:
    assert characters(" ".join(parts)) == sum(characters(one) for one in parts)


@given(st.text(), st.text())
def test_joining_two_texts_joins_at_most_one_run(one: str, other: str) -> None:
    apart = characters(one) + characters(other)

    assert apart - characters(one + other) in {-1, 0, 1}


@pytest.mark.parametrize("mark", "，。、；：？！“”‘’（）《》【】—…·")
def test_chinese_marks_stand_by_themselves(mark: str) -> None:
    assert is_cjk(mark) is True


@pytest.mark.parametrize("other", ["a", "1", ",", ".", "\u3000", " ", "α", "-"])
def test_latin_greek_and_spaces_do_not(other: str) -> None:
    assert is_cjk(other) is False
