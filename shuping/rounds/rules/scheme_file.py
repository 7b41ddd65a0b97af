"""Reading and checking scheme.toml; every fault is found, with its line and key."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from shuping.refusal import say
from shuping.rounds.rules.scheme import (
    BLANK,
    MULTIPLE,
    UNKNOWN,
    BallotTerms,
    Category,
    Grade,
    Item,
    ReportTerms,
    RosterTerms,
    RoundTerms,
    Scheme,
    Section,
    Validity,
)
from shuping.rounds.rules.scheme_appraisal import appraisal_terms
from shuping.rounds.rules.toml_lists import falling, unique
from shuping.rounds.rules.toml_tables import (
    WHOLE_LINE,
    Faults,
    Table,
    TomlFault,
    open_toml,
)
from shuping.rounds.rules.toml_values import misfit

_RESERVED = (UNKNOWN, BLANK, MULTIPLE)
_MOST_ITEMS = 16
_YEARS = (1900, 9999)
_LONGEST_NAME = 200
_MINUTES = {
    "speech": 6,
    "comment": 2,
    "question": 0,
    "ballot": 15,
    "visiting": 10,
    "closing": 40,
}
_WORKING_DAYS = {
    "notice": -35,
    "findings": -25,
    "draft": -20,
    "return": -14,
    "final": -7,
    "comment_cards": -5,
    "pack": -2,
    "grade": 30,
    "letters": 35,
    "lists": 40,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A scheme, or its faults; of the `draft` only what is `sound` may be asked."""

    scheme: Scheme | None
    faults: tuple[TomlFault, ...]
    lines: Mapping[str, int]
    draft: Scheme

    def sound(self, key: str) -> bool:
        """Tell whether a table or key has no fault, nor anything in it."""
        within = (f"{key}.", f"{key}[")
        keys = [fault.key for fault in self.faults]
        return not any(k in {key, WHOLE_LINE} or k.startswith(within) for k in keys)


def read(content: bytes) -> Reading:
    """Read a scheme file (DESIGN section 3); never raises."""
    opened = open_toml(content)
    if isinstance(opened, TomlFault):
        return Reading(None, (opened,), {}, _scheme(Table({}, "", Faults({}))))
    table, faults = opened
    scheme = _scheme(table)
    found = tuple(sorted(faults.found, key=lambda fault: fault.line))
    return Reading(None if found else scheme, found, faults.lines, scheme)


def _scheme(table: Table) -> Scheme:
    sources: dict[str, str] = {}
    ballot = _ballot(table.table("ballot"), sources)
    scheme = Scheme(
        round=_round(table.table("round")),
        ballot=ballot,
        appraisal=appraisal_terms(table.table("appraisal"), ballot, sources),
        roster=_roster(table.table("roster"), sources),
        report=_report(table.table("report"), sources),
        meeting=_numbers(table.table("meeting"), _MINUTES, 0, sources),
        calendar=_numbers(table.table("calendar"), _WORKING_DAYS, -999, sources),
        sources=sources,
    )
    # The file itself is a table too; its source is the round's.
    sourced(table, sources)
    return scheme


def sourced(table: Table, sources: dict[str, str]) -> None:
    """Take the `source` that any table may carry, and close the table."""
    if source := table.text("source", ""):
        sources[table.path or "round"] = source
    table.close()


def _round(table: Table) -> RoundTerms:
    terms = RoundTerms(
        name=table.text("name", most=_LONGEST_NAME),
        year=table.whole("year", least=_YEARS[0], most=_YEARS[1]),
        convenor=table.text("convenor"),
        deadline=table.day("deadline"),
        source=table.text("source", ""),
        locked=table.texts("locked"),
    )
    table.close()
    return terms


def _ballot(table: Table, sources: dict[str, str]) -> BallotTerms:
    grades = _grades(table, sources)
    items = _items(table, sources)
    categories = _categories(table, sources)
    terms = BallotTerms(
        covers_oral_only=table.choice("covers", ("all", "oral"), "all") == "oral",
        announce=table.choice("announce", ("sealed", "hall"), "sealed"),
        grades=grades,
        items=items,
        categories=categories,
        validity=_validity(table.table("validity"), categories, sources),
    )
    sourced(table, sources)
    return terms


def _grades(ballot: Table, sources: dict[str, str]) -> tuple[Grade, ...]:
    tables = ballot.tables("grades", required=True)
    grades: list[Grade] = []
    for table in tables:
        code = table.code("code")
        points = table.number("points", least=0, most=100)
        if code in _RESERVED:
            table.wrong(
                "code",
                say("{value} has a meaning of its own", value=code),
                say("choose another code"),
            )
        grades.append(Grade(code, table.text("name", code), points))
        sourced(table, sources)
    unique((table, grade.code) for table, grade in zip(tables, grades, strict=True))
    falling(
        ((table, grade.points) for table, grade in zip(tables, grades, strict=True)),
        "points",
        say("points do not fall"),
        say("grades stand best first, points strictly falling"),
    )
    return tuple(grades)


def _items(ballot: Table, sources: dict[str, str]) -> tuple[Item, ...]:
    tables = ballot.tables("items", required=True)
    if len(tables) > _MOST_ITEMS:
        ballot.wrong(
            "items",
            say("{count} items", count=len(tables)),
            say("from 1 to {most}", most=_MOST_ITEMS),
        )
    items = []
    for table in tables:
        code = table.code("code")
        items.append(
            Item(
                code,
                table.text("name", code),
                table.number("weight", Fraction(1), above=0),
            )
        )
        sourced(table, sources)
    unique((table, item.code) for table, item in zip(tables, items, strict=True))
    return tuple(items)


def _categories(ballot: Table, sources: dict[str, str]) -> tuple[Category, ...]:
    tables = ballot.tables("categories", required=True)
    categories = []
    for table in tables:
        code = table.code("code")
        categories.append(
            Category(
                code=code,
                name=table.text("name", code),
                weight=table.number("weight", above=0),
                signed=table.choice("secrecy", ("secret", "signed"), "secret")
                == "signed",
            )
        )
        sourced(table, sources)
    unique((table, one.code) for table, one in zip(tables, categories, strict=True))
    return tuple(categories)


def _validity(
    table: Table, categories: tuple[Category, ...], sources: dict[str, str]
) -> Validity:
    quorum = table.share("quorum", Fraction(2, 3))
    validity = Validity(
        unknown=table.flag("unknown", default=True),
        all_same_voids=table.choice("all_same", ("keep", "void"), "keep") == "void",
        good_at_most=table.share("good_at_most", None),
        min_cast=table.whole("min_cast", 5),
        pool_small_into=_small_class(table, categories),
        zero_class=table.choice(
            "zero_class", ("renormalise", "zero", "refuse"), "renormalise"
        ),
        trim_above_5=table.choice("trim", ("none", "above_5"), "none") == "above_5",
        quorum=Fraction(0) if quorum is None else quorum,
    )
    sourced(table, sources)
    return validity


def _small_class(table: Table, categories: tuple[Category, ...]) -> str | None:
    value = table.text("small_class", "drop")
    if value == "drop":
        return None
    secret = [one.code for one in categories if not one.signed]
    code = value.removeprefix("pool:")
    if not value.startswith("pool:") or code not in secret:
        table.wrong(
            "small_class",
            misfit(value),
            say("drop, or pool: and one of {codes}", codes=", ".join(secret))
            if secret
            else say("one of {choices}", choices="drop"),
        )
    return code


def _roster(table: Table, sources: dict[str, str]) -> RosterTerms:
    terms = RosterTerms(
        must_speak=table.texts("must_speak"),
        at_least_once_in_years=table.whole("at_least_once_in_years", 3, least=1),
        oral_slots=table.whole("oral_slots", 16),
    )
    sourced(table, sources)
    return terms


def _report(table: Table, sources: dict[str, str]) -> ReportTerms:
    tables = table.tables("sections")
    sections = []
    for one in tables:
        limit: Any = (
            one.whole("max", least=1) if one.has("max") else one.text("max", "")
        )
        sections.append(
            Section(
                code=one.code("code"),
                name=one.text("name"),
                max=limit or None,
                share_min=one.share("share_min", None),
            )
        )
        sourced(one, sources)
    unique((one, section.code) for one, section in zip(tables, sections, strict=True))
    unique(
        ((one, section.name) for one, section in zip(tables, sections, strict=True)),
        "name",
    )
    terms = ReportTerms(
        total_max=table.whole("total_max", 3000, least=1),
        oral_minutes=table.number("oral_minutes", Fraction(6), above=0),
        oral_total_max=table.whole("oral_total_max", 1450, least=1),
        characters_per_minute=table.number(
            "characters_per_minute", Fraction(240), above=0
        ),
        sections=tuple(sections),
    )
    sourced(table, sources)
    return terms


def _numbers(
    table: Table, shown: Mapping[str, int], least: int, sources: dict[str, str]
) -> dict[str, int]:
    numbers = {
        name: table.whole(name, default, least=least, most=999)
        for name, default in shown.items()
    }
    sourced(table, sources)
    return numbers
