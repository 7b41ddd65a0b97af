"""Checks of counts.csv and voids.csv, which stand instead of ballots.csv."""

from collections.abc import Mapping

from shuping.ballots.rules.tally import (
    ClassCount,
    Outcome,
    count,
    pooled_into,
    settle,
)
from shuping.folders.rules.faults import WHOLE, Faults
from shuping.folders.rules.folder import ABSTAINED, Folder, counted_classes
from shuping.folders.rules.rows import BALLOTS, CountRow, VoidRow
from shuping.refusal import Words, say

COUNTS, VOIDS = "counts.csv", "voids.csv"
TOTAL = "void"


def check_counts(folder: Folder, faults: Faults) -> None:
    """Check counts.csv and voids.csv, which stand instead of ballots.csv."""
    if BALLOTS in folder.files:
        for file in sorted({COUNTS, VOIDS} & folder.files):
            faults.note(
                file,
                1,
                WHOLE,
                say("there is ballots.csv too"),
                say("give either the ballots, or counts and voids"),
            )
        return
    before = len(faults.found)
    _check_count_codes(folder, faults)
    if len(faults.found) == before and _all_classes(folder):
        _check_sums(folder, faults)


def _all_classes(folder: Folder) -> bool:
    codes = {one.code for one in folder.scheme.ballot.categories}
    return codes == set(folder.turnouts)


def _check_count_codes(folder: Folder, faults: Faults) -> None:
    form = folder.form
    categories = [one.code for one in folder.scheme.ballot.categories]
    marks = set(form.mark_of.values())
    if not form.unknown:
        marks.discard("unknown")
    for row in folder.of(CountRow):
        for column, value, known in (
            ("category", row.category, categories),
            ("organisation", row.organisation, form.start),
            ("item", row.item, form.items),
            ("mark", row.mark, sorted(marks)),
        ):
            if value not in known:
                _not_known(faults, COUNTS, row.line, column, value)
    for void in folder.of(VoidRow):
        if void.category not in categories:
            _not_known(faults, VOIDS, void.line, "category", void.category)


def _not_known(faults: Faults, file: str, line: int, column: str, value: str) -> None:
    faults.note(
        file,
        line,
        column,
        say("{value} does not belong here", value=value),
        say("a code that the ballot of the scheme has"),
    )


def _check_sums(folder: Folder, faults: Faults) -> None:
    classes = counted_classes(folder)
    if _check_returned(classes, faults):
        taken = _hidden(folder, classes)
        _check_shown(folder, taken, faults)
        _check_totals(folder, classes, taken, faults)


def _check_returned(classes: Mapping[str, ClassCount], faults: Faults) -> bool:
    for code, counted in classes.items():
        if counted.valid < 0:
            faults.note(
                VOIDS,
                1,
                "count",
                say("class {code}: more abstained and void than returned", code=code),
                say("returned = valid + abstained + void"),
            )
    return all(counted.valid >= 0 for counted in classes.values())


def _check_shown(
    folder: Folder, taken: Mapping[str, str | None], faults: Faults
) -> None:
    for void in folder.of(VoidRow):
        hidden = void.category in taken
        if void.count and (void.reason == TOTAL) != hidden and void.reason != ABSTAINED:
            faults.note(
                VOIDS,
                void.line,
                "reason",
                say(
                    "class {code} is {shown}", code=void.category, shown=_shown(hidden)
                ),
                say("a class not shown has one row void with the total, no reasons"),
            )
    for row in folder.of(CountRow):
        if row.category in taken:
            faults.note(
                COUNTS,
                row.line,
                "category",
                say("class {code} is not shown", code=row.category),
                say("its rows stand under its pool, or nowhere"),
            )


def _check_totals(
    folder: Folder,
    classes: Mapping[str, ClassCount],
    taken: Mapping[str, str | None],
    faults: Faults,
) -> None:
    expected = {code: one.valid for code, one in classes.items() if code not in taken}
    for code, pool in taken.items():
        if pool is not None:
            expected[pool] += classes[code].valid
    for code, valid in expected.items():
        _check_cells(folder, code, valid, classes[code], faults)


def _shown(hidden: bool) -> Words:  # noqa: FBT001 - said in words
    return say("not shown") if hidden else say("shown")


def _hidden(folder: Folder, classes: Mapping[str, ClassCount]) -> dict[str, str | None]:
    valid = {code: counted.valid for code, counted in classes.items()}
    terms = folder.scheme.ballot
    return pooled_into(valid, terms.categories, terms.validity)


def _check_cells(
    folder: Folder, code: str, valid: int, counted: ClassCount, faults: Faults
) -> None:
    form = folder.form
    first = {
        (row.organisation, row.item): row.line
        for row in reversed(folder.of(CountRow))
        if row.category == code
    }
    for reporter in form.reporters:
        for item in form.items:
            marks = counted.cells.get(reporter, {}).get(item, {})
            if (total := sum(marks.values())) != valid:
                faults.note(
                    COUNTS,
                    first.get((reporter, item), 1),
                    "count",
                    say(
                        "{code}, {who}, {item}: {total} marks, {valid} valid ballots",
                        code=code,
                        who=reporter,
                        item=item,
                        total=total,
                        valid=valid,
                    ),
                    say("all marks add up to the valid ballots"),
                )


def outcome_of(folder: Folder) -> Outcome | None:
    """Return the outcome of the folder's box; None where there was no ballot."""
    if not folder.turnouts:
        return None
    terms = folder.scheme.ballot
    if folder.has_counts:
        classes = counted_classes(folder)
        taken = _hidden(folder, classes)
        shown = {
            one.code: _whole(folder, classes[one.code])
            for one in terms.categories
            if one.code not in taken
        }
        return Outcome(shown, {code: classes[code] for code in taken})
    form = folder.form
    counts = {
        one.code: count(folder.sheets(one.code), form, terms.validity)
        for one in terms.categories
    }
    return settle(counts, terms.categories, terms.validity)


def _whole(folder: Folder, counted: ClassCount) -> ClassCount:
    if counted.cells:
        return counted
    empty = count([], folder.form, folder.scheme.ballot.validity)
    return ClassCount(counted.valid, counted.abstained, counted.void, empty.cells)
