"""Ways of changing a bundle; its manifest is written anew, or left as it was."""

import base64
import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

from shuping.journal import rules as journal
from shuping.urn import sealing
from shuping.urn.tree import root

Members = dict[str, bytes]
Change = Callable[[Members], None]


def unzipped(packed: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: Members) -> bytes:
    packing = io.BytesIO()
    with zipfile.ZipFile(packing, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return packing.getvalue()


def manifest(members: Members) -> bytes:
    listed = [
        {"name": name, "size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in sorted(members.items())
    ]
    told = {"format": 1, "box": _name(members), "members": listed}
    return json.dumps(told).encode()


def _name(members: Members) -> str:
    """Return the name of the box, where the record can be read and has one."""
    try:
        return str(json.loads(members["record.json"])["box"])
    except (ValueError, LookupError, TypeError):
        return ""


def repacked(packed: bytes, change: Change, *, stale: bool = False) -> bytes:
    """Change the members, and write a manifest that fits them, or keep the old."""
    members = unzipped(packed)
    old = members.pop("manifest.json")
    change(members)
    fitting = old if stale else manifest(members)
    return zipped({"manifest.json": fitting, **members})


def value(members: Members, name: str, change: Callable[[Any], object]) -> None:
    """Change a JSON member in place."""
    told = json.loads(members[name])
    change(told)
    if name == "form.json":
        written = json.dumps(
            told, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        members[name] = written.encode(errors="surrogatepass")
        digest = hashlib.sha256(members[name]).hexdigest()
        value(members, "record.json", lambda r: r.update(form_sha256=digest))
    else:
        members[name] = json.dumps(told).encode()


def lines(members: Members, name: str, change: Callable[[list[str]], object]) -> None:
    """Change the rows of a table in place; its header stays."""
    header, *rows = members[name].decode().splitlines()
    change(rows)
    members[name] = ("\n".join([header, *rows]) + "\n").encode()


def of_json(name: str, change: Callable[[Any], object]) -> Change:
    return lambda members: value(members, name, change)


def of_rows(name: str, change: Callable[[list[str]], object]) -> Change:
    return lambda members: lines(members, name, change)


def record(**changed: object) -> Change:
    return of_json("record.json", lambda told: told.update(changed))


def cell(row: int, column: int, text: str) -> Callable[[list[str]], object]:
    def change(rows: list[str]) -> None:
        cells = rows[row].split(",")
        cells[column] = text
        rows[row] = ",".join(cells)

    return change


def swap(rows: list[Any]) -> None:
    rows[0], rows[1] = rows[1], rows[0]


def double(rows: list[Any]) -> None:
    rows.insert(1, rows[0])


def more(column: int, by: int = 1) -> Callable[[list[str]], object]:
    def change(rows: list[str]) -> None:
        cells = rows[0].split(",")
        cells[column] = str(int(cells[column]) + by)
        rows[0] = ",".join(cells)

    return change


def resealed(members: Members) -> None:
    """Put another ballot, sealed to the same key, in the place of the first."""
    told = json.loads(members["record.json"])
    form = json.loads(members["form.json"])
    size = len(form["reporters"]) * len(form["items"])
    _refill(
        members, sealing.seal(bytes(size), bytes(32), bytes.fromhex(told["public"]))
    )


def lengthened(members: Members) -> None:
    """Put a ballot with one cell too many in the place of the first."""
    told = json.loads(members["record.json"])
    form = json.loads(members["form.json"])
    size = len(form["reporters"]) * len(form["items"]) + 1
    _refill(
        members, sealing.seal(bytes(size), bytes(32), bytes.fromhex(told["public"]))
    )


def _refill(members: Members, sealed: bytes) -> None:
    box = bytes.fromhex(json.loads(members["record.json"])["box"])
    header, first, *rows = members["ballots.csv"].decode().splitlines()
    _, category, channel, _ = first.split(",")
    leaf = sealing.leaf(box, category, sealed).hex()
    rows.append(f"{leaf},{category},{channel},{base64.b64encode(sealed).decode()}")
    rows.sort()
    members["ballots.csv"] = "\n".join([header, *rows, ""]).encode()
    leaves = [bytes.fromhex(row.split(",")[0]) for row in rows]
    record(ballot_root=root(leaves).hex())(members)


def rerooted(change: Change) -> Change:
    """Change the codes issued, and write the root that fits them."""

    def changed(members: Members) -> None:
        change(members)
        rows = [
            row.split(",") for row in members["issued.csv"].decode().splitlines()[1:]
        ]
        entries = [bytes.fromhex(h) + category.encode() for h, category in rows]
        record(issue_root=root(entries).hex())(members)

    return changed


def unused(members: Members) -> list[str]:
    """Return the codes that are neither spent nor void."""
    used = members["spent.csv"].decode() + members["void.csv"].decode()
    rows = members["issued.csv"].decode().splitlines()[1:]
    return [row.split(",")[0] for row in rows if row.split(",")[0] not in used]


def spend_unused(members: Members) -> None:
    code = unused(members)[0]

    def spent(rows: list[str]) -> None:
        rows.append(code)
        rows.sort()

    lines(members, "spent.csv", spent)


def spend_void(members: Members) -> None:
    code = members["void.csv"].decode().splitlines()[1].split(",")[0]

    def spent(rows: list[str]) -> None:
        rows.append(code)
        rows.sort()

    lines(members, "spent.csv", spent)


def issue_never(members: Members) -> None:
    """Take an unused code from those issued, and its root with it."""
    code = unused(members)[0]
    lines(members, "issued.csv", lambda rows: rows.remove(_row_of(rows, code)))


def _row_of(rows: list[str], code: str) -> str:
    return next(row for row in rows if row.startswith(code))


def enter(name: str, text: str) -> Change:
    """Add a row, sorted in."""

    def change(rows: list[str]) -> None:
        rows.append(text)
        rows.sort()

    return of_rows(name, change)


def rechained(change: Callable[[Any], object]) -> Change:
    """Change the last entry of the journal, and write the digest that fits it."""

    def changed(entries: list[dict[str, Any]]) -> None:
        one = entries[-1]
        change(one)
        told = [one[name] for name in ("at", "by", "act", "thing", "facts")]
        said = json.dumps(
            told, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        one["digest"] = journal.digest(one["before"], one["number"], said)

    return of_json("journal.json", changed)


def marks_moved() -> Change:
    """Move a mark from one grade to the next within a cell; sums stay."""

    def change(rows: list[str]) -> None:
        found = [row.split(",") for row in rows]
        one = next(row for row in found if row[3] == "good")
        other = next(
            (row for row in found if row[:3] == one[:3] and row[3] != "good"), None
        )
        if other is None:
            rows.append(",".join([*one[:3], "poor", "1"]))
        else:
            rows[found.index(other)] = ",".join([*other[:4], str(int(other[4]) + 1)])
        rows[found.index(one)] = ",".join([*one[:4], str(int(one[4]) - 1)])
        rows[:] = [row for row in rows if not row.endswith(",0")]

    return of_rows("counts.csv", change)


def set_in(told: Any, path: str, new: Any) -> None:
    """Set what stands at a path of keys and places, as `steps.0.people.1.at`."""
    *way, last = (int(part) if part.isdigit() else part for part in path.split("."))
    for part in way:
        told = told[part]
    told[last] = new


def at(name: str, path: str, new: Any) -> Change:
    return of_json(name, lambda told: set_in(told, path, new))


def drop_key(name: str, key: str) -> Change:
    return of_json(name, lambda told: told.pop(key))


def gone(name: str) -> Change:
    def change(members: Members) -> None:
        del members[name]

    return change


def torn(name: str) -> Change:
    """Break the syntax of a member at its end."""
    end = {"json": b"{", "csv": b'"', "toml": b"["}[name.rpartition(".")[2]]
    return lambda members: members.update({name: members[name] + end})


def mojibake(name: str) -> Change:
    """End a member with a byte that no text in UTF-8 has."""
    return lambda members: members.update({name: members[name] + b"\xff"})


def header(name: str) -> Change:
    return lambda members: members.update({name: b"x," + members[name]})


def flipped(name: str, place: int) -> Change:
    def change(members: Members) -> None:
        raw = bytearray(members[name])
        raw[place % len(raw)] ^= 1
        members[name] = bytes(raw)

    return change


def toggled(name: str, key: str) -> Change:
    return of_json(name, lambda told: told.update({key: not told[key]}))


def reclassed(rows: list[str]) -> None:
    """Put the first row, of a code or of a ballot, into the other of two classes."""
    cells = rows[0].split(",")
    cells[1] = {"A": "B", "B": "A"}[cells[1]]
    rows[0] = ",".join(cells)


def alone(told: Any) -> None:
    """Take the second person from a step."""
    told["steps"][1]["people"].pop()
