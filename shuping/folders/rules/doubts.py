"""What of counts.csv the faults found so far leave in doubt."""

from itertools import product

from shuping.folders.rules.folder import Folder
from shuping.folders.rules.rows import CountRow, ElectorateRow, VoidRow
from shuping.tables.faults import Faults

ELECTORATE, COUNTS, VOIDS = "electorate.csv", "counts.csv", "voids.csv"


class Doubts:
    """The classes and cells of which no sum can be asked: one slip is told once.

    A row with a fault may belong to any class, reporter or item where it does not
    name a known one.
    """

    def __init__(self, folder: Folder, faults: Faults) -> None:
        self._certain = _certain_classes(folder, faults)
        self._cells = _doubtful_cells(folder, faults)

    def is_certain(self, category: str) -> bool:
        """Tell whether it is known how many valid ballots a class has on its own."""
        return category in self._certain

    def of_cell(self, category: str, reporter: str, item: str) -> bool:
        """Tell whether a row with a fault may belong to this cell."""
        ways = product((category, None), (reporter, None), (item, None))
        return any(way in self._cells for way in ways)


def _certain_classes(folder: Folder, faults: Faults) -> set[str]:
    counted = faults.at_fault(folder.of(ElectorateRow), ELECTORATE)
    certain = set(folder.turnouts) - {row.category for row in counted}
    for row in faults.at_fault(folder.of(VoidRow), VOIDS):
        known = row.category in folder.categories
        certain -= {row.category} if known else certain
    return set() if faults.torn(VOIDS) or faults.torn(ELECTORATE) else certain


def _doubtful_cells(
    folder: Folder, faults: Faults
) -> set[tuple[str | None, str | None, str | None]]:
    form = folder.form
    cells: set[tuple[str | None, str | None, str | None]] = {
        (
            row.category if row.category in folder.categories else None,
            row.organisation if row.organisation in form.start else None,
            row.item if row.item in form.item_place else None,
        )
        for row in faults.at_fault(folder.of(CountRow), COUNTS)
    }
    return cells | {(None, None, None)} if faults.torn(COUNTS) else cells
