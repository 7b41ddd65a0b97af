"""Random round folders that are right, as the bytes of their files.

They are small, and drawn from numbers that meet often, so that ties, empty pools, caps
of nought, small and silent classes come up all the time. A few have no figures by the
rules (a missing component, a refused silent class); the oracle says "error" of those.
"""

from typing import Any

from hypothesis import strategies as st

from tests.oracle.drawn import (
    ADJUSTMENTS,
    FLAGS,
    SCORES,
    Body,
    Plan,
    often,
    one,
    rarely,
    some,
)
from tests.oracle.drawn_schemes import scheme
from tests.oracle.writing import csv_file

Row = tuple[object, ...]
KINDS = ("free", "free", "free", "free", "free", "top", "same", "blank", "spoilt")


@st.composite
def folders(draw: Any) -> dict[str, bytes]:
    """Draw a folder that reads without a fault, or that the oracle calls an error."""
    plan = Plan(_bodies(draw), covers=one(draw, "all", "all", "oral"))
    texts = {"scheme.toml": scheme(draw, plan).encode()}
    ballots, returned = _ballots(draw, plan)
    tables: dict[str, tuple[tuple[str, ...], list[Row]]] = {
        "organisations.csv": (
            ("code", "parent", "name", "kind", "sector"),
            [
                ("JZ", "", "江州市委", "city", "city"),
                ("LJ", "JZ", "临江区委", "district", "district"),
                *(
                    (b.code, "LJ", f"第{b.code}党委", "x", b.sector)
                    for b in plan.bodies
                ),
            ],
        ),
        "roster.csv": (
            ("organisation", "post", "mode", "order"),
            [
                (body.code, "书记", body.mode, order * 3)
                for order, body in enumerate(plan.bodies)
            ],
        ),
        "electorate.csv": (
            ("category", "entitled", "present", "issued", "returned"),
            _electorate(draw, returned),
        ),
        "ballots.csv": (
            ("ballot", "category", "organisation", "item", "mark", "author"),
            ballots,
        ),
        "scores.csv": (("organisation", "component", "score"), _scores(draw, plan)),
        "adjustments.csv": (
            ("organisation", "points", "reason", "source"),
            [
                (body.code, one(draw, *ADJUSTMENTS), "加减分", "")
                for body in plan.bodies
                if rarely(draw, 4)
                for _ in range(one(draw, 1, 2))
            ],
        ),
        "flags.csv": (
            ("organisation", "flag"),
            [(b.code, flag) for b in plan.bodies for flag in some(draw, FLAGS)],
        ),
        "triggers.csv": (
            ("organisation", "trigger", "evidence"),
            [
                (body.code, trigger, "文件")
                for body in plan.bodies
                for trigger in plan.triggers
                if rarely(draw, 2)
            ],
        ),
    }
    for name, (header, rows) in tables.items():
        texts[name] = _written(draw, header, rows)
    if not any(rows for _, rows in [tables["adjustments.csv"]]):
        del texts["adjustments.csv"]
    return {name: _encoded(draw, raw) for name, raw in texts.items()}


def _bodies(draw: Any) -> list[Body]:
    one_mode = one(draw, "", "", "", "oral", "written")
    return [
        Body(
            code=f"LJ{number:02}",
            sector=one(draw, "street", "street", "town", "department"),
            mode=one_mode or one(draw, "oral", "oral", "written"),
        )
        for number in range(1, draw(st.integers(1, 7)) + 1)
    ]


def _ballots(draw: Any, plan: Plan) -> tuple[list[Row], dict[str, int]]:
    rows: list[Row] = []
    returned = {}
    for category, secrecy in plan.secrecies.items():
        returned[category] = one(draw, 7, 4, 6, 3, 5, 2, 4, 1, 0) if plan.listed else 0
        mute = [body.code for body in plan.bodies if rarely(draw, 30)]
        for number in range(1, returned[category] + 1):
            author = f"委员{number}" if secrecy == "signed" else ""
            name = f"{category}{number:03}"
            rows += [
                (name, category, organisation, item, mark, author)
                for organisation, item, mark in _ballot(draw, plan, mute)
            ]
    return rows, returned


def _ballot(draw: Any, plan: Plan, mute: list[str]) -> list[tuple[str, str, str]]:
    """Draw the rows of one ballot: never none, but perhaps nothing but blanks."""
    marks: list[str | None] = [*plan.grades, *plan.grades, *plan.grades, "", None]
    marks += ["+".join(plan.grades[:2]), f"{plan.grades[-1]}+{plan.grades[0]}"]
    if plan.unknown:
        marks += ["unknown", f"unknown+{plan.grades[0]}"]
    kind = one(draw, *KINDS)
    kinds: dict[str, list[str | None]] = {
        "free": marks,
        "same": [one(draw, *plan.grades)],
        "top": [plan.grades[0], plan.grades[0], plan.grades[1]],
        "blank": ["", None, "unknown" if plan.unknown else ""],
        "spoilt": ["+".join(plan.grades), ""],
    }
    chosen = kinds[kind]
    cells = [(body.code, item) for body in plan.listed for item in plan.items]
    drawn = draw(
        st.lists(st.sampled_from(chosen), min_size=len(cells), max_size=len(cells))
    )
    rows = [
        (organisation, item, "" if organisation in mute else mark)
        for (organisation, item), mark in zip(cells, drawn, strict=True)
        if mark is not None
    ]
    return rows or [(*cells[0], "")]


def _electorate(draw: Any, returned: dict[str, int]) -> list[Row]:
    absent = 50 if rarely(draw, 12) else 0
    rows: list[Row] = []
    for category, cast in returned.items():
        issued = cast + one(draw, 0, 0, 1, 3)
        present = issued + one(draw, 0, 1)
        entitled = present + absent + one(draw, 0, 0, 0, 1)
        rows.append((category, entitled, present, issued, cast))
    return rows


def _scores(draw: Any, plan: Plan) -> list[Row]:
    few = some(draw, SCORES, least=1)
    rows: list[Row] = [
        (body.code, part, one(draw, *few))
        for body in plan.bodies
        for part in plan.components[body.code]
        if part != "ballot"
    ]
    return rows[1:] if rarely(draw, 25) else rows


def _written(draw: Any, header: tuple[str, ...], rows: list[Row]) -> bytes:
    """Write a table with its columns, and the rows of most, in another order."""
    if often(draw, 4):
        return csv_file(header, rows)
    columns = draw(st.permutations(range(len(header))))
    return csv_file(
        [header[column] for column in columns],
        [[row[column] for column in columns] for row in reversed(rows)],
    )


def _encoded(draw: Any, raw: bytes) -> bytes:
    way = one(draw, "utf-8", "utf-8", "utf-8", "bom", "gbk", "crlf")
    if way == "bom":
        return b"\xef\xbb\xbf" + raw
    if way == "gbk":
        return raw.decode().encode("gbk")
    return raw.replace(b"\n", b"\r\n") if way == "crlf" else raw
