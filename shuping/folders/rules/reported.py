"""The reports that lie in reports/, by whose they are."""

from collections.abc import Mapping

from shuping.folders.rules.folder import Folder, ReportFile
from shuping.folders.rules.names import REPORT, belongs
from shuping.refusal import say
from shuping.reports.rules.files import read_report
from shuping.tables.faults import WHOLE, Faults
from shuping.wording.decoding import Unreadable

ROSTER = "roster.csv"


def reports_of(files: Mapping[str, bytes], faults: Faults) -> dict[str, ReportFile]:
    """Return the report of each code; two of a kind, or an oral one alone, are told."""
    written: dict[str, str] = {}
    oral: dict[str, str] = {}
    for name in sorted(name for name in files if belongs(name) and "/" in name):
        match = REPORT.fullmatch(name)
        if match is None:
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


def check_reports(folder: Folder, faults: Faults) -> None:
    """Check that each report is a reporter's, and can be read."""
    reporters = folder.reporters
    for code, report in folder.reports.items():
        if code not in reporters and not faults.lost(ROSTER, "organisation", code):
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
