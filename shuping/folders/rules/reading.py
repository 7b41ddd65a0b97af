"""Reading a whole round folder: all its faults at once, or its values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from shuping.folders.rules import check_bodies, check_figures
from shuping.folders.rules.ballots import Known, read_ballots
from shuping.folders.rules.check_counts import check_counts
from shuping.folders.rules.check_electorate import check_electorate
from shuping.folders.rules.faults import WHOLE, Fault, Faults
from shuping.folders.rules.folder import Folder, ReportFile
from shuping.folders.rules.meetings import MEETING, read_meetings
from shuping.folders.rules.rows import (
    BALLOTS,
    REQUIRED,
    TABLES,
    OrganisationRow,
    RosterRow,
    Row,
)
from shuping.folders.rules.tables import read_rows
from shuping.refusal import say
from shuping.reports.rules.files import read_report
from shuping.rounds.rules import scheme_file
from shuping.wording.decoding import Unreadable

SCHEME, ROSTER = "scheme.toml", "roster.csv"
_KNOWN = {SCHEME, MEETING, BALLOTS, *TABLES}
_DATA = (".csv", ".toml", ".xlsx", ".xls")
_IN_REPORTS = re.compile(r"reports/[^.~][^/]*")
_REPORT = re.compile(r"reports/(?P<code>[^/]+?)(?P<oral>\.oral)?\.(?:md|docx)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A folder, or the faults that keep it from being one."""

    folder: Folder | None
    faults: tuple[Fault, ...]


def read(files: Mapping[str, bytes]) -> Reading:
    """Read the files of a round folder, by path inside it; never raises.

    Every fault is found that can be found without working on from a broken file.
    """
    faults = Faults()
    _check_names(files, faults)
    scheme = scheme_file.read(files[SCHEME]) if SCHEME in files else None
    for one in scheme.faults if scheme else ():
        faults.note(SCHEME, one.line, one.key, one.wrong, one.right)
    rows = _tables(files, faults)
    meetings = read_meetings(files[MEETING], faults) if MEETING in files else ()
    reports = _reports(files, faults)
    check_bodies.check_tree(
        (
            row
            for row in rows.get(OrganisationRow, ())
            if isinstance(row, OrganisationRow)
        ),
        faults,
    )
    if scheme is None or scheme.scheme is None:
        return Reading(None, faults.in_order())
    folder = Folder(
        scheme=scheme.scheme,
        scheme_file=files[SCHEME],
        files=frozenset(files),
        rows=rows,
        ballots={},
        meetings=meetings,
        reports=reports,
    )
    folder = _with_ballots(folder, files, faults)
    _check(folder, scheme.lines, faults)
    found = faults.in_order()
    return Reading(None if found else folder, found)


def _check_names(files: Mapping[str, bytes], faults: Faults) -> None:
    for name in (SCHEME, *REQUIRED):
        if name not in files:
            faults.note(
                name,
                1,
                WHOLE,
                say("the file is missing"),
                say(
                    "a round folder needs {files}", files=", ".join((SCHEME, *REQUIRED))
                ),
            )
    for name in sorted(files):
        inner = "/" in name
        hidden = name.startswith((".", "~$", "__MACOSX"))
        if not inner and not hidden and name.endswith(_DATA) and name not in _KNOWN:
            faults.note(
                name,
                1,
                WHOLE,
                say("a file of this name means nothing"),
                say("known files: {files}", files=", ".join(sorted(_KNOWN))),
            )


def _tables(files: Mapping[str, bytes], faults: Faults) -> dict[type[Row], list[Row]]:
    rows: dict[type[Row], list[Row]] = {}
    for file, kind in TABLES.items():
        if file in files:
            before = len(faults.found)
            rows[kind] = read_rows(file, files[file], kind, faults)
            if file in REQUIRED and not rows[kind] and len(faults.found) == before:
                faults.note(
                    file, 1, WHOLE, say("there are no rows"), say("at least one row")
                )
    return rows


def _reports(files: Mapping[str, bytes], faults: Faults) -> dict[str, ReportFile]:
    written: dict[str, str] = {}
    oral: dict[str, str] = {}
    for name in sorted(files):
        match = _REPORT.fullmatch(name)
        if match is None:
            if _IN_REPORTS.fullmatch(name):
                faults.note(
                    name,
                    1,
                    WHOLE,
                    say("a report of this kind cannot be read"),
                    say("save it as reports/CODE.md or reports/CODE.docx"),
                )
            continue
        kind = oral if match["oral"] else written
        if match["code"] in kind:
            faults.note(
                name,
                1,
                WHOLE,
                say("{other} is there too", other=kind[match["code"]]),
                say("one report each, .md or .docx"),
            )
        kind.setdefault(match["code"], name)
    for code in sorted(oral.keys() - written.keys()):
        faults.note(
            oral[code],
            1,
            WHOLE,
            say("an oral text without the report"),
            say("add reports/{code}.md or .docx", code=code),
        )
    return {
        code: ReportFile(
            file=name,
            content=files[name],
            oral_file=oral.get(code, ""),
            oral_content=files.get(oral.get(code, ""), b""),
        )
        for code, name in written.items()
    }


def _with_ballots(folder: Folder, files: Mapping[str, bytes], faults: Faults) -> Folder:
    if BALLOTS not in files:
        return folder
    known = Known(
        form=folder.form,
        categories={one.code: one for one in folder.scheme.ballot.categories},
        roster=frozenset(row.organisation for row in folder.of(RosterRow)),
        lost=lambda code: faults.lost(ROSTER, "organisation", code),
    )
    ballots = read_ballots(files[BALLOTS], known, faults)
    return Folder(
        scheme=folder.scheme,
        scheme_file=folder.scheme_file,
        files=folder.files,
        rows=folder.rows,
        ballots=ballots,
        meetings=folder.meetings,
        reports=folder.reports,
    )


def _check(folder: Folder, lines: Mapping[str, int], faults: Faults) -> None:
    check_bodies.check_roster(folder, lines, faults)
    check_bodies.check_pools(folder, lines, faults)
    check_bodies.check_bodies_named(folder, faults)
    check_electorate(folder, faults)
    if folder.has_counts:
        check_counts(folder, faults)
    check_figures.check_scores(folder, faults)
    check_figures.check_decisions(folder, faults)
    _check_reports(folder, faults)
    if not faults.found:
        check_figures.check_figures(folder, faults)


def _check_reports(folder: Folder, faults: Faults) -> None:
    roster = {row.organisation for row in folder.of(RosterRow)}
    for code, report in folder.reports.items():
        if code not in roster and not faults.lost(ROSTER, "organisation", code):
            faults.note(
                report.file,
                1,
                WHOLE,
                say("{code} is not on the roster", code=code),
                say("name the file after an organisation of roster.csv"),
            )
    sections = frozenset(one.name for one in folder.scheme.report.sections)
    for report in folder.reports.values():
        for file, content in (
            (report.file, report.content),
            (report.oral_file, report.oral_content),
        ):
            unread = read_report(content, file, sections) if file else ()
            if isinstance(unread, Unreadable):
                faults.note(file, unread.line, WHOLE, unread.wrong, unread.right)
