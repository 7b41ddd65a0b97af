"""The short texts: findings, comments, problems, highlights and requests."""

from datetime import date, timedelta
from random import Random

from linjiang.people import WORDS, Body, filled

Row = tuple[object, ...]
Seen = dict[tuple[str, str], str]
SOMETIMES = 0.3
UNSEEN = 0.35
INDICATOR = (
    "三季度党员教育平台参学率{p}%，低于全区平均水平。",
    "年度党建经费执行率{p}%，位于同类单位后段。",
    "半年群众满意度测评得分{p}分，比上期有所回落。",
)
VISITS = ("走访", "调研", "座谈", "回访", "夜间", "体验", "现场", "周六")
CALLS = ("热线", "来信")
STATUSES = ("closed", "closed", "closed", "evidenced", "tasked", "open", "reopened")
EVIDENCE = {
    "closed": "整改报告、现场核查记录",
    "evidenced": "整改报告及佐证材料已报送",
    "reopened": "原销号材料，回头看发现反复",
}
UNITS = {"T": "党建办公室", "D": "机关党委", "E": "党委工作部"}


def findings(random: Random, bodies: list[Body]) -> tuple[list[Row], Seen]:
    """Return about three findings on each body by date, and which theme each shows."""
    rows: list[tuple[str, str, str, str]] = []
    seen: Seen = {}
    for body in bodies:
        for theme in body.themes[:3]:
            text = random.choice(theme["findings"])
            if theme is body.themes[2] and random.random() < SOMETIMES:
                text = random.choice(INDICATOR)
            day = date(2019, 2, 18) + timedelta(days=random.randrange(300))
            told = filled(random, text, body.group)
            rows.append((body.code, day.isoformat(), _kind(text), told))
            seen[body.code, theme["title"]] = told
    return [*sorted(rows, key=lambda row: row[1])], seen


def _kind(text: str) -> str:
    if text in INDICATOR:
        return "indicator"
    if any(word in text for word in CALLS) and not text.startswith(VISITS):
        return "complaint"
    return "visit" if text.startswith(VISITS) else "inspection"


def comments(random: Random, code: str, bodies: list[Body], seen: Seen) -> list[Row]:
    """Return the leaders' words: what is good, what falls short, what is asked."""
    rows: list[Row] = [
        (code, "会议", kind, "common", text)
        for kind, texts in WORDS["common"].items()
        for text in texts
    ]
    for body in bodies:
        spoken = body.mode == "oral"
        author = "区委主要领导" if spoken else "联系区领导"
        affirm = random.choice(WORDS["affirm"])
        told = affirm.format(body=body.name, h=f"“{body.highlight}”")
        rows.append((body.code, author, "affirm", "individual", told))
        for theme in body.themes[: 2 if spoken else 1]:
            short = random.choice(theme["shortcoming"])
            short += _seen(random, seen[body.code, theme["title"]])
            rows.append((body.code, author, "shortcoming", "individual", short))
        asked = random.choice(random.choice(body.themes)["ask"])
        rows.append((body.code, author, "request", "individual", asked))
    return rows


def _seen(random: Random, finding: str) -> str:
    """Return what a visit or an inspection saw of it, mostly."""
    if random.random() < UNSEEN:
        return ""
    lead = random.choice(
        ("平时走访也看到：", "调研督导中掌握的情况是：", "有一个例子：")
    )
    return lead + finding


def problems(random: Random, bodies: list[Body]) -> list[Row]:
    """Return last year's ledger, in several states, and the district's own three."""
    rows: list[Row] = []
    for body in bodies:
        status = random.choice(STATUSES)
        source = random.choice(("superior", "superior", "self", "masses"))
        measure = filled(random, random.choice(body.last["measures"]), body.group)
        rows.append(
            (
                body.code,
                2018,
                body.last["ledger"],
                source,
                "individual",
                "" if status == "open" else measure,
                "" if status == "open" else body.post,
                "" if status == "open" else UNITS[body.group],
                "" if status == "open" else random.choice(("2019-06-30", "2019-09-30")),
                EVIDENCE.get(status, ""),
                status,
            )
        )
    return rows


def requests(bodies: list[Body], owner: str) -> list[Row]:
    """Return what the bodies ask of the one above."""
    return [(body.code, body.request, owner) for body in bodies if body.request]


def highlights(random: Random, bodies: list[Body]) -> list[Row]:
    """Return the work that is singled out: of each name, the first body's."""
    first = {body.highlight: body for body in reversed(bodies) if body.mode == "oral"}
    return [
        (
            body.code,
            body.highlight,
            filled(
                random,
                WORDS["highlight_text"][body.group].replace("{h}", body.highlight),
            ),
        )
        for body in bodies
        if body is first.get(body.highlight)
    ]


def opinion(random: Random, body: Body, grade: str) -> str:
    """Return the composite opinion that goes with a grade."""
    text = random.choice(WORDS["opinion"][grade])
    return str(text.format(h=f"“{body.highlight}”", t=body.themes[0]["title"]))
