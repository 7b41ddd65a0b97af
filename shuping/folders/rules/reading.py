"""Reading a whole round folder: all its faults at once, or its values."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from shuping.folders.rules.ballots import Known, read_ballots
from shuping.folders.rules.check_bodies import check_pools, check_roster
from shuping.folders.rules.check_counts import check_counts
from shuping.folders.rules.check_electorate import check_electorate
from shuping.folders.rules.check_entered import check_entered
from shuping.folders.rules.check_figures import check_figures
from shuping.folders.rules.check_named import check_bodies_named
from shuping.folders.rules.check_tree import check_tree
from shuping.folders.rules.folder import APPRAISAL, BALLOT, PARTS, Folder
from shuping.folders.rules.meetings import MEETING, read_meetings
from shuping.folders.rules.names import SCHEME, check_names
from shuping.folders.rules.reported import check_reports, reports_of
from shuping.folders.rules.rows import (
    BALLOTS,
    KEYS,
    REQUIRED,
    TABLES,
    OrganisationRow,
)
from shuping.refusal import say
from shuping.rounds.rules import scheme_file
from shuping.tables.faults import WHOLE, Fault, Faults
from shuping.tables.reading import Row, read_rows

ROSTER = "roster.csv"


@dataclass(frozen=True, slots=True)
class Reading:
    """A folder, or the faults that keep it from being one."""

    folder: Folder | None
    faults: tuple[Fault, ...]


def read(files: Mapping[str, bytes], links: Collection[str] = ()) -> Reading:
    """Read the files of a round folder, by path inside it; never raises.

    Every fault is found that can be found without working on from what is broken.
    `links` are the paths of symbolic links: none may stand in the folder.
    """
    faults = Faults()
    check_names(files, links, faults)
    scheme = scheme_file.read(files.get(SCHEME, b""))
    for one in scheme.faults if SCHEME in files else ():
        faults.note(SCHEME, one.line, one.key, one.wrong, one.right)
    folder = Folder(
        scheme=scheme.draft,
        scheme_file=files.get(SCHEME, b""),
        files=frozenset(files),
        rows=_tables(files, faults),
        ballots={},
        meetings=read_meetings(files[MEETING], faults) if MEETING in files else (),
        reports=reports_of(files, faults),
        unsound=frozenset(part for part in PARTS if not scheme.sound(part)),
    )
    folder = _with_ballots(folder, files, faults)
    _check(folder, scheme.lines, faults)
    found = faults.in_order()
    return Reading(None if found else folder, found)


def _tables(files: Mapping[str, bytes], faults: Faults) -> dict[type[Row], list[Row]]:
    rows: dict[type[Row], list[Row]] = {}
    for file, kind in TABLES.items():
        if file in files:
            before = len(faults.found)
            key = KEYS.get(file, ())
            rows[kind] = read_rows(file, files[file], kind, faults, key)
            if file in REQUIRED and not rows[kind] and len(faults.found) == before:
                faults.note(
                    file, 1, WHOLE, say("there are no rows"), say("at least one row")
                )
                faults.unreadable.add(file)
    return rows


def _with_ballots(folder: Folder, files: Mapping[str, bytes], faults: Faults) -> Folder:
    if BALLOTS not in files:
        return folder
    known = Known(
        form=None if BALLOT in folder.unsound else folder.form,
        categories={one.code: one for one in folder.scheme.ballot.categories},
        roster=frozenset(folder.reporters),
        lost=lambda code: faults.lost(ROSTER, "organisation", code),
    )
    return replace(folder, ballots=read_ballots(files[BALLOTS], known, faults))


def _check(folder: Folder, lines: Mapping[str, int], faults: Faults) -> None:
    check_tree(folder.of(OrganisationRow), faults)
    check_roster(folder, lines, faults)
    if APPRAISAL not in folder.unsound:
        check_pools(folder, lines, faults)
    check_bodies_named(folder, faults)
    check_electorate(folder, faults)
    if folder.has_counts:
        check_counts(folder, faults)
    check_entered(folder, faults)
    check_reports(folder, faults)
    check_figures(folder, faults)
