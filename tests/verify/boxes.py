"""Real boxes filled by chance from a seed, closed, counted and packed as bundles."""

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from nacl.signing import SigningKey

from shuping.ballots.rules import keys
from shuping.ballots.rules.bundle import FOLDER, PAPER, URN, ClosedBox, Contents, packed
from shuping.ballots.rules.effects import Effects, effects_of
from shuping.ballots.rules.form import Form
from shuping.ballots.rules.opening import Opened, box_form, counted, open_ballots
from shuping.ballots.rules.tally import Outcome, Turnout
from shuping.journal import rules as journal
from shuping.rounds.rules.scheme import BallotTerms
from shuping.rounds.rules.scheme_file import read
from shuping.urn import codes
from shuping.urn.box import SIMPLE, STANDARD, Box, Plan
from shuping.urn.casting import Cast
from shuping.urn.form import BLANK, MULTIPLE, UNKNOWN, BoxForm, Named
from shuping.urn.slot import State
from shuping.urn.storage import SqliteFile
from tests.urn.boxes import key

_GRADES = ("good", "fairly_good", "average", "poor")
_NOON = datetime(2020, 1, 3, 12, tzinfo=UTC)
UNFIT = 77


@dataclass(frozen=True)
class Crowd:
    """What one class does: ballots from phones, on paper, codes not used and void."""

    phones: int = 8
    paper: int = 0
    unused: int = 2
    void: int = 1
    unfit: int = 0
    signed: bool = False
    silent: bool = False


@dataclass(frozen=True)
class Recipe:
    """One box, from its scheme to its count."""

    classes: Mapping[str, Crowd] = field(
        default_factory=lambda: {"A": Crowd(), "B": Crowd(6, unused=0, void=0)}
    )
    seed: int = 1
    reporters: int = 3
    items: int = 1
    rules: str = ""
    level: str = STANDARD
    rehearsal: bool = False
    one_by_one: bool = False
    counts: bool = True
    source: str = URN
    encoding: str = "utf-8"


@dataclass(frozen=True)
class Made:
    """A bundle with what belongs to it and is not in it."""

    packed: bytes
    private: bytes
    receipt: str
    signature: bytes
    contents: Contents

    @property
    def words(self) -> str:
        return keys.words_of(self.private)


def scheme(recipe: Recipe) -> bytes:
    points = (100, 75, 50, 0)
    lines = ["[round]", 'name = "临江区述职评议"', "year = 2019", 'convenor = "LJ"']
    lines += ["deadline = 2020-01-15"]
    for code, worth in zip(_GRADES, points, strict=True):
        lines += ["[[ballot.grades]]", f'code = "{code}"', f"points = {worth}"]
    for n in range(recipe.items):
        lines += ["[[ballot.items]]", f'code = "i{n}"', f"weight = {n + 0.5}"]
    for n, (code, crowd) in enumerate(recipe.classes.items(), 1):
        lines += ["[[ballot.categories]]", f'code = "{code}"', f'name = "{code}类"']
        secrecy = "signed" if crowd.signed else "secret"
        lines += [f"weight = {10 * n}", f'secrecy = "{secrecy}"']
    lines += ["[ballot.validity]", recipe.rules, _APPRAISAL]
    return "\n".join(lines).encode(recipe.encoding)


_APPRAISAL = """
[appraisal]
components = [{code = "ballot", weight = 60}, {code = "everyday", weight = 40}]
places = 2
rounding = "half_up"
bands = [{grade = "good", from = 90}, {grade = "fairly_good", from = 75}]
"""


def _key_made(recipe: Recipe) -> str:
    return "here" if recipe.level == SIMPLE else "apart"


class Maker:
    """Fills a box by a recipe."""

    def __init__(self, recipe: Recipe, folder: Path) -> None:
        self.recipe, self.random = recipe, Random(recipe.seed)
        self.scheme = scheme(recipe)
        found = read(self.scheme)
        assert found.scheme is not None, found.faults
        self.terms: BallotTerms = found.scheme.ballot
        self.listed = [
            Named(f"LJ{n:02}", f"第{n}街道") for n in range(1, recipe.reporters + 1)
        ]
        self.form: BoxForm = box_form(
            found.scheme.round.name,
            self.terms,
            self.listed,
            one_by_one=recipe.one_by_one,
            rehearsal=recipe.rehearsal,
        )
        self.private, self.public = key(recipe.seed)
        self.name = self.random.randbytes(16)
        self.signer = self.random.randbytes(32)
        self.path = folder / f"{self.name.hex()}.box"

    def box(self) -> Box:
        """Commit a box, let everybody vote, close it."""
        slips = {
            code: [codes.make(self.random.getrandbits) for _ in range(self._slips(one))]
            for code, one in self._secret().items()
        }
        hashed = {
            code: [codes.hashed(one, self.name, code) for one in those]
            for code, those in slips.items()
        }
        plan = Plan(
            box=self.name,
            form=self.form,
            public=self.public,
            signer=self.signer,
            issued=hashed,
            level=self.recipe.level,
        )
        SqliteFile.make(self.path, plan.tables())
        box = Box(SqliteFile(self.path))
        box.move(State.OPEN)
        sheets = 0
        for code, one in self._secret().items():
            box.take(
                [
                    Cast({code: h}, self.marks(one, n), self.random.randbytes(32))
                    for n, h in enumerate(hashed[code][: one.phones])
                ]
            )
            papers = [
                (code, self.marks(one, n, paper=True), self.random.randbytes(32))
                for n in range(one.phones, one.phones + one.paper)
            ]
            sheets = box.take_paper(papers, after=sheets)
            box.void(hashed[code][one.phones : one.phones + one.void], "returned")
        box.close()
        return box

    def _secret(self) -> dict[str, Crowd]:
        return {c: one for c, one in self.recipe.classes.items() if not one.signed}

    def _slips(self, one: Crowd) -> int:
        return one.phones + one.unused + one.void

    def marks(self, one: Crowd, number: int, *, paper: bool = False) -> bytes:
        if number < one.unfit:
            return bytes([UNFIT]) * self.form.size
        if one.silent:
            return bytes([BLANK]) * self.form.size
        of = [0, 0, 0, 1, 2, 3, BLANK]
        of += [UNKNOWN] if self.form.unknown else []
        of += [MULTIPLE] if paper else []
        return bytes(self.random.choice(of) for _ in range(self.form.size))

    def signed(self) -> dict[str, list[bytes]]:
        return {
            code: [self.marks(one, n) for n in range(one.phones)]
            for code, one in self.recipe.classes.items()
            if one.signed
        }

    def counting(self) -> Form:
        return Form(
            tuple(one.code for one in self.listed),
            tuple(one.code for one in self.terms.items),
            _GRADES,
            self.form.unknown,
        )

    def outcome(self, opened: Opened) -> Outcome:
        state = self.random.getstate()
        found = counted(opened, self.signed(), self.counting(), self.terms)
        self.random.setstate(state)
        return found

    def effects(self, opened: Opened) -> Effects:
        outcome = self.outcome(opened)
        return effects_of(opened.sheets, self.counting(), outcome, self.terms)

    def turnouts(self) -> dict[str, Turnout]:
        found = {}
        for code, one in self.recipe.classes.items():
            returned = one.phones + one.paper
            issued = returned + (0 if one.signed else one.unused)
            found[code] = Turnout(issued + 2, issued + 1, issued, returned)
        return found

    def record(self, roots: tuple[str, str]) -> dict[str, Any]:
        urn = self.recipe.source == URN
        return {
            "source": self.recipe.source,
            "state": "counted" if self.recipe.counts else "closed",
            "box": self.name.hex() if urn else "",
            "round": {"name": "临江区述职评议", "year": 2019, "convenor": "LJ"},
            "level": self.recipe.level if urn else "",
            "slips_made": "apart" if urn else "",
            "key_made": _key_made(self.recipe) if urn else "",
            "rehearsal": self.recipe.rehearsal,
            "one_by_one": self.recipe.one_by_one,
            "form_sha256": self.form.digest(),
            "scheme_sha256": sha256(self.scheme),
            "public": self.public.hex() if urn else "",
            "issue_root": roots[0],
            "ballot_root": roots[1],
            "verifier": bytes(SigningKey(self.signer).verify_key).hex() if urn else "",
            "steps": self.steps() if urn else [],
            "electorate": [
                {
                    "category": code,
                    "entitled": one.entitled,
                    "present": one.present,
                    "issued": one.issued,
                    "returned": one.returned,
                }
                for code, one in self.turnouts().items()
            ],
        }

    def steps(self) -> list[dict[str, Any]]:
        names = ("commit", "open", "close", "count")[: 4 if self.recipe.counts else 3]
        return [
            {
                "step": name,
                "people": [
                    self._person(
                        "monitor.2" if name == "count" else "organiser", 2 * n
                    ),
                    self._person("monitor", 2 * n + 1),
                ],
            }
            for n, name in enumerate(names)
        ]

    def _person(self, account: str, minutes: int) -> dict[str, Any]:
        at = moment(_NOON + timedelta(minutes=minutes))
        told = {"account": account, "name": "同名", "at": at}
        monitored = self.recipe.seed % 2
        return told | ({"monitor": "monitor" in account} if monitored else {})

    def journal(self) -> list[dict[str, Any]]:
        """Return entries that stand with gaps between others, as a real one has."""
        found, before, number = [], journal.GENESIS, 0
        acts: list[tuple[str, str, dict[str, Any]]] = [
            ("use the urn", moment(_NOON - timedelta(hours=1)), {})
        ]
        acts += [
            (
                f"{one['step']} box",
                one["people"][1]["at"],
                {"first": one["people"][0]["account"]},
            )
            for one in self.steps()
        ]
        for place, (act, at, facts) in enumerate(acts):
            if place == 2:
                number, before = number + 3, self.random.randbytes(32).hex()
            number += 1
            entry = Entry(datetime.fromisoformat(at), 7, act, "ballots.box:3", facts)
            digest = journal.digest(before, number, journal.content(entry))
            found.append(
                {
                    "number": number,
                    "before": before,
                    "digest": digest,
                    "at": at,
                    "by": 7,
                    "act": act,
                    "thing": "ballots.box:3",
                    "facts": facts,
                }
            )
            before = digest
        return found


@dataclass
class Entry:
    """As a row of the journal."""

    at: datetime
    by_id: int
    act: str
    thing: str
    facts: dict[str, Any]


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def made(recipe: Recipe) -> Made:
    """Make a bundle; the same for the same recipe."""
    with tempfile.TemporaryDirectory() as name:
        maker = Maker(recipe, Path(name))
        if recipe.source != URN:
            return _typed(maker)
        box = maker.box()
        told = box.told()
        closed = ClosedBox(
            [(h, category) for h, category in box.codes("issued")],
            [(h, reason) for h, reason in box.codes("void")],
            [h for (h,) in box.codes("spent")],
            box.ballots(),
        )
        box.shut()
    opened = open_ballots(closed.ballots, maker.private, maker.form, maker.name)
    roots = told["issue_root"].hex(), told["ballot_root"].hex()
    contents = Contents(
        record=maker.record(roots),
        form=maker.form.written(),
        scheme=maker.scheme,
        terms=maker.terms,
        turnouts=maker.turnouts(),
        journal=maker.journal(),
        closed=closed,
        outcome=maker.outcome(opened) if recipe.counts else None,
        effects=maker.effects(opened),
    )
    leaf = closed.ballots[0].leaf if closed.ballots else bytes(32)
    told_leaf = b"shuping receipt\0" + maker.name + leaf
    signature = SigningKey(maker.signer).sign(told_leaf).signature
    return Made(packed(contents), maker.private, leaf.hex(), signature, contents)


def _typed(maker: Maker) -> Made:
    opened = Opened(
        {
            code: [maker.marks(one, n, paper=True) for n in range(one.phones)]
            for code, one in maker._secret().items()
        }
    )
    contents = Contents(
        record=maker.record(("", "")),
        form=maker.form.written(),
        scheme=maker.scheme,
        terms=maker.terms,
        turnouts=maker.turnouts(),
        journal=[],
        outcome=maker.outcome(opened),
        effects=maker.effects(opened),
    )
    return Made(packed(contents), maker.private, "", b"", contents)


_ALONE = {"A": Crowd()}
GOOD: Mapping[str, Recipe] = {
    "plain": Recipe(),
    "simple": Recipe(seed=2, level="simple"),
    "strict": Recipe(seed=3, level="strict"),
    "one ballot": Recipe({"A": Crowd(1, unused=0, void=0)}, seed=4, rules="min_cast=1"),
    "no ballot": Recipe({"A": Crowd(0, unused=3)}, seed=5),
    "no ballot, shown": Recipe({"A": Crowd(0)}, seed=25, rules="min_cast = 0"),
    "sixteen items": Recipe(_ALONE, seed=6, items=16, reporters=5),
    "nine classes": Recipe(
        {code: Crowd(3 + n) for n, code in enumerate("ABCDEFGHJ")}, seed=7
    ),
    "paper among": Recipe({"A": Crowd(5, 4), "B": Crowd(3, 3)}, seed=8, items=2),
    "paper alone": Recipe({"A": Crowd(0, 9, 0, 0)}, seed=9),
    "small dropped": Recipe({"A": Crowd(), "B": Crowd(2)}, seed=10),
    "small pooled": Recipe(
        {"A": Crowd(), "B": Crowd(2), "C": Crowd(3, 1)},
        seed=11,
        rules='small_class = "pool:A"',
    ),
    "pool too small": Recipe(
        {"A": Crowd(3), "B": Crowd(2), "C": Crowd(9)},
        seed=12,
        rules='small_class = "pool:A"',
    ),
    "unreadable": Recipe({"A": Crowd(9, unfit=2), "B": Crowd(3, unfit=1)}, seed=13),
    "rehearsal": Recipe(seed=14, rehearsal=True),
    "one by one, in GBK": Recipe(
        {"A类": Crowd()},
        seed=15,
        one_by_one=True,
        encoding="gbk",
        rules="unknown=false",
    ),
    "void by rules": Recipe(
        {"A": Crowd(40)},
        seed=16,
        rules='all_same = "void"\ngood_at_most = "1/3"\nmin_cast = 1',
    ),
    "trimmed": Recipe(seed=17, rules='trim = "above_5"\nzero_class = "zero"'),
    "a silent class": Recipe(
        {"A": Crowd(), "B": Crowd(7, silent=True)},
        seed=18,
        rules='zero_class = "refuse"\nmin_cast = 0',
    ),
    "silent as zero": Recipe(
        {"A": Crowd(), "B": Crowd(7, silent=True)},
        seed=19,
        rules='zero_class = "zero"\nmin_cast = 0',
    ),
    "closed": Recipe(seed=20, counts=False),
    "signed beside": Recipe({"A": Crowd(), "S": Crowd(2, signed=True)}, seed=21),
    "typed": Recipe(seed=22, source=PAPER),
    "effects told": Recipe(
        {"A": Crowd(60, 8), "B": Crowd(40, 4), "C": Crowd(2)},
        seed=33,
        reporters=4,
        rules='all_same = "void"\ngood_at_most = "2/3"\n'
        'min_cast = 3\nsmall_class = "pool:A"',
    ),
    "stability told": Recipe(
        {"A": Crowd(60, 8), "B": Crowd(40, 4), "C": Crowd(2)},
        seed=31,
        reporters=4,
        items=2,
        rules='min_cast = 3\nsmall_class = "pool:A"',
    ),
    "of a folder": Recipe(seed=23, source=FOLDER, rules='small_class = "pool:A"'),
}
