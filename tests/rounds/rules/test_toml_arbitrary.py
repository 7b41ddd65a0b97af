"""Whatever a file says, reading it ends in a value or in faults, never in an error."""

import json
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shuping.refusal import Words
from shuping.rounds.rules.scheme_file import read
from shuping.rounds.rules.toml_tables import Faults, Table
from tests.rounds.rules.test_scheme_file import LEAST
from tests.rounds.rules.test_toml_tables import REFUSED, TAKEN, Taking

TEXTS = st.sampled_from(["", "1/0", "15%", "pool:A", "{x}", "good", "oral"]) | st.text(
    st.characters(exclude_categories=["Cs", "Cc"]), max_size=9
)
NUMBERS = (
    st.integers()
    | st.sampled_from([10**40, -1, 0])
    | st.decimals()
    | st.sampled_from([Decimal("1e-999999"), Decimal("9e999999"), Decimal("0e9999")])
)
DAYS = st.dates() | st.datetimes() | st.times()
VALUES: st.SearchStrategy[Any] = st.recursive(
    TEXTS | NUMBERS | DAYS | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "code", "name"]), inner, max_size=3)
    ),
    max_leaves=6,
)
TAKINGS = [taking for _, taking, *_ in [*TAKEN, *REFUSED]]


@given(VALUES, st.sampled_from(TAKINGS))
def test_every_value_is_taken_or_told(value: object, taking: Taking) -> None:
    faults = Faults({})
    table = Table({"k": value}, "t", faults)

    taking(table)
    table.close()

    told = [str(fault.words) for fault in faults.found]
    assert all(words.startswith("t.k") for words in told)
    assert all(isinstance(fault.wrong, Words) for fault in faults.found)


def _written(value: object) -> str:
    """Write a value as TOML."""
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value).lower().replace("snan", "nan").replace("infinity", "inf")
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{key} = {_written(one)}" for key, one in value.items())
        return f"{{{pairs}}}"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


KEYS = [line.split(" = ")[0] for line in LEAST.splitlines() if not line.startswith("[")]
MORE = """
[ballot.validity]
[roster]
[report]
[meeting]
[calendar]
"""
OTHERS = {
    "ballot": ["covers", "announce", "source", "validity"],
    "ballot.validity": [
        "unknown",
        "all_same",
        "good_at_most",
        "min_cast",
        "small_class",
        "zero_class",
        "trim",
        "quorum",
    ],
    "appraisal": ["good_at_most", "quota_from", "gates", "triggers", "pools"],
    "roster": ["must_speak", "oral_slots"],
    "report": ["total_max", "oral_minutes", "sections"],
    "meeting": ["speech", "tea"],
    "calendar": ["notice"],
}
PLACES = [(table, key) for table, keys in OTHERS.items() for key in keys]


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(KEYS), VALUES)
def test_a_scheme_with_any_value_is_read_or_told(key: str, value: object) -> None:
    lines = LEAST.splitlines()
    here = next(n for n, line in enumerate(lines) if line.startswith(f"{key} = "))
    lines[here] = f"{key} = {_written(value)}"

    _read_or_told("\n".join(lines))


@given(st.sampled_from(PLACES), VALUES)
def test_a_scheme_with_any_value_more_is_read_or_told(
    place: tuple[str, str], value: object
) -> None:
    table, key = place
    text = f"{LEAST}[{table}]" if f"[{table}]" not in LEAST else LEAST
    more = f"[{table}]\n{key} = {_written(value)}"

    _read_or_told(text.replace(f"[{table}]", more))


@given(st.text("[]={}\"'.,#\\ \n\r\tab1-:é\u2028", max_size=40))
def test_signs_in_any_order_are_read_or_told(text: str) -> None:
    _read_or_told(text)
    _read_or_told(LEAST + text)


@given(st.binary(max_size=40))
def test_bytes_in_any_order_are_told(content: bytes) -> None:
    assert read(content).scheme is None


@pytest.mark.parametrize(
    "value",
    ["0x" + "f" * 5000, "[0x" + "f" * 5000 + "]", "{" + ".".join("a" * 3000) + " = 1}"],
    ids=["a number", "a list", "tables"],
)
@pytest.mark.parametrize("key", KEYS)
def test_what_is_without_measure_is_told_at_its_key(key: str, value: str) -> None:
    text = "\n".join(
        f"{key} = {value}" if line.startswith(f"{key} = ") else line
        for line in LEAST.splitlines()
    )

    told = {fault.key.split(".")[-1] for fault in read(text.encode()).faults}
    assert key in told


def _read_or_told(text: str) -> None:
    content = text.encode()
    reading = read(content)

    assert (reading.scheme is None) == bool(reading.faults)
    last = text.replace("\r\n", "\n").count("\n") + 1
    assert all(1 <= fault.line <= last for fault in reading.faults)
    told = [str(fault.words) for fault in reading.faults]
    assert all(told)
    again = read(content)
    assert again.scheme == reading.scheme
    assert [str(fault.words) for fault in again.faults] == told
