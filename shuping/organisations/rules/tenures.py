"""What a list of posts and their holders would change."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date, timedelta

from shuping.organisations.rules.layouts import Read, TenureRow
from shuping.refusal import say

Key = tuple[str, str, str, date | None]


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds which post of the body with this code, from when to when."""

    organisation: str
    post: str
    holder: str
    since: date | None
    until: date | None
    acting: bool

    @property
    def key(self) -> Key:
        """Return what stays when a tenure ends: which post, who, from when."""
        return self.organisation, self.post, self.holder, self.since


@dataclass(frozen=True, slots=True)
class PostPlan:
    """Tenures that are new, that change (before, after), and how many rows do not."""

    new: tuple[Held, ...]
    changes: tuple[tuple[Held, Held], ...]
    same: int

    @property
    def digest(self) -> str:
        """Return what tells this plan from every other."""
        told = repr(
            [list(map(astuple, self.new)), [astuple(b) for _, b in self.changes]]
        )
        return hashlib.sha256(told.encode()).hexdigest()

    def __bool__(self) -> bool:
        """Tell whether anything is to be done."""
        return bool(self.new or self.changes)


def plan_posts(
    read: Read[TenureRow],
    bodies: Collection[str],
    standing: Iterable[Held],
    file: str,
) -> PostPlan:
    """Work out what rows change; what they may not is noted at their cells.

    An empty `until` keeps an end that is known. Whoever holds a post until somebody
    else begins ends the day before, so that a list taken in twice changes nothing.
    """
    rows, columns = read.rows, read.columns
    _check(read, bodies, file)
    before = {one.key: one for one in standing}
    after = dict(before)
    for row in rows:
        held = _held(row)
        after[held.key] = _kept(held, before.get(held.key), columns)
    after |= {one.key: one for one in _ended(after.values())}
    new = tuple(one for key, one in after.items() if key not in before)
    changes = tuple(
        (old, after[key]) for key, old in before.items() if old != after[key]
    )
    changed = {old.key for old, _ in changes}
    same = sum(_held(row).key in before.keys() - changed for row in rows)
    return PostPlan(new, changes, same)


def _check(read: Read[TenureRow], bodies: Collection[str], file: str) -> None:
    faults = read.faults
    for row in read.rows:
        if row.organisation not in bodies:
            wrong = say("{code} is nowhere", code=row.organisation)
            right = say("the code of one of your bodies")
            faults.note(file, row.line, "organisation", wrong, right)
        if row.since and row.until and row.until < row.since:
            wrong = say("{day} lies before the beginning", day=row.until.isoformat())
            right = say("{day} or later", day=row.since.isoformat())
            faults.note(file, row.line, "until", wrong, right)


def _held(row: TenureRow) -> Held:
    return Held(
        row.organisation,
        row.post,
        row.holder,
        row.since,
        row.until,
        row.acting,
    )


def _kept(held: Held, old: Held | None, columns: Collection[str]) -> Held:
    if old is None:
        return held
    acting = held.acting if "acting" in columns else old.acting
    return replace(held, until=held.until or old.until, acting=acting)


def _ended(those: Iterable[Held]) -> Iterator[Held]:
    """Yield those who hold a post no longer because another began after them."""
    posts: defaultdict[tuple[str, str], list[Held]] = defaultdict(list)
    for one in those:
        posts[one.organisation, one.post].append(one)
    for held in posts.values():
        begun = sorted(one.since for one in held if one.since)
        for one in held:
            if one.until is None and (day := _next(begun, one.since)):
                yield replace(one, until=day - timedelta(days=1))


def _next(begun: Sequence[date], since: date | None) -> date | None:
    return next((day for day in begun if since is None or day > since), None)
