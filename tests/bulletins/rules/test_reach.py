"""Telephone numbers, e-mail addresses and identity numbers are found in any text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuping.bulletins.rules.reach import Reach, spots

DIGITS = "0123456789"
HALF_TO_FULL = str.maketrans(DIGITS + "-@.", "０１２３４５６７８９－＠．")
NUMBERLESS = st.text(alphabet="党委书记要求走访慰问，。：“”（）、", max_size=12)
GAPS = st.sampled_from(["", "", " ", "-", "—", ".", "\u200b"])
WORDS = st.text("abcdefghijkXYZ0123456789", min_size=1, max_size=8)


@st.composite
def mobiles(draw: st.DrawFn) -> str:
    head = draw(st.sampled_from(["", "", "+86", "0086 ", "86-"]))
    first = f"1{draw(st.sampled_from('3456789'))}{draw(st.sampled_from(DIGITS))}"
    fours = [draw(st.text(DIGITS, min_size=4, max_size=4)) for _ in range(2)]
    return head + draw(GAPS).join([first, *fours])


@st.composite
def lines(draw: st.DrawFn) -> str:
    area = draw(st.sampled_from(["021-", "0571-", "（021）", "010 ", "020"]))
    own = draw(st.from_regex(r"[2-9][0-9]{6,7}", fullmatch=True))
    return f"{area}{own}{draw(st.sampled_from(['', '-801', '转12']))}"


@st.composite
def identities(draw: st.DrawFn) -> str:
    place = draw(st.from_regex(r"[1-9][0-9]{5}", fullmatch=True))
    born = draw(st.dates(date(1930, 1, 1), date(2005, 12, 31)))
    rest = draw(st.from_regex(r"[0-9]{3}[0-9X]", fullmatch=True))
    return draw(st.sampled_from(["", " ", "-"])).join([place, f"{born:%Y%m%d}", rest])


@st.composite
def mails(draw: st.DrawFn) -> str:
    return f"{draw(WORDS)}@{draw(WORDS)}.{draw(st.sampled_from(['cn', 'gov.cn']))}"


KINDS = {
    Reach.PHONE: mobiles() | lines(),
    Reach.IDENTITY: identities(),
    Reach.MAIL: mails(),
}


@given(st.data(), NUMBERLESS, NUMBERLESS, st.sampled_from([{}, HALF_TO_FULL]))
def test_each_is_found_whole_wherever_it_stands(
    data: st.DataObject, before: str, after: str, width: dict[int, int]
) -> None:
    kind = data.draw(st.sampled_from(list(Reach)))
    number = data.draw(KINDS[kind])
    shown = number.translate(width)
    text = f"{before}{shown}{after}"

    assert [(text[one.start : one.end], one.kind) for one in spots(text)] == [
        (shown, kind)
    ]


@given(st.lists(st.tuples(NUMBERLESS, mobiles() | identities() | mails())))
def test_of_many_none_is_left_and_the_words_between_stay(
    parts: list[tuple[str, str]],
) -> None:
    text = "".join(f"{words}，{number}，" for words, number in parts)
    kept, end = "", 0
    for one in spots(text):
        kept += text[end : one.start]
        end = one.end
    kept += text[end:]

    assert kept == "".join(f"{words}，，" for words, _ in parts)


@given(
    st.lists(
        st.one_of(
            st.integers(0, 9_999_999_999).map(lambda n: f"{n}元"),
            st.dates().map(lambda day: f"{day:%Y-%m-%d}"),
            st.dates().map(lambda day: f"{day.year}年{day.month}月{day.day}日"),
            st.integers(1, 500).map(lambda n: f"临委〔2020〕{n}号"),
            st.decimals(0, 100, places=2).map(lambda n: f"{n}%"),
            st.integers(1900, 2090).map(lambda year: f"{year}-{year + 1}年"),
        )
    )
)
def test_amounts_dates_and_numbers_of_documents_are_left_alone(
    those: list[str],
) -> None:
    assert list(spots("，".join(those))) == []


@pytest.mark.parametrize(
    "text",
    [
        "12345热线",
        "电话12345",
        "接听电话300个",
        "12.13812345678",
        "共16人，53人书面述职，2019年度",
        "@组织部",
    ],
)
def test_what_reaches_nobody_in_person_is_left_alone(text: str) -> None:
    assert list(spots(text)) == []


@pytest.mark.parametrize(
    "text", ["电话：62345678", "手机号码为6234567", "传真 62345678-12"]
)
def test_a_local_number_is_known_by_the_word_before_it(text: str) -> None:
    (one,) = spots(text)

    assert one.kind is Reach.PHONE
    assert text[: one.start] in {"电话", "手机", "传真"}
