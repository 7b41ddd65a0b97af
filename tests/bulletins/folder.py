"""A small reader of fact folders, enough to build the record a bulletin is made of."""

import csv
import tomllib
from pathlib import Path
from typing import Any

import shuping
from shuping.bulletins.rules.record import (
    Comment,
    Group,
    Highlight,
    Meeting,
    Point,
    Record,
    Reporter,
)
from shuping.rounds.rules.scheme import stated

WINTER = Path(shuping.__file__).parent / "demo" / "winter"
DISTRICTS = ("changning", "minhang", "jiading", "chongming")


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    path = folder / f"{name}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def tables(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def record_of(district: str) -> Record:
    folder = WINTER / district
    terms = tables(folder / "scheme.toml")["round"]
    bodies = {row["code"]: row for row in rows(folder, "organisations")}
    own = terms["convenor"]
    return Record(
        convenor=bodies[own]["name"],
        round=terms["name"],
        year=terms["year"],
        deadline=stated(terms["deadline"]),
        meetings=tuple(
            meeting(one) for one in tables(folder / "meeting.toml")["meeting"]
        ),
        oral=reporters(folder, bodies, "oral"),
        written=reporters(folder, bodies, "written"),
        groups=tuple(group(row) for row in rows(folder, "groups")),
        comments=tuple(
            Comment(
                code="" if row["organisation"] == own else row["organisation"],
                author=row["author"],
                kind=row["kind"],
                common=row["scope"] == "common",
                text=row["text"],
            )
            for row in rows(folder, "comments")
        ),
        highlights=tuple(
            Highlight(
                ""
                if row["organisation"] == own
                else bodies[row["organisation"]]["name"],
                row["name"],
                row["text"],
            )
            for row in rows(folder, "highlights")
        ),
    )


def reporters(
    folder: Path, bodies: dict[str, dict[str, str]], mode: str
) -> tuple[Reporter, ...]:
    roster = sorted(rows(folder, "roster"), key=lambda row: int(row["order"]))
    return tuple(
        Reporter(
            code=row["organisation"],
            name=bodies[row["organisation"]]["name"],
            kind=bodies[row["organisation"]]["kind"],
            sector=bodies[row["organisation"]]["sector"],
            post=row["post"],
        )
        for row in roster
        if row["mode"] == mode
    )


def group(row: dict[str, str]) -> Group:
    count = row["count"].removesuffix("+")
    return Group(
        row["group"],
        row["role"],
        row["wording"],
        int(count) if count else None,
        at_least=row["count"].endswith("+"),
    )


def meeting(table: dict[str, Any]) -> Meeting:
    visit = table.get("visiting", {})
    return Meeting(
        title=table["title"],
        date=table.get("date"),
        place=table.get("place", ""),
        chair=table.get("chair", ""),
        speaker=table.get("speaker", ""),
        agenda=tuple(table.get("agenda", ())),
        points=tuple(Point(**one) for one in table.get("points", ())),
        judgement=visit.get("judgement", ""),
        affirmed=tuple(visit.get("affirmed", ())),
        suggestions=tuple(visit.get("suggestions", ())),
    )
