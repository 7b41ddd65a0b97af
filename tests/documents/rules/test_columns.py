"""Widths of columns."""

import pytest

from shuping.documents.rules.columns import column_widths
from shuping.documents.rules.content import Table


def widths(columns: tuple[str, ...], shares: tuple[int, ...] = ()) -> list[float]:
    found = column_widths(Table(columns, (), shares), 440)
    assert sum(found) == pytest.approx(440)
    return [round(one) for one in found]


def test_columns_are_as_wide_as_the_table_wants_them() -> None:
    assert widths(("序号", "单位"), (1, 3)) == [110, 330]
    assert widths(("序号", "单位")) == [220, 220]


def test_a_column_too_narrow_for_its_head_takes_from_the_others() -> None:
    assert widths(("手机收回", "单位"), (1, 21)) == [65, 375]


def test_a_long_head_may_break() -> None:
    assert widths(("各街道党工委和镇党委", "单位"), (1, 21)) == [93, 347]


def test_columns_too_many_for_their_heads_stay_as_they_are() -> None:
    assert widths(("手机收回",) * 10, (3,) + (1,) * 9) == [110, *[37] * 9]
