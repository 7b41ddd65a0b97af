"""Random schemes, as TOML."""

from typing import Any

from tests.oracle.drawn import (
    BANDS,
    FLAGS,
    GRADES,
    POINTS,
    WEIGHTS,
    Plan,
    falling,
    often,
    one,
    rarely,
    some,
)
from tests.oracle.writing import array, inline, value

SILENT = ("renormalise", "zero", "renormalise", "zero", "zero", "refuse")
PARTS = ("ballot", "everyday", "annual")


def scheme(draw: Any, plan: Plan) -> str:
    """Draw a scheme for these bodies; what it names goes into the plan."""
    lines = [
        "# 评议规则",
        "[round]",
        'name = "临江区2019年度述职评议考核"',
        "year = 2019",
        'convenor = "LJ"',
        "deadline = 2020-01-15",
        *_ballot(draw, plan),
        *_validity(draw, plan),
        *_appraisal(draw, plan),
    ]
    return "\n".join(lines) + "\n"


def _ballot(draw: Any, plan: Plan) -> list[str]:
    plan.grades = list(GRADES[: one(draw, 4, 3, 2)])
    points = falling(draw, POINTS, len(plan.grades))
    plan.items = [f"i{number}" for number in range(1, one(draw, 1, 1, 2, 4) + 1)]
    categories = "ABC"[: one(draw, 1, 2, 3)]
    plan.secrecies = {
        code: "signed" if rarely(draw, 5) else "secret" for code in categories
    }
    lines = ["[ballot]"]
    if plan.covers == "oral" or rarely(draw):
        lines.append(f'covers = "{plan.covers}"')
    grades = [
        inline(code=code, name=code, points="=" + number)
        for code, number in zip(plan.grades, points, strict=True)
    ]
    items = [inline(code=code, name=code, **_weight(draw)) for code in plan.items]
    classes = [
        inline(code=code, name=code, weight=_number(draw), **_secrecy(draw, secrecy))
        for code, secrecy in plan.secrecies.items()
    ]
    return [
        *lines,
        f"grades = {array(grades)}",
        f"items = {array(items)}",
        f"categories = {array(classes)}",
    ]


def _number(draw: Any) -> str:
    return "=" + one(draw, *WEIGHTS)


def _weight(draw: Any) -> dict[str, str]:
    return {"weight": _number(draw)} if often(draw, 2) else {}


def _secrecy(draw: Any, secrecy: str) -> dict[str, str]:
    if secrecy == "secret" and often(draw, 2):
        return {}
    return {"secrecy": secrecy}


def _validity(draw: Any, plan: Plan) -> list[str]:
    plan.unknown = often(draw)
    pools = [
        f"pool:{code}"
        for code, secrecy in plan.secrecies.items()
        if secrecy != "signed"
    ]
    drawn = {
        "all_same": one(draw, "keep", "void"),
        "good_at_most": one(draw, "", "1/3", "50%", "2/3"),
        "small_class": one(draw, "drop", *pools),
        "zero_class": one(draw, *SILENT),
        "trim": one(draw, "none", "above_5"),
        "quorum": one(draw, "2/3", "80%", "1/2"),
    }
    lines = ["[ballot.validity]", f"min_cast = {one(draw, 1, 0, 1, 2, 3)}"]
    if not plan.unknown or rarely(draw):
        lines.append(f"unknown = {'true' if plan.unknown else 'false'}")
    kept = [key for key in drawn if often(draw, 3)]
    return lines + [f"{key} = {value(drawn[key])}" for key in kept]


def _appraisal(draw: Any, plan: Plan) -> list[str]:
    parts = _parts(draw, spoken=True)
    if plan.covers == "oral" and all(body.mode == "written" for body in plan.bodies):
        parts = _parts(draw, spoken=False)
    plan.components = dict.fromkeys((body.code for body in plan.bodies), parts)
    bands = some(draw, plan.grades[:-1], least=1)
    falls = falling(draw, BANDS, len(bands))
    chosen = [grade for grade in plan.grades if grade in bands]
    plan.triggers = ["t1", "t2", "t3"][: one(draw, 0, 1, 2, 3)]
    bands_written = [
        inline(grade=grade, **{"from": "=" + number})
        for grade, number in zip(chosen, falls, strict=True)
    ]
    gates = [
        inline(grade=one(draw, *plan.grades), requires=flag)
        for flag in some(draw, FLAGS)
    ]
    triggers = [
        inline(code=code, name=code, caps_at=one(draw, *reversed(plan.grades)))
        for code in plan.triggers
    ]
    return [
        "[appraisal]",
        f"components = {_components(draw, parts)}",
        f"places = {one(draw, 2, 1, 0, 4)}",
        f'rounding = "{one(draw, "half_up", "half_even")}"',
        f"bands = {array(bands_written)}",
        f"gates = {array(gates)}",
        f"triggers = {array(triggers)}",
        *_quotas(draw),
        *_pools(draw, plan, parts),
    ]


def _parts(draw: Any, *, spoken: bool) -> list[str]:
    if not spoken:
        return some(draw, PARTS[1:], least=1)
    return some(draw, PARTS, least=1) if rarely(draw, 4) else ["ballot", "everyday"]


def _components(draw: Any, parts: list[str]) -> str:
    return array(inline(code=code, weight=_number(draw)) for code in parts)


def _quotas(draw: Any) -> list[str]:
    drawn: dict[str, str | int] = {
        "good_at_most": one(draw, "1/2", "1/3", "", "12.5%", "2/3"),
        "below_good_at_least": one(draw, "15%", "", "1/2", "100%"),
        "quota_from": one(draw, 1, 2, 3),
        "tie_at_the_line": one(draw, "committee", "up", "down"),
    }
    return [f"{key} = {value(of)}" for key, of in drawn.items() if often(draw, 4)]


def _pools(draw: Any, plan: Plan, parts: list[str]) -> list[str]:
    """Draw pools that hold each reporter once."""
    mixed = len({body.mode for body in plan.bodies}) == 2
    ways = ["modes"] if plan.covers == "oral" and mixed else ["", "modes", "sectors"]
    all_limits: dict[str, list[dict[str, list[str]]]] = {
        "": [{}] if rarely(draw, 3) else [],
        "modes": [{"modes": ["oral"]}, {"modes": ["written"]}],
        "sectors": [
            {"sectors": ["street", "town"]},
            {"sectors": ["department"], "modes": []},
        ],
    }
    limits = all_limits[one(draw, *ways)]
    if limits and limits != [{}] and rarely(draw, 3):
        limits.append({"sectors": ["nowhere"], "modes": [one(draw, "oral", "written")]})
    lines: list[str] = []
    for number, limit in enumerate(limits, start=1):
        lines += _pool(draw, plan, parts, f"p{number}", limit)
    return lines


def _pool(
    draw: Any, plan: Plan, parts: list[str], code: str, limit: dict[str, list[str]]
) -> list[str]:
    members = [
        body
        for body in plan.bodies
        if (not limit.get("modes") or body.mode in limit["modes"])
        and (not limit.get("sectors") or body.sector in limit["sectors"])
    ]
    lines = ["[[appraisal.pools]]", f'code = "{code}"', f'name = "{code}"']
    lines += [
        f"{key} = {array(value(code) for code in codes)}"
        for key, codes in limit.items()
    ]
    modes = {body.mode for body in members} | set(limit.get("modes", []))
    unheard = plan.covers == "oral" and "written" in modes
    if (unheard and "ballot" in parts) or rarely(draw, 4):
        own = _parts(draw, spoken=not unheard)
        lines.append(f"components = {_components(draw, own)}")
        plan.components |= dict.fromkeys((body.code for body in members), own)
    return lines + (_quotas(draw) if rarely(draw, 3) else [])
