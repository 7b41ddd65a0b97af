"""What a line is known to be, and what is let pass."""

from dataclasses import replace

import pytest

from shuping.documents.rules.measuring import checking
from shuping.documents.rules.measuring.checking import check
from shuping.documents.rules.measuring.closing import right_date
from shuping.documents.rules.measuring.elements import known
from shuping.documents.rules.measuring.measured import Letter, Line
from shuping.documents.rules.measuring.roles import (
    COPIES,
    ISSUED,
    OTHER,
    imprint_role,
)
from shuping.documents.rules.measuring.standard import Deviation
from tests.documents.rules.measuring.makers import ofd, ofd_of
from tests.documents.rules.measuring.wanted import (
    FANG,
    HEI,
    LONG,
    Sheet,
    Spot,
    Stroke,
    Wanted,
    sheets,
    square,
    wide,
)

A4 = (210.0, 297.0)
STEP = square(28.99)


def spot(text: str, row: float, *, indent: float = 0, font: str = FANG) -> Spot:
    """Return a line of text on one of the 22 lines, so many characters in."""
    base = 37 + 2.28 + 0.88 * square(16) + row * STEP
    return Spot(text, 28 + indent * square(15.79), base, 16, font, 15.79)


def right(text: str, row: float, rest: float) -> Spot:
    one = spot(text, row)
    left = 184 - rest * square(15.79) - wide(text, 15.79)
    return one._replace(left=left)


def folio(number: int = 1) -> Spot:
    text = f"— {number} —"
    left = 28 + 4.94 if number % 2 == 0 else 184 - 4.94 - wide(text, 14)
    return Spot(text, left, 269 + 0.38 * square(14), 14, "SimSun", 14)


def title(row: float = 0) -> Spot:
    text = "关于述职评议的通知"
    left = 28 + (156 - wide(text, 22)) / 2
    base = 37 + 0.88 * square(22) + row * STEP
    return Spot(text, left, base, 22, "FZXiaoBiaoSong-B05S", 22)


def roles(*spots: Spot, strokes: tuple[Stroke, ...] = ()) -> list[tuple[str, str]]:
    content = ofd_of([Sheet(list(spots), list(strokes))], A4)
    return [
        (part.role, part.line.text) for part in known(checking.measured(content)).parts
    ]


def paged(*pages: list[Spot]) -> bytes:
    return ofd_of([Sheet(spots) for spots in pages], A4)


def deviations(*spots: Spot, strokes: tuple[Stroke, ...] = ()) -> list[Deviation]:
    return list(check(ofd_of([Sheet(list(spots), list(strokes))], A4)).deviations)


def clauses(*spots: Spot, strokes: tuple[Stroke, ...] = ()) -> list[str]:
    return [one.clause for one in deviations(*spots, strokes=strokes)]


def test_a_copy_number_is_a_marking_and_has_no_face() -> None:
    spots = (spot("000001", 0), spot("秘密★1年", 1, font=HEI), title(4), folio())

    assert [role for role, _ in roles(*spots)] == [
        "marking",
        "marking",
        "title",
        "folio",
    ]
    assert clauses(*spots) == []
    assert clauses(spot("特急", 0), title(4), folio()) == ["7.2.2"]


def test_an_addressee_ends_with_a_colon_a_short_line_or_after_six() -> None:
    full = "区委各部委" * 5 + "区委办"

    def addressed(*texts: str) -> list[str]:
        rows = [spot(text, 3 + at) for at, text in enumerate(texts)]
        return [role for role, _ in roles(title(), *rows)][1:]

    assert addressed(full, "各街道：", full) == ["addressee", "addressee", "body"]
    assert addressed(full, "各街道", full) == ["addressee", "addressee", "body"]
    assert addressed(*[full] * 7) == ["addressee"] * 6 + ["body"]


def test_a_first_paragraph_that_ends_with_a_colon_is_no_addressee() -> None:
    shown = roles(title(), spot("现将有关事项通知如下：", 3, indent=2))

    assert shown[1][0] == "body"


def test_a_title_in_two_lines_is_one_and_what_follows_in_the_middle_is_not() -> None:
    second = title(1)._replace(
        text="评议的通知", left=28 + (156 - wide("评议的通知", 22)) / 2
    )
    byline = spot("（试行）", 2.5)._replace(left=106 - wide("（试行）", 15.79) / 2)

    shown = roles(title(), second, byline, spot(LONG[:26], 4, indent=2))

    assert [role for role, _ in shown] == ["title", "title", "other", "body"]


def test_a_document_without_a_title_is_told_so() -> None:
    small = spot("工作简报", 0)._replace(size=12)
    checked = check(ofd_of([Sheet([small, spot(LONG[:26], 2, indent=2), folio()])], A4))

    assert checked.deviations == ()
    assert [str(note) for _, note in checked.notes] == [
        "not recognised: “工作简报”",
        "no title was recognised",
    ]


def test_a_date_alone_closes_a_document() -> None:
    shown = roles(right("2020年1月6日", 3, 4), folio())

    assert shown == [("date", "2020年1月6日"), ("folio", "— 1 —")]


def test_a_date_under_the_body_has_no_signer() -> None:
    shown = roles(title(), spot("甲乙。", 3, indent=2), right("2020年1月6日", 5, 4))

    assert [role for role, _ in shown] == ["title", "body", "date"]


@pytest.mark.parametrize(
    ("signer", "signer_rest", "date_rest", "clause"),
    [
        ("中共江州市委组织部", 2.0, 1.0, []),
        ("江州市委", 3.25, 2.0, []),
        ("中共江州市委组织部办公室", 2.0, 5.0, []),
        ("中共江州市委组织部办公室", 2.0, 9.0, ["7.3.5.1"]),
        ("江州市委", 3.0, 2.0, []),
    ],
)
def test_date_and_signer_may_stand_as_without_a_seal(
    signer: str, signer_rest: float, date_rest: float, clause: list[str]
) -> None:
    date = "2020年1月6日"
    if signer == "中共江州市委组织部":
        # The date begins two characters further in than the signer.
        date_rest = signer_rest + len(signer) - 2 - wide(date, 1) / square(1)
    closing = (right(signer, 5, signer_rest), right(date, 6, date_rest))

    assert clauses(title(), spot("甲乙。", 3, indent=2), *closing, folio()) == clause


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("2020年01月06日", "2020年1月6日"),
        ("2020-12-30", "2020年12月30日"),
        ("二〇二〇年十月十二日", "2020年10月12日"),
        ("二○二零年十二月三十日", "2020年12月30日"),
        ("二〇二〇年一月二十三日", "2020年1月23日"),
    ],
)
def test_a_date_is_told_as_the_standard_writes_it(written: str, wanted: str) -> None:
    assert right_date(written) == wanted


def test_a_page_on_its_side_is_told_as_not_measured() -> None:
    checked = check(ofd_of([Sheet([title()])], (297.0, 210.0)))

    assert checked.deviations == ()
    assert [str(note) for _, note in checked.notes] == [
        "pages on their side are not measured"
    ]


def test_a_blank_page_and_the_imprint_alone_need_no_number() -> None:
    first, second, third = sheets(Wanted())
    imprint = [
        one for one in third.spots if one.size == 14 and not one.text.startswith("—")
    ]
    end = Sheet(imprint, third.strokes)
    body = Sheet([one for one in third.spots if one.size == 16 or "—" in one.text])

    assert check(ofd_of([first, second, body, Sheet(), end], A4)).deviations == ()


def test_an_imprint_without_rules_is_told() -> None:
    content = ofd(Wanted(rule_width=0))

    assert [one.clause for one in check(content).deviations] == ["7.4.1"]


def test_a_paragraph_that_goes_on_out_of_line_is_told() -> None:
    rows = [spot(LONG[:26], 3, indent=2)]
    rows += [spot((LONG * 2)[:28], at) for at in range(4, 10)]
    rows[4] = rows[4]._replace(left=28.9)

    told = deviations(title(), *rows, folio())

    assert [(str(one.place), str(one.measured)) for one in told] == [
        ("second and later lines of a paragraph", "0.90 mm")
    ]


def test_a_mark_at_the_beginning_may_be_squeezed() -> None:
    rows = [spot("（一）主要任务", 3, indent=1.5, font="KaiTi_GB2312")]

    assert clauses(title(), *rows, folio()) == []


def test_uneven_distances_between_lines_are_told() -> None:
    rows = [spot(LONG[:26], 3, indent=2)]
    rows += [spot((LONG * 2)[:28], at) for at in (4, 5, 6, 7.3, 8.3)]

    told = deviations(title(), *rows, folio())

    assert [(one.clause, str(one.measured)) for one in told] == [("5.2.3", "37.7 pt")]


def test_a_long_heading_keeps_its_face_in_the_second_line() -> None:
    rows = [
        spot("一、" + LONG[:24], 3, indent=2, font=HEI),
        spot(LONG[:10], 4, font=HEI),
        spot("二、总体要求。", 5, indent=2, font=HEI),
    ]
    spots = (title(), *rows, folio())

    assert [role for role, _ in roles(*spots)][1:4] == ["level1"] * 3
    assert clauses(*spots) == []


def test_paragraphs_of_one_line_each_show_no_left_edge() -> None:
    rows = [spot(LONG[:25], at, indent=2) for at in range(3, 9)]

    assert clauses(title(), *rows, folio()) == []


def test_text_below_the_type_area_is_told() -> None:
    low = spot(LONG[:20], 21.5, indent=2)

    assert clauses(title(), low, folio()) == ["5.2.1"]


def test_a_colon_of_half_width_after_the_number_of_the_attachment_is_found() -> None:
    wrong = replace(Wanted(), attached="附件:1.任务清单")

    assert [one.clause for one in check(ofd(wrong)).deviations] == ["7.3.4"]


def test_a_number_beside_a_signer_need_not_stand_in_the_middle() -> None:
    organ = Spot("江州市委文件", 68, 37 + 35 + 0.88 * square(36), 36, "SimHei", 36)
    organ = organ._replace(left=106 - wide(organ.text, 36) / 2, colour=(224, 0, 0))
    number = spot("江委〔2020〕3号", 7, indent=1)
    signer = right("签发人：张三", 7, 1)
    rule = Stroke(28, 184, number.base + 0.12 * square(16) + 4, 0.5, (224, 0, 0))
    under = title()._replace(base=rule.level + 2 * STEP + 1 + 0.88 * square(22))

    assert clauses(organ, number, signer, under, folio(), strokes=(rule,)) == []


def test_a_number_without_an_organ_has_no_red_line() -> None:
    number = right("江委〔2020〕3号", 0, 0)

    assert clauses(number, title(3), folio()) == []


def test_an_organ_without_a_number_has_its_red_line_all_the_same() -> None:
    organ = Spot("江州市委文件", 68, 37 + 35 + 0.88 * square(36), 36, "SimHei", 36)
    organ = organ._replace(left=106 - wide(organ.text, 36) / 2, colour=(224, 0, 0))
    rule = Stroke(28, 150, organ.base + 10, 0.5, (224, 0, 0))
    under = title()._replace(base=rule.level + 2 * STEP + 1 + 0.88 * square(22))

    told = deviations(organ, under, folio(), strokes=(rule,))

    assert [str(one.place) for one in told] == ["width of red line"]


def test_stretched_lines_do_not_tell_how_far_characters_stand_apart() -> None:
    rows = [spot(LONG[:25], 3, indent=2)._replace(advance=16.42)]
    rows += [spot((LONG * 2)[:27], at)._replace(advance=16.37) for at in (4, 5, 6)]
    rows += [spot(LONG[:20], 7), spot(f"{LONG[:18]}。", 8, indent=2)]

    assert clauses(title(), *rows, folio()) == []


def test_several_attachments_stand_under_each_other() -> None:
    rows = (
        spot("甲乙。", 3, indent=2),
        spot("附件：1.任务分工清单", 5, indent=2),
        spot("2.时间安排", 6, indent=5),
        right("中共江州市委", 8, 4),
        right("2020年1月6日", 9, 4),
    )
    spots = (title(), *rows, folio())

    assert [role for role, _ in roles(*spots)][2:6] == [
        "attached",
        "attached",
        "signer",
        "date",
    ]
    assert clauses(*spots) == []
    assert clauses(title(), *rows[:2], spot("2.清单。", 6, indent=5), folio()) == [
        "7.3.4"
    ]


def test_a_signer_close_under_the_attachments_is_the_signer_all_the_same() -> None:
    rows = (
        spot("附件：任务分工清单", 3, indent=2),
        right("中共江州市委", 4, 4),
        right("2020年1月6日", 5, 4),
    )

    assert [role for role, _ in roles(title(), *rows)][2:] == ["signer", "date"]


def test_the_title_of_an_annex_is_told_as_not_recognised() -> None:
    long = "2019年度述职评议考核任务分工和时间安排"
    annex = title(3)._replace(text=long, left=28 + (156 - wide(long, 22)) / 2)
    spots = (title(), spot("甲乙。", 2, indent=2), annex, folio())

    assert [role for role, _ in roles(*spots)][2] == "other"
    assert clauses(*spots) == []


FIRST = [title(), spot(LONG[:26], 3, indent=2), folio()]


def test_an_attachment_is_known_by_its_mark_and_has_a_title_and_no_addressee() -> None:
    text = spot(LONG[:26], 4, indent=2)
    flush = spot(LONG[:20], 5)
    annex = [spot("附件1", 0, font=HEI), title(2), text, flush, folio(2)]
    content = paged(FIRST, annex)
    parts = known(checking.measured(content)).parts

    assert [one.role for one in parts if one.page == 2] == [
        "annex",
        "title",
        "body",
        "body",
        "folio",
    ]
    assert check(content).deviations == ()


def test_the_mark_of_an_attachment_is_flush_and_in_its_face() -> None:
    annex = [spot("附件", 0, indent=2), title(2), folio(2)]

    assert [one.clause for one in check(paged(FIRST, annex)).deviations] == [
        "7.3.7",
        "7.3.7",
    ]


def test_a_page_may_begin_with_a_title_of_its_own() -> None:
    report = [title(), spot(LONG[:26], 2, indent=2), folio(2)]
    small = title()._replace(font=HEI)
    wrong = [small, spot(LONG[:26], 2, indent=2), folio(2)]

    assert check(paged(FIRST, report)).deviations == ()
    assert [one.clause for one in check(paged(FIRST, wrong)).deviations] == ["7.3.1"]


def test_the_words_of_minutes_and_a_bare_heading_may_be_in_another_face() -> None:
    def of(text: str) -> list[str]:
        opening = spot(text, 4, indent=2, font=HEI)
        return clauses(title(), spot(f"{LONG[:20]}。", 3, indent=2), opening, folio())

    assert of("长宁区") == of("出席：") == []
    assert of("长宁区。") == of("时间：") == ["5.2.2"]


def test_words_over_a_title_are_not_taken_for_the_body() -> None:
    spots = (spot("演示数据", 0, font=HEI), title(2), spot(LONG[:26], 4, indent=2))

    assert [role for role, _ in roles(*spots)] == ["other", "title", "body"]
    assert clauses(*spots, folio()) == []


def at_the_foot(text: str, base: float) -> Line:
    letters = tuple(
        Letter(one, 28 + 5 * place, 33 + 5 * place, base, 14, FANG)
        for place, one in enumerate(text)
    )
    return Line(letters)


def test_what_stands_under_the_day_of_an_imprint_is_none_of_it() -> None:
    sent = at_the_foot("抄送：区委组织部。", 245)
    day = at_the_foot("江州市临江区委办公室　2020年1月6日印发", 252)
    under = at_the_foot("共印20份", 259)
    lines = [sent, day, under]

    assert [imprint_role(one, lines) for one in lines] == [COPIES, ISSUED, OTHER]
