"""A closed box opened and counted as on another machine: in a process of its own, from
a copy of its file and the frozen scheme, with a key that is typed in."""

import hashlib
import json
import sys
from pathlib import Path

from shuping.ballots.rules.bundle import Contents, members_of
from shuping.ballots.rules.effects import effects_of
from shuping.ballots.rules.form import Form
from shuping.ballots.rules.opening import counted, open_ballots
from shuping.ballots.rules.tally import Turnout
from shuping.rounds.rules.scheme_file import read
from shuping.urn.box import Box
from shuping.urn.storage import SqliteFile
from tests.verify.changes import unzipped

FIGURES = ("counts.csv", "voids.csv", "effects.csv", "stability.csv", "results.json")


def main(box: str, bundle: str) -> None:
    """Print the hash of each figure that the box gives."""
    there = unzipped(Path(bundle).read_bytes())
    record = json.loads(there["record.json"])
    scheme = read(there["scheme.toml"]).scheme
    assert scheme is not None
    lying = Box(SqliteFile(Path(box)))
    key = bytes.fromhex(sys.stdin.readline().strip())
    name, asked = bytes.fromhex(record["box"]), lying.form
    opened = open_ballots(lying.ballots(), key, asked, name)
    lying.shut()
    terms = scheme.ballot
    form = Form(
        tuple(one.code for one in asked.reporters),
        tuple(one.code for one in asked.items),
        tuple(one.code for one in asked.grades),
        asked.unknown,
    )
    outcome = counted(opened, {}, form, terms)
    turnouts = {
        one["category"]: Turnout(
            one["entitled"], one["present"], one["issued"], one["returned"]
        )
        for one in record["electorate"]
    }
    contents = Contents(
        record=record,
        form=asked.written(),
        scheme=there["scheme.toml"],
        terms=terms,
        turnouts=turnouts,
        journal=[],
        outcome=outcome,
        effects=effects_of(opened.sheets, form, outcome, terms),
    )
    members = members_of(contents)
    for figure in FIGURES:
        print(figure, hashlib.sha256(members[figure]).hexdigest())  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
