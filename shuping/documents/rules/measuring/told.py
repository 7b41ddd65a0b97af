"""What measuring found, as the values in which it goes from process to process."""

from typing import Any

from shuping.documents.rules.apart import plain, words
from shuping.documents.rules.measuring.checking import Checked
from shuping.documents.rules.measuring.standard import Deviation


def written(found: Checked) -> dict[str, Any]:
    """Return what was found as JSON values; `read` reads them back."""
    deviations = [
        [
            one.page,
            plain(one.place),
            plain(one.measured),
            plain(one.wanted),
            one.clause,
        ]
        for one in found.deviations
    ]
    notes = [[page, plain(note)] for page, note in found.notes]
    return {
        "documents": found.documents,
        "deviations": deviations,
        "notes": notes,
        "measured": found.measured,
    }


def read(told: Any) -> Checked:
    """Return what was written; ValueError, LookupError or TypeError if it is none."""
    return Checked(
        documents=tuple((int(first), int(last)) for first, last in told["documents"]),
        deviations=tuple(
            Deviation(int(page), words(place), words(is_), words(wanted), str(clause))
            for page, place, is_, wanted, clause in told["deviations"]
        ),
        notes=tuple((int(page), words(note)) for page, note in told["notes"]),
        measured=tuple(int(page) for page in told["measured"]),
    )
