"""What the urn promises, each under the number that it has in the design.

Every voter of the canary run carries strings that nobody else has, and no byte that the
urn leaves may hold one of them.
"""

import http.client
import json
import secrets
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from shuping.urn import codes, receipts, sealing
from shuping.urn.box import Box
from shuping.urn.form import BLANK, BoxForm, Named
from shuping.urn.storage import SqliteFile
from tests.urn.boxes import FORM
from tests.urn.process import Ballot, Urn, opened, urn

LONG = replace(
    FORM, reporters=tuple(Named(f"LJ{n:02}", f"第{n}街道") for n in range(60))
)
VOTERS = 24


@dataclass(frozen=True)
class Voter:
    """What is of one voter alone, on the way to the urn."""

    number: int
    code: str
    marks: bytes
    seed: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    agent: str = field(default_factory=lambda: f"phone-{secrets.token_hex(8)}")

    @property
    def address(self) -> str:
        return f"127.0.77.{self.number + 1}"

    def canaries(self) -> list[bytes]:
        plain = [self.code.encode(), self.marks, self.seed, self.agent.encode()]
        texts = [self.marks.hex(), self.seed.hex(), self.address]
        grouped = codes.grouped(self.code)
        return [*plain, *(text.encode() for text in (*texts, grouped))]


def cast(ballot: Ballot, voter: Voter, body: bytes) -> tuple[int, bytes]:
    """Cast from an address of its own, with headers that name the voter's phone."""
    line = http.client.HTTPConnection(
        "127.0.0.1", ballot.urn.port, timeout=20, source_address=(voter.address, 0)
    )
    named = {
        "User-Agent": voter.agent,
        "Cookie": f"desk={voter.agent}",
        "Referer": f"https://hall.example/{voter.agent}",
        "X-Forwarded-For": f"{voter.agent}, {voter.address}",
    }
    line.request("POST", f"/v/{ballot.name}", body, named)
    answer = line.getresponse()
    told = answer.status, answer.read()
    line.close()
    return told


def marks_of(form: BoxForm) -> bytes:
    return bytes(secrets.choice([0, 1, 2, BLANK]) for _ in range(form.size))


def test_s1_s3_no_byte_that_the_urn_leaves_tells_of_a_voter_or_a_choice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("boxes", "tmp"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    everything: list[bytes] = []
    with urn(tmp_path / "boxes", heard=tmp_path / "heard.log") as running:
        ballot = opened(running, form=LONG)
        voters = [
            Voter(n, code, marks_of(LONG))
            for n, code in enumerate(ballot.slips["A"][:VOTERS])
        ]
        with ThreadPoolExecutor(VOTERS) as phones:
            told = list(phones.map(lambda one: everything_of(ballot, one), voters))
        everything.append(all_bytes(tmp_path))
        running.ask("close", box=ballot.name)
        everything.append(all_bytes(tmp_path))
        assert running.stop() == 0
    everything.append(all_bytes(tmp_path))

    assert told == [[200, 200, 409, 400, 404]] * VOTERS
    hashes = [codes.hashed(one.code, ballot.box, "A") for one in voters]
    assert all(h in raw for h in hashes for raw in everything)
    canaries = [one for voter in voters for one in voter.canaries()]
    for raw in everything:
        assert [one for one in canaries if one in raw] == []
    heard = (tmp_path / "heard.log").read_bytes()
    assert not [h for h in hashes if h in heard or h.hex().encode() in heard]


def everything_of(ballot: Ballot, voter: Voter) -> list[int]:
    """Cast, cast again, cast otherwise, cast what is no ballot and where no box is."""
    body = ballot.body(voter.code, voter.marks, voter.seed)
    other = ballot.body(voter.code, marks_of(LONG), voter.seed[::-1])
    broken = json.dumps({"code": voter.code, "marks": voter.agent}).encode()
    bodies = [body, body, other, broken]
    answers = [cast(ballot, voter, one)[0] for one in bodies]
    stray = Ballot(ballot.urn, bytes(16), b"", {})
    return [*answers, cast(stray, voter, body)[0]]


def all_bytes(folder: Path) -> bytes:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return b"".join(str(path).encode() + path.read_bytes() for path in found)


def test_s3_all_ballots_of_a_form_are_sealed_to_one_length() -> None:
    _, public = sealing.new_key()
    every = [bytes([a, b]) for a in LONG.cells for b in LONG.cells]

    sealed = {len(sealing.seal(one, secrets.token_bytes(32), public)) for one in every}

    assert sealed == {2 + sealing.OVERHEAD}


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Ballot, Ballot]]:
    """Two boxes of one urn that will have the same turnout and opposite ballots."""
    with urn(tmp_path) as running:
        yield opened(running), opened(running)


def seen(ballot: Ballot) -> list[object]:
    """Return all that the urn tells of a box without a slip, its name left out."""
    told: list[object] = []
    for path in ("", "/form", "/turnout", "/outcome", "/ballots"):
        line = http.client.HTTPConnection("127.0.0.1", ballot.urn.port, timeout=20)
        line.request("GET", f"/v/{ballot.name}{path}")
        answer = line.getresponse()
        body = answer.read().replace(ballot.name.encode(), b"")
        heads = sorted((k, v) for k, v in answer.getheaders() if k.lower() != "date")
        told.append((path, answer.status, heads, body))
        line.close()
    return [*told, ballot.urn.ask("turnout", box=ballot.name)]


def test_s5_no_state_of_a_box_says_anything_of_what_is_in_it(
    two: tuple[Ballot, Ballot],
) -> None:
    one, other = two
    opposite = {one.name: bytes(4), other.name: bytes([2] * 4)}
    shown = {one.name: [seen(one)], other.name: [seen(other)]}

    for ballot in two:
        for code in ballot.slips["A"][:9]:
            status, _ = ballot.post(ballot.body(code, opposite[ballot.name]))
            assert status == 200
        for state in ("paused", "open"):
            ballot.urn.ask("move", box=ballot.name, to=state)
            shown[ballot.name].append(seen(ballot))
        closed = ballot.urn.ask("close", box=ballot.name)
        assert closed.keys() == {"ballot_root", "turnout"}
        shown[ballot.name] += [[closed["turnout"]], seen(ballot)]

    assert shown[one.name] == shown[other.name]


def test_s7_what_a_voter_is_told_is_made_of_the_sealed_ballot_alone(
    two: tuple[Ballot, Ballot],
) -> None:
    ballot = two[0]
    path = ballot.urn.folder / f"{ballot.name}.box"
    box = Box(SqliteFile(path))
    code, marks, seed = ballot.slips["A"][0], bytes(4), secrets.token_bytes(32)

    _, told = ballot.post(ballot.body(code, marks, seed))

    (there,) = box.ballots()
    assert there.leaf == sealing.leaf(ballot.box, "A", there.sealed)
    signature = receipts.Signer(box.signer, ballot.box).sign(there.leaf)
    assert told == {
        "leaf": there.leaf.hex(),
        "receipt": receipts.shown(there.leaf),
        "signature": receipts.texted(signature),
    }
    box.shut()


def test_i3_what_was_answered_before_the_urn_was_killed_is_in_the_closed_box(
    two: tuple[Ballot, Ballot],
) -> None:
    ballot = two[0]
    bodies = [ballot.body(code, bytes(4)) for code in ballot.slips["A"]]
    answered: dict[int, str] = {}
    some = threading.Event()

    def phone(number: int) -> None:
        try:
            status, told = ballot.post(bodies[number])
        except OSError:
            return
        assert status == 200
        answered[number] = told["leaf"]
        if len(answered) > len(bodies) // 3:
            some.set()

    with ThreadPoolExecutor(4) as phones:
        list(phones.map(phone, range(len(bodies) // 3)))
        running = [phones.submit(phone, n) for n in range(10, len(bodies))]
        some.wait(20)
        ballot.urn.kill()
        for one in running:
            one.result()
    before = dict(answered)
    ballot.urn.start()
    for number in range(len(bodies)):
        phone(number)
    ballot.urn.ask("close", box=ballot.name)

    assert answered == {**answered, **before}
    assert closed_leaves(ballot.urn, ballot) == set(answered.values())
    assert len(set(answered.values())) == len(bodies)


def closed_leaves(running: Urn, ballot: Ballot) -> set[str]:
    box = Box(SqliteFile(running.folder / f"{ballot.name}.box"))
    leaves = {one.leaf.hex() for one in box.ballots()}
    box.shut()
    return leaves
