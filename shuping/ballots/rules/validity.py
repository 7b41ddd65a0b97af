"""Whether a whole ballot counts (DESIGN 4.2)."""

from enum import StrEnum
from math import floor

from shuping.ballots.rules.form import (
    ABSENT_CELL,
    MULTIPLE_CELL,
    SILENT_CELLS,
    Form,
)
from shuping.rounds.rules.scheme import Validity

_ENOUGH_TO_BE_ALL_SAME = 3
_TOP = 0


class Judgement(StrEnum):
    """What becomes of a returned ballot."""

    VALID = "valid"
    ABSTAINED = "abstained"
    NO_MARK = "no_mark"
    ALL_SAME = "all_same"
    TOO_MANY_GOOD = "too_many_good"


VOIDS = (Judgement.NO_MARK, Judgement.ALL_SAME, Judgement.TOO_MANY_GOOD)


def judge(sheet: bytes, form: Form, validity: Validity) -> Judgement:
    """Judge one ballot; the first rule that holds decides."""
    graded = sheet.translate(None, SILENT_CELLS)
    if not graded:
        multiple = MULTIPLE_CELL in sheet
        return Judgement.NO_MARK if multiple else Judgement.ABSTAINED
    if validity.all_same_voids and _all_same(graded):
        return Judgement.ALL_SAME
    if _too_many_good(sheet, form, validity):
        return Judgement.TOO_MANY_GOOD
    return Judgement.VALID


def _all_same(graded: bytes) -> bool:
    return len(graded) >= _ENOUGH_TO_BE_ALL_SAME and graded.count(graded[0]) == len(
        graded
    )


def _too_many_good(sheet: bytes, form: Form, validity: Validity) -> bool:
    if validity.good_at_most is None:
        return False
    width = len(form.items)
    good = sheet[::width].count(_TOP)
    return good > floor(validity.good_at_most * _reporters_with_a_row(sheet, width))


def _reporters_with_a_row(sheet: bytes, width: int) -> int:
    if width == 1:
        return len(sheet) - sheet.count(ABSENT_CELL)
    absent = bytes([ABSENT_CELL]) * width
    return sum(
        sheet[start : start + width] != absent for start in range(0, len(sheet), width)
    )
