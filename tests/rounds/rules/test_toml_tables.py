"""Each way of taking a key: the value, or the fault at its key and what is right."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from shuping.rounds.rules.toml_lists import unique
from shuping.rounds.rules.toml_tables import Table, TomlFault, open_toml

Taking = Callable[[Table], Any]


def opened(text: str | bytes) -> Table:
    found = open_toml(text.encode() if isinstance(text, str) else text)
    assert not isinstance(found, TomlFault), found
    return found[0]


def told(table: Table) -> list[tuple[int, str]]:
    return [(fault.line, str(fault.words)) for fault in table.faults.found]


TAKEN: list[tuple[str, Taking, object]] = [
    ('k = " 好 "', lambda table: table.text("k"), "好"),
    ("", lambda table: table.text("k", "else"), "else"),
    ('k = ""', lambda table: table.text("k", "else"), ""),
    ('k = "云台街道"', lambda table: table.code("k"), "云台街道"),
    ('k = "书记"', lambda table: table.text("k", most=2), "书记"),
    ('k = "street_1.a-b"', lambda table: table.code("k"), "street_1.a-b"),
    ('k = "up"', lambda table: table.choice("k", ("down", "up")), "up"),
    ("", lambda table: table.choice("k", ("down", "up"), "up"), "up"),
    ("k = false", lambda table: table.flag("k", default=True), False),
    ("", lambda table: table.flag("k", default=True), True),
    ("k = 0.1", lambda table: table.number("k"), Fraction(1, 10)),
    ("", lambda table: table.number("k", Fraction(2, 3)), Fraction(2, 3)),
    ("k = 0", lambda table: table.number("k", least=0, most=0), Fraction(0)),
    ("k = 3.0", lambda table: table.whole("k"), 3),
    ("k = -3", lambda table: table.whole("k", least=None), -3),
    ("", lambda table: table.whole("k", 5), 5),
    ('k = "1/3"', lambda table: table.share("k"), Fraction(1, 3)),
    ('k = ""', lambda table: table.share("k", Fraction(1)), None),
    ("", lambda table: table.share("k", Fraction(1)), Fraction(1)),
    ("k = 2020-01-15", lambda table: table.day("k"), date(2020, 1, 15)),
    ('k = [" a ", "b"]', lambda table: table.texts("k"), ("a", "b")),
    ("", lambda table: table.texts("k"), ()),
    ("k = {a = 1}", lambda table: table.table("k").whole("a"), 1),
    ("", lambda table: table.table("k").path, "k"),
    (
        "[[k]]\na = 1\n[[k]]\na = 2",
        lambda table: [(one.path, one.whole("a")) for one in table.tables("k")],
        [("k[1]", 1), ("k[2]", 2)],
    ),
    ("k = []", lambda table: table.tables("k"), []),
    ("", lambda table: table.tables("k"), []),
]


@pytest.mark.parametrize(("text", "taking", "value"), TAKEN)
def test_what_is_right_is_taken_without_a_word(
    text: str, taking: Taking, value: object
) -> None:
    table = opened(text)

    assert taking(table) == value
    table.close()
    assert told(table) == []


LONG = "a" * 65
TEXT, NUMBER = "write a text in quotes", "write a number"
DAY, TABLES = "write a date, as 2020-01-15", "write a list of tables"
LIST = 'write a list of texts, as ["…", "…"]'
CODE = "letters, digits, _ - and . only, no - or . first, at most 64"
SHARE = 'a share from 0 to 1, as "1/3" or "15%"'
REFUSED: list[tuple[str, Taking, object, str]] = [
    ("", lambda table: table.text("k"), "", "missing; this key is required"),
    ("k = 1", lambda table: table.text("k"), "", f"1 does not fit; {TEXT}"),
    ('k = " "', lambda table: table.text("k"), "", f"empty; {TEXT}"),
    ('k = ""', lambda table: table.code("k"), "", f"empty; {TEXT}"),
    ('k = "a b"', lambda table: table.code("k"), "a b", f"a b is no code; {CODE}"),
    ('k = "-a"', lambda table: table.code("k"), "-a", f"-a is no code; {CODE}"),
    (
        f'k = "{LONG}"',
        lambda table: table.code("k"),
        LONG,
        f"{LONG[:60]} is no code; {CODE}",
    ),
    (
        'k = "a\\u0000"',
        lambda table: table.text("k"),
        "a\0",
        "there is a NUL character; take it out",
    ),
    (
        'k = ["a\\u0000"]',
        lambda table: table.texts("k"),
        ("a\0",),
        "there is a NUL character; take it out",
    ),
    (
        'k = "书记书记"',
        lambda table: table.text("k", most=3),
        "书记书记",
        "4 characters; at most 3",
    ),
    (
        'k = "on"',
        lambda table: table.choice("k", ("down", "up")),
        "down",
        '"on" does not fit; one of down, up',
    ),
    (
        "k = []",
        lambda table: table.choice("k", ("down", "up")),
        "down",
        "[] does not fit; one of down, up",
    ),
    (
        "",
        lambda table: table.choice("k", ("down", "up")),
        "down",
        "missing; this key is required",
    ),
    (
        "k = 1",
        lambda table: table.flag("k", default=True),
        True,
        "1 does not fit; true or false",
    ),
    (
        'k = "1"',
        lambda table: table.number("k"),
        Fraction(1),
        f'"1" does not fit; {NUMBER}',
    ),
    (
        "k = nan",
        lambda table: table.whole("k"),
        1,
        f"NaN does not fit; {NUMBER}",
    ),
    (
        "k = 0",
        lambda table: table.number("k", above=0),
        Fraction(0),
        "0 does not fit; more than 0",
    ),
    (
        "k = -1",
        lambda table: table.number("k", least=0),
        Fraction(-1),
        "-1 does not fit; at least 0",
    ),
    (
        "k = 101",
        lambda table: table.number("k", least=0, most=100),
        Fraction(101),
        "101 does not fit; from 0 to 100",
    ),
    (
        "k = 1.5",
        lambda table: table.whole("k"),
        0,
        "1.5 does not fit; write a whole number",
    ),
    (
        "k = 1.5",
        lambda table: table.whole("k", least=2, most=9),
        2,
        "1.5 does not fit; from 2 to 9",
    ),
    (
        'k = "3/2"',
        lambda table: table.share("k", None),
        None,
        f'"3/2" does not fit; {SHARE}',
    ),
    (
        "",
        lambda table: table.day("k"),
        date.min,
        "missing; this key is required",
    ),
    (
        "k = 2020-01-15T09:00:00",
        lambda table: table.day("k"),
        date.min,
        f"2020-01-15T09:00:00 does not fit; {DAY}",
    ),
    ('k = "a"', lambda table: table.texts("k"), (), f'"a" does not fit; {LIST}'),
    ("k = [1]", lambda table: table.texts("k"), (), f"[1] does not fit; {LIST}"),
    (
        "k = 1",
        lambda table: table.table("k").path,
        "k",
        "1 does not fit; write a table, as [k]",
    ),
    ("k = 1", lambda table: table.tables("k"), [], f"1 does not fit; {TABLES}"),
    ("k = [1]", lambda table: table.tables("k"), [], f"[1] does not fit; {TABLES}"),
    (
        "",
        lambda table: table.tables("k", required=True),
        [],
        "missing; this key is required",
    ),
    (
        "k = []",
        lambda table: table.tables("k", required=True),
        [],
        "empty; at least one is needed",
    ),
]


@pytest.mark.parametrize(("text", "taking", "instead", "words"), REFUSED)
def test_what_is_wrong_is_told_once_and_reading_goes_on(
    text: str, taking: Taking, instead: object, words: str
) -> None:
    table = opened(f"\n{text}")

    assert taking(table) == instead
    table.close()
    assert told(table) == [(2 if text else 1, f"k: {words}")]


def test_a_key_that_nobody_took_is_told_with_those_that_are_known() -> None:
    table = opened('[t]\na = "x"\nc = 1\n').table("t")
    table.text("a")
    table.text("b", "")

    assert table.has("c")
    assert not table.has("a")
    table.close()
    assert told(table) == [(3, "t.c: unknown key; known here: a, b")]


def test_of_two_that_are_the_same_the_second_is_told() -> None:
    tables = opened('[[k]]\na = "x"\n[[k]]\na = "x"\n[[k]]\n[[k]]').tables("k")

    unique(((one, one.text("a", "")) for one in tables), "a")

    assert told(tables[0]) == [(4, "k[2].a: x stands twice; each may stand once")]


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        (b"a = 1\nb = \0", 2, "there is a NUL character; save it as UTF-8 text"),
        (b"\xff\xfea", 1, "the file is UTF-16; save it as UTF-8 text"),
        (
            b"\na = 1; b = 2",
            2,
            (
                "not TOML: Expected newline or end of document after a statement; "
                "write each key on its own line"
            ),
        ),
        (
            '\na = "\u2028"\nb = 1; c = 2'.encode(),
            3,
            (
                "not TOML: Expected newline or end of document after a statement; "
                "write each key on its own line"
            ),
        ),
        (
            b"\na = 2020-02-30",
            2,
            (
                "not TOML: Invalid date or datetime; write a date that exists, "
                "as 2020-01-15"
            ),
        ),
        (
            b"a = 1\r\na = 2",
            2,
            (
                "not TOML: Cannot overwrite a value (at end of document); "
                "write it as TOML: key = value, text in quotes"
            ),
        ),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(
    content: bytes, line: int, words: str
) -> None:
    fault = open_toml(content)

    assert isinstance(fault, TomlFault)
    assert (fault.line, str(fault.words)) == (line, f"-: {words}")


@pytest.mark.parametrize(
    "content",
    [b"a = " + b"9" * 5000, b"a = 1e" + b"9" * 50, b"a = " + b"[" * 5000],
)
def test_what_is_beyond_measure_is_no_toml(content: bytes) -> None:
    fault = open_toml(content)

    assert isinstance(fault, TomlFault)
    assert (fault.line, fault.key) == (1, "-")
    assert str(fault.wrong).startswith("not TOML: ")


def test_gbk_and_the_line_ends_of_windows_read_as_any_other() -> None:
    table = opened('a = "好"\r\nb = """好\r\n"""\r\n'.encode("gbk"))

    assert (table.text("a"), table.text("b")) == ("好", "好")
