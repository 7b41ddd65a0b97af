"""Bodies, people and words that are wrong, each with the cell of its fault."""

from tests.folders.breaking import Case, add, both, case, change, drop, put, rewritten
from tests.folders.good import ORGANISATIONS, ROSTER, SCORES

ORGS = "organisations.csv"
_GBK = ORGANISATIONS.encode("gbk").split(b"\n")

HEADERS: list[Case] = [
    case("a column renamed", change(ORGS, "kind", "sort"), (ORGS, 1, "sort")),
    case("a column missing", change(ORGS, "kind", "sort"), (ORGS, 1, "kind")),
    case("a column twice", change(ORGS, "kind,sector", "kind,kind"), (ORGS, 1, "kind")),
    case("an unknown column", change(ORGS, "sector\n", "sector,\n"), (ORGS, 1, "-")),
    case("full-width commas", put(ORGS, "code，parent，name\n"), (ORGS, 1, "code")),
]

BYTES: list[Case] = [
    case(
        "GBK with a wrong byte",
        put(ORGS, b"\n".join([*_GBK[:4], _GBK[4] + b"\xff", *_GBK[5:]])),
        (ORGS, 5, "-"),
    ),
    case("UTF-16", put(ORGS, ORGANISATIONS.encode("utf-16")), (ORGS, 1, "-")),
    case(
        "a NUL",
        change("roster.csv", "党委书记", "党委\0书记"),
        ("roster.csv", 3, "-"),
    ),
    case("an empty file", put("scores.csv", ""), ("scores.csv", 1, "-")),
    case(
        "a header and no reporter",
        put("roster.csv", ROSTER.split("\n")[0] + "\n"),
        ("roster.csv", 1, "-"),
    ),
    case("a row too short", change("roster.csv", ",2,1", ",2"), ("roster.csv", 3, "-")),
    case(
        "a row too long", change("roster.csv", ",2,1", ",2,1,"), ("roster.csv", 3, "-")
    ),
    case(
        "a quote left open",
        change("roster.csv", "党委书记", '"党委书记'),
        ("roster.csv", 3, "-"),
    ),
    case("a formula", change(ORGS, "河湾镇党委", "=1+1"), (ORGS, 5, "name")),
    case("an at sign", change(ORGS, "河湾镇党委", "@SUM(A1)"), (ORGS, 5, "name")),
    case("a tab", change(ORGS, "河湾镇党委", "\t河湾镇"), (ORGS, 5, "name")),
    case(
        "a carriage return", change(ORGS, "河湾镇党委", '"\r河湾镇"'), (ORGS, 5, "name")
    ),
    case(
        "a table in HTML",
        put("scores.csv", "<html><table>\n"),
        ("scores.csv", 1, "score"),
    ),
    case(
        "a fault below a cell of two lines",
        both(
            change("findings.csv", "到场党员不足六成。", '"到场党员\n不足六成。"'),
            change("findings.csv", "书记带头讲党课，", ""),
            change("findings.csv", "inspection", "rumour"),
        ),
        ("findings.csv", 4, "kind"),
    ),
]

_BESIDE = both(
    add(ORGS, "LK,JZ,邻江区委,district,district"),
    add(ORGS, "LK01,LK,邻江街道,committee,street_town"),
)
TREE = [
    case(
        "a reporter beside",
        both(_BESIDE, change("roster.csv", "LJ03,", "LK01,")),
        ("roster.csv", 4, "organisation"),
    ),
    case(
        "a problem beside",
        both(_BESIDE, change("problems.csv", "LJ02,2018", "LK01,2018")),
        ("problems.csv", 2, "organisation"),
    ),
    *rewritten(
        ORGS,
        ("a body above itself", "LJ0101,LJ01,", "LJ0101,LJ0101,", 7, "parent"),
        ("a cycle, seen above", "LJ01,LJ,云", "LJ01,LJ0101,云", 4, "parent"),
        ("a cycle, seen below", "LJ01,LJ,云", "LJ01,LJ0101,云", 7, "parent"),
        ("no root", "JZ,,", "JZ,LJ,", 2, "parent"),
        ("two roots", "LJ02,LJ,", "LJ02,,", 5, "parent"),
        ("an unknown parent", "LJ0101,LJ01,", "LJ0101,LJ09,", 7, "parent"),
        ("a body without a code", "LJ0101,LJ01,", ",LJ01,", 7, "code"),
        ("a code with a slash", "LJ0101,LJ01,", "LJ/0101,LJ01,", 7, "code"),
        ("a code that climbs", "LJ0101,LJ01,", "../LJ0101,LJ01,", 7, "code"),
        ("a code at the root", "LJ0101,LJ01,", "/etc/LJ0101,LJ01,", 7, "code"),
        ("a code too long", "LJ0101,LJ01,", f"{'L' * 65},LJ01,", 7, "code"),
        ("a name too long", "河湾镇党委", "河" * 201, 5, "name"),
    ),
    case(
        "two parents",
        add(ORGS, "LJ02,LJ01,河湾镇党委,committee,street_town"),
        (ORGS, 8, "code"),
    ),
    case(
        "a body twice",
        add(ORGS, "LJ02,LJ,河湾镇党委,committee,street_town"),
        (ORGS, 8, "code"),
    ),
    case("no organisations", drop(ORGS), (ORGS, 1, "-")),
]

PEOPLE = [
    case("no roster", drop("roster.csv"), ("roster.csv", 1, "-")),
    *rewritten(
        "roster.csv",
        ("a reporter nobody knows", "LJ03,", "LJ09,", 4, "organisation"),
        ("a reporter twice", "LJ02,党委书记", "LJ01,党委书记", 3, "organisation"),
        ("an unknown mode", "written", "by_post", 4, "mode"),
        ("one place twice", "oral,2,1", "oral,1,1", 3, "order"),
        ("half a place", "oral,2,1", "oral,1.5,1", 3, "order"),
        ("no place", "oral,2,1", "oral,,1", 3, "order"),
        ("the convenor as reporter", "LJ03,党组", "LJ,党组", 4, "organisation"),
        ("a reporter above", "LJ03,党组", "JZ,党组", 4, "organisation"),
    ),
    *rewritten(
        "groups.csv",
        ("an unknown role", "evaluate", "applaud", 3, "role"),
        ("a group of no class", "出席,5,A", "出席,5,X", 2, "category"),
        ("half a guest", "出席,5,A", "出席,5.5,A", 2, "count"),
    ),
]

WORDS = [
    *rewritten(
        "findings.csv",
        ("a finding on 30 February", "2019-06-18", "2019-02-30", 2, "date"),
        ("a finding on no day", "2019-06-18", "6月18日", 2, "date"),
        ("a finding of no kind", "visit", "rumour", 2, "kind"),
        ("a finding about nobody", "LJ01,", "LJ09,", 2, "organisation"),
    ),
    *rewritten(
        "comments.csv",
        ("a comment of no kind", "affirm", "praise", 2, "kind"),
        ("a comment of no scope", "common", "general", 4, "scope"),
        ("a comment on nobody", "LJ03,", "LJ09,", 4, "organisation"),
        ("a comment on no reporter", "LJ03,", "LJ0101,", 4, "organisation"),
    ),
    *rewritten(
        "highlights.csv",
        ("a highlight of nobody", "LJ01,", "LJ09,", 2, "organisation"),
    ),
    *rewritten(
        "requests.csv",
        ("a request to a body beside", "。,LJ", "。,LJ03", 2, "owner"),
        ("a request to nobody", "。,LJ", "。,XX", 2, "owner"),
        ("a request of nobody", "LJ02,", "LJ09,", 2, "organisation"),
    ),
    *rewritten(
        "problems.csv",
        ("a problem of no year", "LJ02,2018", "LJ02,去年", 2, "year"),
        ("a problem from nowhere", "superior", "rumour", 2, "source"),
        ("a problem of no kind", "individual", "personal", 2, "kind"),
        ("a problem due on 30 February", "2019-06-30", "2019-02-30", 2, "deadline"),
        ("a problem of no state", "tasked", "asleep", 3, "status"),
        ("a problem of a body above", "LJ02,2018", "JZ,2018", 2, "organisation"),
        ("a problem of no year of ours", "LJ02,2018", "LJ02,20189", 2, "year"),
        (
            "a problem of a body nobody knows",
            "LJ02,2018",
            "LJ09,2018",
            2,
            "organisation",
        ),
    ),
    *rewritten(
        "lower.csv",
        ("a stage nobody knows", "meeting", "lunch", 2, "stage"),
        ("a stage of nobody", "LJ0101", "LJ0999", 2, "organisation"),
        ("a stage on 30 February", "2020-01-05", "2020-02-30", 2, "date"),
    ),
    *rewritten(
        "meeting.toml",
        ("an unknown key of the meeting", "place =", "spot =", 4, "meeting[1].spot"),
        (
            "an unknown key of a point",
            'verb = "指出"',
            'verb = "指出"\nvoice = "高"',
            14,
            "meeting[1].points[1].voice",
        ),
        (
            "an agenda that is no list",
            '["逐一述职", "逐一点评", "民主测评"]',
            '"述职"',
            7,
            "meeting[1].agenda",
        ),
        ("a meeting on 30 February", "2019-12-30", "2019-02-30", 3, "-"),
    ),
    case(
        "a report of nobody",
        put("reports/LJ09.md", "# 述职报告\n"),
        ("reports/LJ09.md", 1, "-"),
    ),
    case(
        "a report of a body that does not report",
        put("reports/LJ0101.md", "# 述职报告\n"),
        ("reports/LJ0101.md", 1, "-"),
    ),
    case(
        "a document that is none",
        put("reports/LJ03.docx", b"PK\x03\x04 broken"),
        ("reports/LJ03.docx", 1, "-"),
    ),
    case(
        "a report with a wrong byte",
        put("reports/LJ03.md", "# 述职报告\n\n存在".encode() + b"\xff\xff\n"),
        ("reports/LJ03.md", 3, "-"),
    ),
    case("an unknown file", put("notes.csv", "备注\n"), ("notes.csv", 1, "-")),
    case("an unknown table", put("extra.csv", SCORES), ("extra.csv", 1, "-")),
    case(
        "a picture", put("reports/LJ01.png", b"\x89PNG"), ("reports/LJ01.png", 1, "-")
    ),
]

CASES = [*HEADERS, *BYTES, *TREE, *PEOPLE, *WORDS]
