"""Checks of counts.csv and voids.csv, which stand instead of ballots.csv."""

from collections.abc import Container, Mapping, Sequence
from typing import Any

from shuping.ballots.rules.tally import ClassCount
from shuping.folders.rules.doubts import COUNTS, VOIDS, Doubts
from shuping.folders.rules.folder import ABSTAINED, BALLOT, Folder, counted_classes
from shuping.folders.rules.outcome import hidden
from shuping.folders.rules.rows import BALLOTS, CountRow, VoidRow
from shuping.refusal import Words, say
from shuping.rounds.rules.scheme import UNKNOWN
from shuping.tables.faults import WHOLE, Faults

TOTAL = "void"


def check_counts(folder: Folder, faults: Faults) -> None:
    """Check counts.csv and voids.csv; a sum only where nothing it rests on is wrong."""
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
    rows = faults.rows(folder.of(CountRow), COUNTS)
    _check_reporters(folder, rows, faults)
    if BALLOT not in folder.unsound:
        _check_codes(folder, rows, faults)
        _check_sums(folder, faults)


def _check_reporters(folder: Folder, rows: Sequence[Any], faults: Faults) -> None:
    known = folder.reporters if BALLOT in folder.unsound else folder.form.reporters
    here = [
        row
        for row in rows
        if not faults.lost("roster.csv", "organisation", row.organisation)
    ]
    faults.note_unknown(COUNTS, "organisation", here, set(known), _not_known)


def _check_codes(folder: Folder, rows: Sequence[Any], faults: Faults) -> None:
    marks = set(folder.form.mark_of.values())
    if not folder.form.unknown:
        marks.discard(UNKNOWN)
    voids = faults.rows(folder.of(VoidRow), VOIDS)
    faults.note_unknown(COUNTS, "category", rows, folder.categories, _not_known)
    faults.note_unknown(COUNTS, "item", rows, folder.form.items, _not_known)
    faults.note_unknown(COUNTS, "mark", rows, marks, _not_known)
    faults.note_unknown(VOIDS, "category", voids, folder.categories, _not_known)


def _not_known(value: str) -> tuple[Words, Words]:
    return (
        say("{value} does not belong here", value=value),
        say("a code that the ballot of the scheme has"),
    )


def _check_sums(folder: Folder, faults: Faults) -> None:
    doubts = Doubts(folder, faults)
    classes = counted_classes(folder)
    certain = {
        code: classes[code] for code in folder.categories if doubts.is_certain(code)
    }
    _check_returned(certain, faults)
    certain = {code: one for code, one in certain.items() if one.valid >= 0}
    taken = hidden(folder, certain)
    _check_shown(folder, certain, taken, faults)
    for code, valid in _expected(folder, certain, taken).items():
        _check_cells(folder, code, valid, certain[code], faults, doubts)


def _check_returned(classes: Mapping[str, ClassCount], faults: Faults) -> None:
    for code, counted in classes.items():
        if counted.valid < 0:
            faults.note(
                VOIDS,
                1,
                "count",
                say("class {code}: more abstained and void than returned", code=code),
                say("returned = valid + abstained + void"),
            )


def _check_shown(
    folder: Folder,
    certain: Container[str],
    taken: Mapping[str, str | None],
    faults: Faults,
) -> None:
    for void in folder.of(VoidRow):
        if void.category not in certain or void.reason == ABSTAINED:
            continue
        small = void.category in taken
        if void.count and (void.reason == TOTAL) != small:
            faults.note(
                VOIDS,
                void.line,
                "reason",
                say("class {code} is {shown}", code=void.category, shown=_shown(small)),
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


def _expected(
    folder: Folder,
    certain: Mapping[str, ClassCount],
    taken: Mapping[str, str | None],
) -> dict[str, int]:
    """Return how many valid ballots the cells of each shown class add up to.

    Not of a pool that may take in a class whose own ballots are in doubt.
    """
    terms = folder.scheme.ballot
    expected = {code: one.valid for code, one in certain.items() if code not in taken}
    for code, pool in taken.items():
        if pool in expected:
            expected[pool] += certain[code].valid
    if any(not one.signed and one.code not in certain for one in terms.categories):
        expected.pop(terms.validity.pool_small_into or "", None)
    return expected


def _shown(small: bool) -> Words:  # noqa: FBT001 - said in words
    return say("not shown") if small else say("shown")


def _check_cells(
    folder: Folder,
    code: str,
    valid: int,
    counted: ClassCount,
    faults: Faults,
    doubts: Doubts,
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
            total = sum(marks.values())
            if total == valid or doubts.of_cell(code, reporter, item):
                continue
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
