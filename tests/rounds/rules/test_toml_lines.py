"""On which line a key stands, whatever texts, comments and arrays stand before it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuping.rounds.rules.toml_lines import key_lines, line_of

BEFORE = {
    "a key": "a = 1\n",
    "a table": "[t]\na = 1\n\n",
    "a text with signs of its own": 'a = "#[{\\""\n',
    "a text in single quotes": "a = '#[{\"'\n",
    "a text of two lines": 'a = """\n[t]"""\n',
    "a text of two lines in single quotes": "a = '''\n[t]'''\n",
    "a text of one line in threefold quotes": 'a = """b"""\n',
    "other quotes inside threefold quotes": "a = '''\"\"\"'''\n",
    "a quote before the threefold end": 'a = ["""b""""]\n',
    "threefold quotes in a comment": 'a = 1  # """\n',
    "a comment that opens an array": "a = 1  # [{\n",
    "an array": "a = [1, 2]\n",
    "an array of some lines": "a = [\n  1,  # ]\n  2,\n]\n",
    "an array of arrays": "a = [[1],\n[2]]\n",
    "an array of texts": 'a = ["]",\n"[", \'[\']\n',
    "an array of long texts": 'a = ["""\n]\n""", """\n[\n"""]\n',
    "tables in braces": "a = {b = {c = 1}}\n",
    "a line of its own in a text": 'a = "\u2028\x85"\n',
}


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
def test_a_key_stands_where_it_stands_whatever_came_before(before: str) -> None:
    lines = key_lines(f"{before}[here]\nkey = 1\n")
    below = before.count("\n")

    assert (lines["here"], lines["here.key"]) == (below + 1, below + 2)


def test_a_key_inside_a_long_text_is_none() -> None:
    assert key_lines('a = """\nb = 1\n[c]\n"""\nd = 1') == {"a": 1, "d": 5}


def test_a_key_inside_an_array_or_in_braces_is_none() -> None:
    assert key_lines("a = [\n[b]\n]\nc = {d = 1}") == {"a": 1, "c": 4}


def test_the_tables_of_an_array_are_numbered() -> None:
    lines = key_lines("[a]\nb = [\n  {c = 1},\n  {c = [1, {d = 1}]}, {c = 1},\n]")

    assert lines == {"a": 1, "a.b": 2, "a.b[1]": 3, "a.b[2]": 4, "a.b[3]": 4}


def test_repeated_tables_are_numbered_anew_below_each_table() -> None:
    text = "[[a]]\n[[a.b]]\n[[a.b]]\n[a.b.c]\nx = 1\n[[a]]\n[[a.b]]\n[[a.b]]\ny = 1"

    assert key_lines(text) == {
        "a": 1,
        "a[1]": 1,
        "a[1].b": 2,
        "a[1].b[1]": 2,
        "a[1].b[2]": 3,
        "a[1].b[2].c": 4,
        "a[1].b[2].c.x": 5,
        "a[2]": 6,
        "a[2].b": 7,
        "a[2].b[1]": 7,
        "a[2].b[2]": 8,
        "a[2].b[2].y": 9,
    }


def test_quotes_and_spaces_are_no_part_of_a_name() -> None:
    assert key_lines("[ a . 'b' ]  # c\n\"d\" = 1") == {"a.b": 1, "a.b.d": 2}


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("a", 2),
        ("a.b[1]", 5),
        ("a.b[1].c.d", 5),
        ("a.b[2]", 4),
        ("a.x.y", 2),
        ("x", 1),
        ("", 1),
    ],
)
def test_a_key_unwritten_stands_at_the_nearest_table_around_it(
    key: str, line: int
) -> None:
    assert line_of(key, {"a": 2, "a.b": 4, "a.b[1]": 5}) == line


@pytest.mark.parametrize("long", [" ", ".a", "a", '"', '\\"', "'", "[", "#", "="])
def test_the_longest_line_is_read_at_once(long: str) -> None:
    for start in ("[", "a = ", 'a = "', ""):
        assert set(key_lines(start + long * 100_000).values()) <= {1}


@given(st.text("ab.=#[]{}\"'\\\n\r \t\u2028好", max_size=60))
def test_what_is_no_toml_has_lines_all_the_same(text: str) -> None:
    assert set(key_lines(text).values()) <= set(range(1, text.count("\n") + 2))
