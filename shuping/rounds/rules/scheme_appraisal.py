"""The `[appraisal]` table of a scheme: components, bands, gates, triggers, pools."""

from collections.abc import Iterable

from shuping.refusal import say
from shuping.rounds.rules.scheme import (
    BALLOT,
    AppraisalTerms,
    BallotTerms,
    Band,
    Component,
    Gate,
    Pool,
    Trigger,
)
from shuping.rounds.rules.toml_lists import falling, unique
from shuping.rounds.rules.toml_tables import Table

ALL = "all"
_MODES = ("oral", "written")
_TIES = ("committee", "down", "up")
_MOST_PLACES = 10


def appraisal_terms(
    table: Table, ballot: BallotTerms, sources: dict[str, str]
) -> AppraisalTerms:
    """Read the table; where no pools are written there is one, `all`."""
    grades = [grade.code for grade in ballot.grades]
    whole = _pool(table, ALL, "", _components(table, sources, required=True))
    terms = AppraisalTerms(
        places=table.whole("places", most=_MOST_PLACES),
        rounding=table.choice("rounding", ("half_up", "half_even")),
        bands=_bands(table, grades, sources),
        gates=_gates(table, grades, sources),
        triggers=_triggers(table, grades, sources),
        pools=_pools(table, whole, ballot, sources) or (whole,),
    )
    _source(table, sources)
    return terms


def _source(table: Table, sources: dict[str, str]) -> None:
    if source := table.text("source", ""):
        sources[table.path] = source
    table.close()


def _components(
    table: Table, sources: dict[str, str], *, required: bool
) -> tuple[Component, ...]:
    tables = table.tables("components", required=required)
    components = []
    for one in tables:
        one.text("name", "")
        components.append(
            Component(code=one.code("code"), weight=one.number("weight", above=0))
        )
        _source(one, sources)
    unique((one, part.code) for one, part in zip(tables, components, strict=True))
    return tuple(components)


def _grade(table: Table, name: str, grades: list[str]) -> str:
    code = table.text(name)
    # A grade whose code is missing may be the one that is meant.
    if code and grades and "" not in grades and code not in grades:
        table.wrong(
            name,
            say("{value} is no grade", value=code),
            say("one of {choices}", choices=", ".join(grades)),
        )
    return code


def _bands(
    table: Table, grades: list[str], sources: dict[str, str]
) -> tuple[Band, ...]:
    bands: list[Band] = []
    tables = table.tables("bands", required=True)
    for one in tables:
        band = Band(_grade(one, "grade", grades), one.number("from"))
        if bands and not _follows(bands[-1].grade, band.grade, grades):
            one.wrong(
                "grade",
                say("{value} is out of order", value=band.grade),
                say("best grade first, each once"),
            )
        bands.append(band)
        _source(one, sources)
    falling(
        ((one, band.from_) for one, band in zip(tables, bands, strict=True)),
        "from",
        say("bands do not fall"),
        say("highest band first"),
    )
    return tuple(bands)


def _follows(before: str, after: str, grades: list[str]) -> bool:
    if before not in grades or after not in grades:
        return True
    return grades.index(before) < grades.index(after)


def _gates(
    table: Table, grades: list[str], sources: dict[str, str]
) -> tuple[Gate, ...]:
    gates = []
    for one in table.tables("gates"):
        gates.append(Gate(_grade(one, "grade", grades), one.code("requires")))
        _source(one, sources)
    return tuple(gates)


def _triggers(
    table: Table, grades: list[str], sources: dict[str, str]
) -> tuple[Trigger, ...]:
    tables = table.tables("triggers")
    triggers = []
    for one in tables:
        code = one.code("code")
        triggers.append(
            Trigger(code, one.text("name", code), _grade(one, "caps_at", grades))
        )
        # What proves a trigger and who signs for it is told in words.
        one.text("evidence", "")
        one.text("signature", "")
        _source(one, sources)
    unique((one, trigger.code) for one, trigger in zip(tables, triggers, strict=True))
    return tuple(triggers)


def _pools(
    table: Table, whole: Pool, ballot: BallotTerms, sources: dict[str, str]
) -> tuple[Pool, ...]:
    tables = table.tables("pools")
    pools = []
    for one in tables:
        code = one.code("code")
        components = _components(one, sources, required=False) or whole.components
        pool = _pool(one, code, one.text("name", code), components, whole)
        if ballot.covers_oral_only:
            _one_mode(one, pool)
        pools.append(pool)
        _source(one, sources)
    unique((one, pool.code) for one, pool in zip(tables, pools, strict=True))
    return tuple(pools)


def _pool(
    table: Table,
    code: str,
    name: str,
    components: tuple[Component, ...],
    whole: Pool | None = None,
) -> Pool:
    base = whole or Pool(ALL, "", ())
    return Pool(
        code=code,
        name=name,
        components=components,
        sectors=frozenset(table.texts("sectors")) if whole else frozenset(),
        modes=_modes(table) if whole else frozenset(),
        good_at_most=table.share("good_at_most", base.good_at_most),
        below_good_at_least=table.share(
            "below_good_at_least", base.below_good_at_least
        ),
        quota_from=table.whole("quota_from", base.quota_from),
        tie_at_the_line=table.choice("tie_at_the_line", _TIES, base.tie_at_the_line),
    )


def _modes(table: Table) -> frozenset[str]:
    modes = frozenset(table.texts("modes"))
    if unknown := sorted(modes - set(_MODES)):
        table.wrong(
            "modes",
            say("{value} does not fit", value=", ".join(unknown)),
            say("one of {choices}", choices=", ".join(_MODES)),
        )
    return modes


def _one_mode(table: Table, pool: Pool) -> None:
    """With covers = "oral" a pool has one mode, and no written one a ballot."""
    if len(pool.modes) > 1:
        table.wrong(
            "modes",
            say("the ballot lists oral reporters only"),
            say('give the pool one mode, or set covers = "all"'),
        )
    if pool.modes == {"written"} and names_ballot(pool.components):
        table.wrong(
            "components",
            say("the ballot lists oral reporters only"),
            say("leave ballot out of a written pool's components"),
        )


def names_ballot(components: Iterable[Component]) -> bool:
    """Tell whether the ballot is one of the components."""
    return any(component.code == BALLOT for component in components)
