"""Forty faults, each seeded into a document that is right otherwise."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from shuping.documents.rules.measuring.checking import check
from tests.documents.rules.measuring.makers import docx, ofd, pdf
from tests.documents.rules.measuring.wanted import HEI, KAI, SONG, Wanted

FORMS: dict[str, Callable[[Wanted], bytes]] = {"docx": docx, "pdf": pdf, "ofd": ofd}
# The clause that is expected, and after it those that the same fault also breaks.
FAULTS: dict[str, tuple[str, dict[str, Any]]] = {
    "paper of the American size": ("5.1", {"paper": (215.9, 279.4)}),
    "paper too long": ("5.1", {"paper": (210.0, 299.0)}),
    "top margin 4 mm too small": ("5.2.1 7.2.4", {"top": 33.0, "height": 229.0}),
    "top margin 5 mm too large": ("5.2.1 7.2.4", {"top": 42.0, "height": 220.0}),
    "left margin 2 mm too large": ("5.2.1", {"left": 30.0}),
    "left margin 4 mm too small": ("5.2.1", {"left": 24.0}),
    "type area 2 mm too narrow": (
        "5.2.1 7.2.7 7.4.1",
        {"width": 154.0, "advance": 15.59},
    ),
    "body of 15 points": ("5.2.2", {"size": 15.0}),
    "body in 宋体": ("5.2.2", {"font": SONG}),
    "body bold": ("5.2.2", {"bold": True}),
    "lines 30 points apart": ("5.2.3", {"pitch": 30.0}),
    "lines 28 points apart": ("5.2.3", {"pitch": 28.0}),
    "characters 16.3 points apart": ("5.2.3 7.3.5.1", {"advance": 16.3}),
    "body blue": ("5.2.4", {"colour": (0, 0, 200)}),
    "organ's mark 25 mm down": ("7.2.4", {"organ_top": 25.0}),
    "organ's mark black": ("7.2.4", {"organ_colour": (0, 0, 0)}),
    "organ's mark off the middle": ("7.2.4", {"organ_shift": 4.0}),
    "square brackets in the number": ("7.2.5", {"number": "临委[2020]1号"}),
    "round brackets in the number": ("7.2.5", {"number": "临委（2020）1号"}),
    "第 in the number": ("7.2.5", {"number": "临委〔2020〕第1号"}),
    "leading zeros in the number": ("7.2.5", {"number": "临委〔2020〕001号"}),
    "year of two figures in the number": ("7.2.5", {"number": "临委〔20〕1号"}),
    "number in 黑体": ("7.2.5", {"number_font": HEI}),
    "red line 10 mm under the number": ("7.2.7", {"red_gap": 10.0}),
    "red line too short": ("7.2.7 7.2.5", {"red_width": 140.0}),
    "line under the number black": ("7.2.7", {"red_colour": (0, 0, 0)}),
    "no line under the number": ("7.2.7", {"has_red": False}),
    "title of 18 points": ("7.3.1", {"title_size": 18.0}),
    "title in 黑体": ("7.3.1", {"title_font": HEI}),
    "title off the middle": ("7.3.1", {"title_shift": 3.0}),
    "title bold": ("7.3.1", {"title_bold": True}),
    "no blank line over the title": ("7.3.1", {"title_blank": 0.0}),
    "half-width colon after the addressee": (
        "7.3.2",
        {"addressee": "各街镇党（工）委:"},
    ),
    "no colon after the addressee": ("7.3.2", {"addressee": "各街镇党（工）委"}),
    "addressee indented": ("7.3.2", {"addressee_indent": 2.0}),
    "addressee in 楷体": ("7.3.2", {"addressee_font": KAI}),
    "level 1 in 仿宋": ("7.3.3", {"level1_font": "FangSong_GB2312"}),
    "level 2 in 黑体": ("7.3.3", {"level2_font": HEI}),
    "level 3 bold": ("7.3.3", {"level3_bold": True}),
    "level 2 in half-width brackets": ("7.3.3", {"level2": "(一)主要任务"}),
    "level 3 with the wrong mark": ("7.3.3", {"level3": "1、抓好集中学习。"}),
    "level 4 in half-width brackets": ("7.3.3", {"level4": "(1)组织专题研讨。"}),
    "no indent": ("7.3.3", {"indent": 0.0}),
    "indent of three characters": ("7.3.3", {"indent": 3.0}),
    "half-width colon after 附件": ("7.3.4", {"attached": "附件:任务分工清单"}),
    "full stop after the attachment": ("7.3.4", {"attached": "附件：任务分工清单。"}),
    "attachment flush left": ("7.3.4", {"attached_indent": 0.0}),
    "no blank line over the attachment": ("7.3.4", {"attached_blank": 0.0}),
    "date one character from the right": ("7.3.5.1", {"date_rest": 1.0}),
    "leading zeros in the date": ("7.3.5.4", {"date": "2020年01月06日"}),
    "date in Chinese figures": ("7.3.5.4", {"date": "二〇二〇年一月六日"}),
    "outer rules of the imprint thin": ("7.4.1", {"outer": 0.18}),
    "inner rule of the imprint thick": ("7.4.1", {"inner": 0.5}),
    "rules of the imprint short": ("7.4.1", {"rule_width": 140.0}),
    "no full stop after 抄送": ("7.4.2", {"copies": "抄送：市委办公室，市纪委监委"}),
    "half-width colon after 抄送": ("7.4.2", {"copies": "抄送:市委办公室。"}),
    "抄送 of 16 points": ("7.4.2", {"copies_size": 16.0}),
    "抄送 in 黑体": ("7.4.2", {"copies_font": HEI}),
    "抄送 flush left": ("7.4.2", {"copies_inset": 0.0}),
    "leading zeros in the day of issue": ("7.4.3", {"issued": "2020年01月07日印发"}),
    "day of issue flush right": ("7.4.3", {"issued_inset": 0.0}),
    "no page number": ("7.5", {"has_folio": False}),
    "page number on the wrong side": ("7.5", {"folio_side": 1}),
    "page number of 16 points": ("7.5", {"folio_size": 16.0}),
    "page number in 黑体": ("7.5", {"folio_font": HEI}),
    "page number between hyphens": ("7.5", {"folio": "- {} -"}),
    "page number without dashes": ("7.5", {"folio": "{}"}),
    "page number too low": ("7.5", {"folio_gap": 12.0}),
    "page number flush with the edge": ("7.5", {"folio_inset": 0.0}),
}


def clauses(content: bytes) -> list[str]:
    return sorted({one.clause for one in check(content).deviations})


@pytest.mark.parametrize("form", FORMS)
def test_a_right_document_has_no_deviation_and_nothing_is_passed_over(
    form: str,
) -> None:
    checked = check(FORMS[form](Wanted()))

    assert checked.deviations == ()
    assert checked.notes == ()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found_by_its_clause_and_no_other(fault: str, form: str) -> None:
    told, changed = FAULTS[fault]
    expected, *also = told.split()

    found = clauses(FORMS[form](replace(Wanted(), **changed)))

    assert expected in found
    assert set(found) <= {expected, *also}
