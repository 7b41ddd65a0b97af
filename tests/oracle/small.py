"""Small folders for cases worked by hand: one scheme, up to four bodies."""

from collections.abc import Mapping
from typing import Any

from tests.oracle.naive import expected
from tests.oracle.writing import ballot_rows, csv_file, table

BODIES = ("LJ01", "LJ02", "LJ03", "LJ04")
SCHEME = """
[round]
name = "临江区2019年度述职评议考核"
year = 2019
convenor = "LJ"
deadline = 2020-01-15
[ballot]
grades = [
  {code = "good", name = "好", points = 100},
  {code = "fairly_good", name = "较好", points = 75},
  {code = "average", name = "一般", points = 50},
  {code = "poor", name = "差", points = 0},
]
items = [{code = "overall", name = "总体评价"}]
categories = [
  {code = "A", name = "区领导", weight = 40},
  {code = "B", name = "部门", weight = 30},
  {code = "S", name = "联系领导", weight = 30, secrecy = "signed"},
]
[ballot.validity]
min_cast = 2
VALIDITY
[appraisal]
components = [{code = "ballot", weight = 1}]
places = 2
rounding = "half_up"
bands = [{grade = "good", from = 90}, {grade = "fairly_good", from = 75}]
below_good_at_least = ""
APPRAISAL
"""


def scheme(
    validity: str = "", appraisal: str = "", **changes: tuple[str, str]
) -> bytes:
    text = SCHEME.replace("VALIDITY", validity).replace("APPRAISAL", appraisal)
    for before, after in changes.values():
        assert before in text
        text = text.replace(before, after)
    return text.encode()


def folder(
    rules: bytes, bodies: int = 2, *, oral: int = 4, **classes: list[str]
) -> dict[str, bytes]:
    used = BODIES[:bodies]
    ballots = [
        row
        for code, letters in classes.items()
        for row in ballot_rows(code, letters, used)
    ]
    return {
        "scheme.toml": rules,
        "organisations.csv": table(
            "code,parent,name,kind,sector",
            "LJ,,临江区委,district,district",
            *(f"{code},LJ,{code},committee,street" for code in used),
        ),
        "roster.csv": table(
            "organisation,post,mode,order",
            *(
                f"{code},书记,{'oral' if place <= oral else 'written'},{place}"
                for place, code in enumerate(used, start=1)
            ),
        ),
        "electorate.csv": table(
            "category,entitled,present,issued,returned",
            *(
                f"{code},10,8,{len(classes.get(code, []))},{len(classes.get(code, []))}"
                for code in "ABS"
            ),
        ),
        "ballots.csv": csv_file(
            ("ballot", "category", "organisation", "item", "mark"), ballots
        ),
    }


def reporters(files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    results = expected(files)
    assert isinstance(results, dict)
    return {reporter["organisation"]: reporter for reporter in results["reporters"]}


def scores(appraisal: str = "", **given: str) -> dict[str, bytes]:
    """Return a folder without a ballot in its components: composites are scores."""
    rules = scheme(
        appraisal=appraisal,
        only=('{code = "ballot", weight = 1}', '{code = "everyday", weight = 1}'),
    )
    files = folder(rules, len(given))
    files["scores.csv"] = table(
        "organisation,component,score",
        *(f"{code},everyday,{score}" for code, score in given.items()),
    )
    return files


def outcome(files: Mapping[str, bytes]) -> dict[str, tuple[int, str, list[str]]]:
    return {
        code: (reporter["rank"], reporter["proposed_grade"], reporter["reasons"])
        for code, reporter in reporters(files).items()
    }
