"""The outcome of a folder's box, from its ballots or from its counts."""

from collections.abc import Mapping

from shuping.ballots.rules.tally import (
    ClassCount,
    Outcome,
    count,
    pooled_into,
    settle,
)
from shuping.folders.rules.folder import Folder, counted_classes


def outcome_of(folder: Folder) -> Outcome | None:
    """Return the outcome of the folder's box; None where there was no ballot."""
    if not folder.turnouts:
        return None
    terms = folder.scheme.ballot
    if folder.has_counts:
        classes = counted_classes(folder)
        taken = hidden(folder, classes)
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


def hidden(folder: Folder, classes: Mapping[str, ClassCount]) -> dict[str, str | None]:
    """Map each of these classes that is too small to the one that takes its ballots."""
    valid = {code: counted.valid for code, counted in classes.items()}
    terms = folder.scheme.ballot
    here = [one for one in terms.categories if one.code in valid]
    return pooled_into(valid, here, terms.validity)
