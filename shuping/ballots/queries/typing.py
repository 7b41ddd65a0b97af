"""How far the tellers are: what is typed, what is missing, what differs.

A constant number of queries, however many sheets there are. Nothing here says who
voted what: a sheet is its class and its place in the shuffled pile.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from django.db.models import Count, QuerySet

from shuping.accounts.models import Person
from shuping.ballots.models import Box, Sheet
from shuping.ballots.queries import form, turnouts
from shuping.refusal import Words, listed, say
from shuping.rounds.queries import scheme_of
from shuping.rounds.rules.scheme import Category

TELLERS = 2
_TOLD_SINGLY = 2
_NAMED = 10

Key = tuple[str, int]
"""A sheet: its class, and its number in the pile of the class."""


@dataclass(frozen=True, slots=True)
class Pile:
    """The sheets of one class, by number: never typed, typed once, typed unlike."""

    category: Category
    returned: int
    untyped: tuple[int, ...]
    once: tuple[int, ...]
    unlike: tuple[int, ...]

    @property
    def done(self) -> int:
        """Return how many sheets two tellers typed alike."""
        return self.returned - len(self.untyped) - len(self.once) - len(self.unlike)

    def missing(self) -> Iterator[Words]:
        """Yield what keeps the class from being counted."""
        if self.untyped:
            yield say("not typed: {sheets}", sheets=_named(self.untyped))
        if self.once:
            yield say("typed once only: {sheets}", sheets=_named(self.once))
        if self.unlike:
            yield say("typed unlike: {sheets}", sheets=_named(self.unlike))


def _named(numbers: Sequence[int]) -> Words:
    """Return the first of the numbers; three and more in a row by their ends."""
    runs = _runs(numbers)
    told = [
        say("{first} to {last}", first=run[0], last=run[-1])
        if len(run) > _TOLD_SINGLY
        else listed(say("{number}", number=one) for one in run)
        for run in runs[:_NAMED]
    ]
    if more := sum(map(len, runs[_NAMED:])):
        told.append(say("{count} more", count=more))
    return listed(told)


def _runs(numbers: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for one in numbers:
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def piles_of(box: Box) -> list[Pile]:
    """Return how far each class is, in the order of the scheme; three queries."""
    standing = _standing(box)
    returned = {code: one.returned for code, one in turnouts(box).items()}
    return [
        _pile(one, returned.get(one.code, 0), standing.get(one.code, {}))
        for one in scheme_of(box.round).ballot.categories
    ]


def _standing(box: Box) -> dict[str, dict[int, tuple[int, bool]]]:
    rows = Sheet.objects.filter(box=box).values_list("category", "number").order_by()
    found: dict[str, dict[int, tuple[int, bool]]] = {}
    for category, number, times, kinds, authors in rows.annotate(
        Count("pk"), Count("marks", distinct=True), Count("author", distinct=True)
    ):
        alike = kinds == 1 and authors == 1
        found.setdefault(category, {})[number] = times, alike
    return found


def _pile(
    category: Category, returned: int, typed: Mapping[int, tuple[int, bool]]
) -> Pile:
    return Pile(
        category=category,
        returned=returned,
        untyped=tuple(one for one in range(1, returned + 1) if one not in typed),
        once=tuple(sorted(one for one, (times, _) in typed.items() if times < TELLERS)),
        unlike=tuple(sorted(one for one, (_, alike) in typed.items() if not alike)),
    )


def missing_in(piles: Sequence[Pile]) -> Words | None:
    """Return what keeps the box from being counted, class by class; None is nothing."""
    held = [
        say("class {code}: {missing}", code=one.category.code, missing=listed(missing))
        for one in piles
        if (missing := list(one.missing()))
    ]
    return reduce(_then, held) if held else None


def _then(first: Words, rest: Words) -> Words:
    return say("{first}; {rest}", first=first, rest=rest)


@dataclass(frozen=True, slots=True)
class Typist:
    """How many sheets of each class a teller has typed."""

    name: str
    typed: tuple[int, ...]


def typists(box: Box) -> list[Typist]:
    """Return who has typed how much, by class in the order of the scheme."""
    rows = Sheet.objects.filter(box=box).order_by().values("teller", "category")
    sums: dict[int, dict[str, int]] = {}
    for row in rows.annotate(sheets=Count("pk")):
        sums.setdefault(row["teller"], {})[row["category"]] = row["sheets"]
    people = Person.objects.filter(pk__in=sums).order_by("pk")
    codes = [one.code for one in scheme_of(box.round).ballot.categories]
    return [
        Typist(str(one), tuple(sums[one.pk].get(code, 0) for code in codes))
        for one in people
    ]


def left_for(box: Box, teller: Person) -> dict[str, list[int]]:
    """Return the sheets that a teller has still to type, by class.

    A sheet that two others have typed is not among them.
    """
    done: dict[Key, set[int]] = {}
    rows = Sheet.objects.filter(box=box).values_list("category", "number", "teller_id")
    for category, number, who in rows:
        done.setdefault((category, number), set()).add(who)
    nobody = set[int]()

    def waits(key: Key) -> bool:
        typed = done.get(key, nobody)
        return teller.pk not in typed and len(typed) < TELLERS

    return {
        code: [n for n in range(1, one.returned + 1) if waits((code, n))]
        for code, one in turnouts(box).items()
    }


def own_sheet(box: Box, teller: Person, key: Key) -> Sheet | None:
    """Return a sheet as this teller typed it."""
    category, number = key
    mine = Sheet.objects.filter(box=box, teller=teller)
    return mine.filter(category=category, number=number).first()


def own_sheets(box: Box, teller: Person, category: str) -> QuerySet[Sheet]:
    """Return the sheets of a class that this teller has typed, the last one first."""
    return Sheet.objects.filter(box=box, teller=teller, category=category).order_by(
        "-number"
    )


@dataclass(frozen=True, slots=True)
class Unlike:
    """A cell that two tellers typed unlike, with both marks."""

    reporter: str
    item: str
    marks: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Differing:
    """A sheet that two tellers typed unlike; `authors` where these differ too."""

    category: str
    number: int
    cells: tuple[Unlike, ...]
    authors: tuple[str, ...]


def differing_keys(piles: Sequence[Pile]) -> list[Key]:
    """Return the sheets that were typed unlike, by class and number."""
    return [(one.category.code, number) for one in piles for number in one.unlike]


def differing(box: Box, keys: Sequence[Key]) -> list[Differing]:
    """Return what differs on these sheets; two queries for a page of them."""
    ballot = form(box.round)
    cells = [(who, item) for who in ballot.reporters for item in ballot.items]
    found = []
    for (category, number), (first, second) in _both(box, keys).items():
        unlike = tuple(
            Unlike(who, item, (ballot.mark_of[a], ballot.mark_of[b]))
            for (who, item), a, b in zip(cells, first[0], second[0], strict=True)
            if a != b
        )
        authors = (first[1], second[1]) if first[1] != second[1] else ()
        if unlike or authors:
            found.append(Differing(category, number, unlike, authors))
    return found


def _both(box: Box, keys: Sequence[Key]) -> dict[Key, list[tuple[bytes, str]]]:
    rows = Sheet.objects.filter(
        box=box,
        category__in={category for category, _ in keys},
        number__in={number for _, number in keys},
    ).order_by("pk")
    typed: dict[Key, list[tuple[bytes, str]]] = {key: [] for key in keys}
    for one in rows:
        if (key := (one.category, one.number)) in typed:
            typed[key].append((bytes(one.marks), one.author))
    return {key: both for key, both in typed.items() if len(both) == TELLERS}
