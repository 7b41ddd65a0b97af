"""Write the fictitious districts of the demo: `python3 tools/make_linjiang.py`.

Everything is invented, from one seed, so that two runs write the same bytes. The grades
that the committee decided follow from the oracle of the tests, not from the product.
"""

import csv
import importlib
import io
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from linjiang import figures, reports, words
from linjiang.figures import Class
from linjiang.people import HERE, WORDS, Body, body, load

ROOT = Path(__file__).resolve().parent.parent
WINTER = ROOT / "shuping" / "demo" / "winter"
CLASSES = [
    Class("A", 32, 30, 30, 0.30, 0.005),
    Class("B", 70, 66, 65, 0.25, 0.03),
    Class("C", 38, 36, 35, 0.40, 0.10),
]
SMALL = [
    Class("A", 12, 12, 12, 0.05, 0.0),
    Class("B", 14, 13, 12, 0.0, 0.03),
    Class("C", 10, 9, 9, 0.1, 0.05),
]
GROUPS = [
    ("区委主要领导", "chair", "区委主要领导主持会议并讲话", 1, ""),
    ("市委组织部", "visiting", "市委组织部派员到会指导", 2, ""),
    ("区四套班子领导", "attend", "区四套班子主要领导、区委常委等领导出席会议", 18, "A"),
    ("领导小组成员单位", "evaluate", "区委党建工作领导小组成员单位负责人", 12, "A"),
    ("政府部门", "evaluate", "区政府各委、办、局党（工）委（党组）书记", 28, "B"),
    ("机关和群团", "evaluate", "区级机关党组和人民团体党组书记", 13, "B"),
    ("街镇和工业区", "evaluate", "各街道、镇、工业区党（工）委书记", 14, "B"),
    ("企事业单位", "evaluate", "区管国有企业、区直属事业单位党组织书记", 11, "B"),
    ("区域化党建", "evaluate", "区域化党建成员单位代表", 12, "C"),
    ("两代表一委员", "evaluate", "部分“两代表一委员”", 10, "C"),
    ("党员群众代表", "evaluate", "基层党员群众代表", 14, "C"),
]
COMMON = [
    ("党务干部配备不足，专职力量薄弱。", "按规定配齐专职党务干部", "tasked"),
    ("两新组织党的工作有效覆盖不足。", "开展楼宇园区党建集中攻坚", "evidenced"),
    ("基层报表台账偏多。", "清理规范台账，建立准入制度", "closed"),
]
STAGES = ("closed", "rectifying", "rectifying", "appraising", "meeting", "reporting")


def _seeded(seed: str) -> Random:
    return Random(seed)  # noqa: S311  the same bytes each time; nothing is secret


def table(header: str, rows: list[Any]) -> str:
    """Write a CSV file."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return out.getvalue()


def organisations(
    code: str, name: str, bodies: list[Body], below: list[tuple[str, str, str]]
) -> str:
    """Write the tree."""
    rows: list[Any] = [("JZ", "", "江州市委", "city", "city")]
    rows.append((code, "JZ", f"{name}委", "district", "district"))
    rows += [(one.code, code, one.name, one.kind, one.sector) for one in bodies]
    rows += [(child, above, name, "branch", "basic") for child, above, name in below]
    return table("code,parent,name,kind,sector", rows)


def roster(random: Random, bodies: list[Body]) -> str:
    """Write the roster; the order of speaking was drawn by lot."""
    lots = list(range(1, sum(one.mode == "oral" for one in bodies) + 1))
    random.shuffle(lots)
    rows = [
        (one.code, one.post, one.mode, place, lots.pop() if one.mode == "oral" else "")
        for place, one in enumerate(bodies, start=1)
    ]
    return table("organisation,post,mode,order,speaking_order", rows)


def lower(random: Random, codes: list[str]) -> str:
    """Write how far the bodies below are."""
    rows = []
    for code in codes:
        day = date(2019, 12, 9) + timedelta(days=random.randrange(25))
        rows.append((code, random.choice(STAGES), day.isoformat()))
    return table("organisation,stage,date", rows)


def texts(random: Random, code: str, bodies: list[Body]) -> dict[str, str]:
    """Write findings, comments, highlights, requests and the ledger."""
    found, seen = words.findings(random, bodies)
    ledger = words.problems(random, bodies)
    ledger += [
        (
            *(code, 2018, text, "self", "common", measure, "区委组织部部长"),
            *("区委组织部", "2019-12-31", words.EVIDENCE.get(status, ""), status),
        )
        for text, measure, status in COMMON
    ]
    return {
        "findings.csv": table("organisation,date,kind,text", found),
        "comments.csv": table(
            "organisation,author,kind,scope,text",
            words.comments(random, code, bodies, seen),
        ),
        "highlights.csv": table(
            "organisation,name,text", words.highlights(random, bodies)
        ),
        "requests.csv": table("organisation,text,owner", words.requests(bodies, code)),
        "problems.csv": table(
            "organisation,year,text,source,kind,measure,leader,unit,deadline,evidence,"
            "status",
            ledger,
        ),
    }


def written(random: Random, bodies: list[Body]) -> dict[str, str]:
    """Write the reports."""
    files = {}
    for one in bodies:
        files[f"reports/{one.code}.md"] = reports.written(random, one)
        if one.mode == "oral":
            files[f"reports/{one.code}.oral.md"] = reports.oral(random, one)
    return files


def linjiang() -> dict[str, str]:
    """Write the district that is worked to its end."""
    random, lists = _seeded("20200103"), load("bodies.toml")
    asked = list(WORDS["request"])
    names = [*lists["oral"]]
    for part in ("government", "groups", "institutions", "enterprises"):
        names += lists[part]
    bodies = [
        body(
            random,
            f"LJ{n:02}",
            name,
            "oral" if n <= len(lists["oral"]) else "written",
            asked,
        )
        for n, name in enumerate(names, start=1)
    ]
    below, seen = [], dict.fromkeys((one.code for one in bodies), 0)
    for above, name in lists["lower"]:
        seen[above] += 1
        below.append((f"{above}{seen[above]:02}", above, name))
    quality = figures.qualities(random, bodies)
    streets = [one.code for one in bodies if one.sector == "street_town"]
    files = {
        "scheme.toml": (HERE / "scheme.toml").read_text(encoding="utf-8"),
        "meeting.toml": (HERE / "meeting.toml").read_text(encoding="utf-8"),
        "organisations.csv": organisations("LJ", "临江区", bodies, below),
        "roster.csv": roster(random, bodies),
        "groups.csv": table("group,role,wording,count,category", GROUPS),
        "electorate.csv": table(
            "category,entitled,present,issued,returned", figures.electorate(CLASSES)
        ),
        "ballots.csv": table(
            "ballot,category,organisation,item,mark",
            figures.ballots(random, CLASSES, bodies, quality),
        ),
        "scores.csv": table(
            "organisation,component,score", figures.scores(random, bodies, quality)
        ),
        "lower.csv": lower(random, [*streets, *(child for child, _, _ in below)]),
        **marks(bodies, quality),
        **texts(random, "LJ", bodies),
        **written(random, bodies),
    }
    return files | {"decisions.csv": decisions(random, bodies, files)}


def marks(bodies: list[Body], quality: dict[str, float]) -> dict[str, str]:
    """Write flags, the one trigger and the adjustments."""
    ordered = sorted(bodies, key=lambda one: quality[one.code])
    plain = {one.code for one in ordered[:9]} | {ordered[40].code}
    adjusted = [
        (ordered[one["place"]].code, one["points"], one["reason"], one["source"])
        for one in WORDS["adjustment"]
    ]
    trigger = WORDS["trigger"]
    pulled = [(trigger["organisation"], "discipline", trigger["evidence"])]
    return {
        "flags.csv": table(
            "organisation,flag",
            [(o.code, "annual_excellent") for o in bodies if o.code not in plain],
        ),
        "triggers.csv": table("organisation,trigger,evidence", pulled),
        "adjustments.csv": table("organisation,points,reason,source", adjusted),
    }


def decisions(random: Random, bodies: list[Body], files: dict[str, str]) -> str:
    """Write what the committee decided: the proposal, but for one."""
    sys.path.insert(0, str(ROOT))
    naive = importlib.import_module("tests.oracle.naive")
    found = naive.expected({name: text.encode() for name, text in files.items()})
    proposed = {one["organisation"]: one for one in found["reporters"]}
    good = [o for o in proposed.values() if o["proposed_grade"] == "good"]
    other = max(
        (o for o in good if o["pool"] == "departments"), key=lambda o: o["rank"]
    )
    rows = []
    for one in bodies:
        grade, reason = proposed[one.code]["proposed_grade"], ""
        if one.code == other["organisation"]:
            grade, reason = WORDS["other_grade"].values()
        rows.append((one.code, grade, reason, words.opinion(random, one, grade)))
    return table("organisation,grade,reason,opinion", rows)


def district(spec: dict[str, Any]) -> dict[str, str]:
    """Write a small district as far as it has come."""
    code, name, folder = spec["code"], spec["name"], spec["folder"]
    random, asked = _seeded(folder), list(WORDS["request"])
    modes = [("oral", one) for one in spec["oral"]]
    modes += [("written", one) for one in spec["written"]]
    bodies = [
        body(random, f"{code}{n:02}", called, mode, asked)
        for n, (mode, called) in enumerate(modes, start=1)
    ]
    scheme = (HERE / "scheme.toml").read_text(encoding="utf-8")
    scheme = scheme.replace("临江区", name).replace('"LJ"', f'"{code}"')
    files = {
        "scheme.toml": scheme.replace("oral_slots = 16", "oral_slots = 6"),
        "organisations.csv": organisations(code, name, bodies, []),
        "roster.csv": roster(random, bodies),
    }
    if folder == "qinglan":
        return files
    told = texts(random, code, bodies)
    files |= written(random, bodies)
    if folder == "pingchuan":
        kept = ("findings.csv", "problems.csv", "requests.csv")
        return files | {key: told[key] for key in kept}
    return files | told | met(random, bodies, name)


def met(random: Random, bodies: list[Body], name: str) -> dict[str, str]:
    """Write the meeting and what its boxes held, as counts."""
    quality = figures.qualities(random, bodies)
    cast = figures.ballots(random, SMALL, bodies, quality)
    meeting = (HERE / "meeting.toml").read_text(encoding="utf-8")
    for before, after in (("临江区", name), ("十六名", "六名"), ("五十三名", "六名")):
        meeting = meeting.replace(before, after)
    return {
        "meeting.toml": meeting,
        "electorate.csv": table(
            "category,entitled,present,issued,returned", figures.electorate(SMALL)
        ),
        "counts.csv": table(
            "category,organisation,item,mark,count", figures.counted(cast)
        ),
        "voids.csv": table("category,reason,count", figures.voided(cast)),
        "scores.csv": table(
            "organisation,component,score", figures.scores(random, bodies, quality)
        ),
        "flags.csv": table(
            "organisation,flag", [(one.code, "annual_excellent") for one in bodies[:9]]
        ),
    }


def main(winter: Path) -> None:
    """Write all four folders."""
    folders = {"linjiang": linjiang()}
    for spec in load("bodies.toml")["district"]:
        folders[spec["folder"]] = district(spec)
    for folder, files in folders.items():
        for name, text in files.items():
            path = winter / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        print(f"{folder}: {len(files)} files")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else WINTER)
