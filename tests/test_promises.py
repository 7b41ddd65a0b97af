"""Every promise and every fault of the ballot box has tests that show it."""

import re
from pathlib import Path

TESTS = Path(__file__).parent
IDS = [
    *(f"S{n}" for n in range(1, 8)),
    *(f"I{n}" for n in range(1, 9)),
    "V1",
    *(f"F{n}" for n in range(1, 31)),
]


def test_each_has_a_row_that_names_tests_which_are_there() -> None:
    table = (TESTS.parent / "docs/promises.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([SIVF]\d+) \| .+? \| (.+) \|$", table, re.MULTILINE))
    written = [one.read_text(encoding="utf-8") for one in TESTS.rglob("test_*.py")]
    there = set(re.findall(r"^def (test_\w+)\(", "\n".join(written), re.MULTILINE))

    assert list(rows) == IDS
    for named in rows.values():
        found = set(re.findall(r"`(test_\w+)`", named))
        assert found <= there, found - there
        assert found or "*no test*" in named
