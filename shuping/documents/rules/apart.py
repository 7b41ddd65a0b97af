"""What a process that measures a file tells the one that started it, as JSON.

Words travel as their English text and what fills it, to be told in any language.
"""

import json
from collections.abc import Mapping
from typing import Any

from shuping.documents.rules.measuring.checking import Checked
from shuping.documents.rules.measuring.standard import Deviation
from shuping.refusal import Words

SECONDS, MEGABYTES = 30, 1024


def written(outcome: Checked | Words) -> str:
    """Return what came of measuring, or why a file cannot be measured."""
    if isinstance(outcome, Words):
        return json.dumps({"unreadable": _plain(outcome)})
    deviations = [
        [
            one.page,
            _plain(one.place),
            _plain(one.measured),
            _plain(one.wanted),
            one.clause,
        ]
        for one in outcome.deviations
    ]
    notes = [[page, _plain(note)] for page, note in outcome.notes]
    told = {
        "documents": outcome.documents,
        "deviations": deviations,
        "notes": notes,
        "measured": outcome.measured,
    }
    return json.dumps(told)


def read(text: str | bytes) -> Checked | Words:
    """Return what was written; ValueError, LookupError or TypeError if it is none."""
    told = json.loads(text)
    if "unreadable" in told:
        return _words(told["unreadable"])
    return Checked(
        documents=tuple((int(first), int(last)) for first, last in told["documents"]),
        deviations=tuple(
            Deviation(
                int(page), _words(place), _words(is_), _words(wanted), str(clause)
            )
            for page, place, is_, wanted, clause in told["deviations"]
        ),
        notes=tuple((int(page), _words(note)) for page, note in told["notes"]),
        measured=tuple(int(page) for page in told["measured"]),
    )


def _plain(value: object) -> object:
    if isinstance(value, Words):
        filled = {name: _plain(one) for name, one in value.values}
        return {"text": value.text, "values": filled}
    return value


def _words(told: Mapping[str, Any]) -> Words:
    filled = (
        (name, _words(one) if isinstance(one, dict) else one)
        for name, one in told["values"].items()
    )
    return Words(told["text"], tuple(filled))
