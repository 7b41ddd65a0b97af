"""What stands on which page of a paper ballot, and where its boxes are."""

import pytest

from shuping.ballots.rules.papers import Edition, Papers, form_id
from shuping.urn.form import BoxForm, Named

A = Named("A", "区领导")
GRADES = tuple(Named(one, one) for one in ("好", "较好", "一般", "差"))


def form(reporters: int, items: int, *, unknown: bool = True) -> BoxForm:
    return BoxForm(
        title="测评",
        categories=(A,),
        reporters=tuple(
            Named(str(n), f"第{n}街道", "张三" if n == 1 else "")
            for n in range(1, reporters + 1)
        ),
        items=tuple(Named(str(n), f"第{n}项") for n in range(1, items + 1)),
        grades=GRADES,
        unknown=unknown,
    )


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("reporters", [1, 16, 69, 200])
@pytest.mark.parametrize("items", [1, 5, 16])
def test_every_cell_stands_once_above_the_foot_and_a_reporter_on_one_page(
    edition: Edition, reporters: int, items: int
) -> None:
    papers = Papers(form(reporters, items), A, edition)

    pages = papers.pages()
    rows = [row for rows in pages for row in rows]

    assert len([row for row in rows if row.ticked]) == reporters * items
    assert [row.number for row in rows] == sorted(row.number for row in rows)
    numbers = [{row.number for row in rows} for rows in pages]
    assert sum(map(len, numbers)) == reporters
    assert max(map(len, pages)) * papers.row_height <= 276 - 66 + 1e-9


@pytest.mark.parametrize("edition", Edition)
def test_the_table_is_as_wide_as_the_page_and_no_box_leaves_its_cell(
    edition: Edition,
) -> None:
    values = Papers(form(3, 16), A, edition).values()

    across = values["name"] + values["column"] * len(values["columns"])
    assert values["left"] + across == pytest.approx(196)
    assert values["box"] <= min(values["column"], values["row"]) - 2


def test_one_item_is_a_row_a_reporter_and_several_are_a_block() -> None:
    one, several = Papers(form(2, 1), A), Papers(form(1, 2), A)

    assert [(row.name, row.ticked) for row in one.pages()[0]] == [
        ("第1街道　张三", True),
        ("第2街道", True),
    ]
    assert [(row.name, row.ticked) for row in several.pages()[0]] == [
        ("第1街道　张三", False),
        ("第1项", True),
        ("第2项", True),
    ]


def test_columns_are_the_grades_and_on_a_tally_sheet_blanks_and_sums_too() -> None:
    grades = ["好", "较好", "一般", "差"]

    assert Papers(form(1, 1), A).columns == [*grades, "不了解"]
    assert Papers(form(1, 1, unknown=False), A).columns == grades
    assert Papers(form(1, 1), A, Edition.TALLY).columns == [
        *grades,
        "不了解",
        "空白",
        "合计",
    ]


def test_a_form_is_told_by_six_digits() -> None:
    there = {form_id(form(n, 1)) for n in range(1, 9)}

    assert len(there) == 8
    assert all(len(one) == 6 and one.isdigit() for one in there)
