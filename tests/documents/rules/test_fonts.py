"""Choosing fonts."""

from shuping.documents.rules.fonts import CHAINS, chosen, sets_chinese


def test_the_most_fitting_font_that_is_installed_comes_first() -> None:
    installed = {"Noto Sans CJK SC", "FandolFang R", "Noto Serif CJK SC"}

    assert chosen(installed)["body"] == [
        "FandolFang R",
        "Noto Serif CJK SC",
        "Noto Sans CJK SC",
    ]


def test_no_font_at_all_leaves_every_chain_empty() -> None:
    assert chosen(set()) == {kind: [] for kind in CHAINS}


def test_a_machine_sets_chinese_with_any_font_that_is_known_for_it() -> None:
    assert sets_chinese(["DejaVu Sans", "Noto Sans CJK SC"])
    assert not sets_chinese(["DejaVu Sans", "Libertinus Serif", "Unheard"])


def test_a_font_that_an_organ_wants_comes_before_all_where_it_is_installed() -> None:
    installed = {"Own", "FandolFang R"}

    assert chosen(installed, {"body": "Own"})["body"] == ["Own", "FandolFang R"]
    assert chosen(installed, {"body": "Other"})["body"] == ["FandolFang R"]
