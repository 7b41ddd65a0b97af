"""Joining names and naming places."""

import pytest

from shuping.bulletins.rules.phrases import (
    bare,
    beside,
    listing,
    place,
    reach,
    run,
    sentence,
    subject,
    together,
)


@pytest.mark.parametrize(
    ("names", "joined"),
    [
        ([], ""),
        (["甲"], "甲"),
        (["甲", "乙"], "甲和乙"),
        (["甲", "乙", "丙"], "甲、乙和丙"),
        (["甲、乙", "丙"], "甲、乙和丙"),
        (["甲、乙", "丙", "丁"], "甲、乙，丙，以及丁"),
        (["“甲”", "“乙”"], "“甲”“乙”"),
        (["“甲”", "“乙”工程"], "“甲”和“乙”工程"),
    ],
)
def test_names_are_joined_as_chinese_joins_them(names: list[str], joined: str) -> None:
    assert listing(names) == joined


def test_no_comma_stands_between_two_names_in_quotation_marks() -> None:
    assert (
        run(["“甲”", "“乙”", "丙", "《丁》", "《戊》"]) == "“甲”“乙”、丙、《丁》《戊》"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [("", ""), ("甲", "甲。"), ("甲。", "甲。"), ("“甲！”", "“甲！”。")],
)
def test_a_sentence_ends_in_a_full_stop(text: str, told: str) -> None:
    assert sentence(text) == told


def test_inside_a_sentence_the_mark_at_the_end_goes() -> None:
    assert bare(" 甲，乙。") == "甲，乙"


@pytest.mark.parametrize(
    ("convenor", "where", "everything"),
    [
        ("中共临江区委", "临江区", "全区"),
        ("江州市委", "江州市", "全市"),
        ("云台街道党工委", "云台街道", "全街道"),
        ("河湾镇党委", "河湾镇", "全镇"),
        ("某某大学委员会", "某某大学", "本系统"),
        ("党委", "党委", "本系统"),
        ("中共江州市委员会", "江州市", "全市"),
        ("中共云台街道工作委员会", "云台街道", "全街道"),
        ("临江工业区工委", "临江工业区", "全区"),
        ("区国资委党委", "区国资委", "本系统"),
        ("区国资委", "区国资委", "本系统"),
        ("区级机关党工委", "区级机关党工委", "本系统"),
        ("市教卫工作党委", "市教卫工作党委", "本系统"),
        ("市国资监督管理委员会", "市国资监督管理委员会", "本系统"),
    ],
)
def test_a_place_is_read_off_its_committee(
    convenor: str, where: str, everything: str
) -> None:
    assert place(convenor) == where
    assert reach(convenor) == everything


def test_places_share_their_last_word() -> None:
    assert together(["长宁区", "闵行区"]) == "长宁、闵行区"
    assert together(["长宁区", "昆山市"]) == "长宁区、昆山市"
    assert together(["长宁区"]) == "长宁区"


def test_the_subject_is_what_the_name_of_the_round_says() -> None:
    assert subject("2019年基层党建工作述职评议") == "基层党建"
    assert subject("2019年度述职评议") == ""


def test_latin_words_stand_apart_and_chinese_ones_do_not() -> None:
    assert beside("Maple Street", "Secretary") == "Maple Street Secretary"
    assert beside("Maple Street", "党委书记") == "Maple Street党委书记"
    assert beside("云台街道", "Secretary") == "云台街道Secretary"
    assert beside("Maple Street", "") == "Maple Street"
