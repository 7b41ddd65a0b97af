"""What is sent of a ballot: numbers of the classes, typed sheets, settled marks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from shuping.ballots.queries.typing import Differing
from shuping.ballots.rules.form import Form
from shuping.ballots.rules.tally import Turnout
from shuping.refusal import Words, say
from shuping.rounds.rules.scheme import Category
from shuping.shell.labels import choices, label

_MOST = 100_000
NUMBERS: Mapping[str, Words] = {
    "entitled": say("Entitled"),
    "present": say("Present"),
    "issued": say("Issued"),
    "returned": say("Sheets returned"),
}
Names = Mapping[str, str]
Marks = Mapping[str, Words]
Cell = tuple[str, str]
"""A reporter and an item, by their codes."""


@dataclass(frozen=True, slots=True)
class Excess:
    """A class of which more sheets came back than were issued."""

    name: str
    issued: int
    returned: int


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class in the table of numbers."""

    category: Category
    fields: Sequence[tuple[Words, forms.BoundField]]

    @property
    def faults(self) -> list[str]:
        """Return what is wrong with the numbers of this class."""
        return [str(fault) for _, field in self.fields for fault in field.errors]


class TurnoutForm(forms.Form):
    """How many people and sheets each class has."""

    def __init__(
        self,
        *args: Any,
        categories: Sequence[Category],
        turnouts: Mapping[str, Turnout],
        **named: Any,
    ) -> None:
        """Ask four numbers of each class, beginning with what stands."""
        super().__init__(*args, **named)
        self.categories = categories
        self.excess: list[Excess] = []
        for place, one in enumerate(categories):
            standing = turnouts.get(one.code)
            for key, words in NUMBERS.items():
                field = forms.IntegerField(
                    label=label(say("{name}: {what}", name=one.name, what=words)),
                    min_value=0,
                    max_value=_MOST,
                    initial=getattr(standing, key, None),
                )
                self.fields[f"{key}-{place}"] = field

    def rows(self) -> Iterator[ClassRow]:
        """Yield the classes with their fields, for a table."""
        for place, one in enumerate(self.categories):
            asked = [(words, self[f"{key}-{place}"]) for key, words in NUMBERS.items()]
            yield ClassRow(one, asked)

    def clean(self) -> dict[str, Any]:
        """Refuse a class in which fewer are entitled than present, and so on down."""
        cleaned = super().clean() or {}
        pairs = list(zip(NUMBERS, list(NUMBERS)[1:], strict=False))
        for place, one in enumerate(self.categories):
            for more, fewer in pairs:
                most = cleaned.get(f"{more}-{place}")
                fewest = cleaned.get(f"{fewer}-{place}")
                if most is not None and fewest is not None and fewest > most:
                    words = say(
                        "{fewer}: more than {more}",
                        fewer=NUMBERS[fewer],
                        more=NUMBERS[more],
                    )
                    self.add_error(f"{fewer}-{place}", label(words))
                    if fewer == "returned":
                        self.excess.append(Excess(one.name, most, fewest))
        return cleaned

    def turnouts(self) -> dict[str, Turnout]:
        """Return the numbers of each class."""
        return {
            one.code: Turnout(*(self.cleaned_data[f"{key}-{place}"] for key in NUMBERS))
            for place, one in enumerate(self.categories)
        }


def _marks(words: Words, marks: Marks) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label(words),
        choices=choices(marks),
        widget=forms.RadioSelect,
        error_messages={
            "required": label(say("Choose a mark; blank is one of them.")),
        },
    )


class SheetForm(forms.Form):
    """One sheet: a mark for every cell, and the author of a signed one."""

    author = forms.CharField(label=label(say("Signed by")), max_length=64)

    def __init__(
        self,
        *args: Any,
        ballot: Form,
        names: Names,
        items: Names,
        marks: Marks,
        signed: bool,
        **named: Any,
    ) -> None:
        """Ask a mark for every cell, reporter by reporter."""
        super().__init__(*args, **named)
        self.ballot, self.names, self.items = ballot, names, items
        if not signed:
            del self.fields["author"]
        for place, (who, item) in enumerate(self._cells()):
            words = say("{name}: {what}", name=names[who], what=items[item])
            self.fields[f"cell-{place}"] = _marks(words, marks)

    def _cells(self) -> list[Cell]:
        return [(who, item) for who in self.ballot.reporters for item in self.items]

    def rows(self) -> Iterator[Mapping[str, Any]]:
        """Yield each cell with its names, for the page."""
        several = len(self.items) > 1
        for place, (who, item) in enumerate(self._cells()):
            yield {
                "number": place // len(self.items) + 1,
                "name": self.names[who],
                "item": self.items[item] if several else "",
                "field": self[f"cell-{place}"],
            }

    def packed(self) -> bytes:
        """Return the sheet as it is kept."""
        cells = range(self.ballot.size)
        marks = (self.cleaned_data[f"cell-{place}"] for place in cells)
        return bytes(self.ballot.byte_of[mark] for mark in marks)


def unpacked(ballot: Form, marks: bytes) -> dict[str, str]:
    """Return a kept sheet as `SheetForm` begins with it."""
    return {f"cell-{n}": ballot.mark_of[cell] for n, cell in enumerate(marks)}


class SettleForm(forms.Form):
    """The right mark of each cell of a sheet that two tellers typed unlike."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        there: Differing,
        names: Names,
        items: Names,
        marks: Marks,
    ) -> None:
        """Ask for the cells that differ, and for the author where that differs."""
        super().__init__(data, prefix=f"{there.category}-{there.number}")
        self.there = there
        for one in there.cells:
            typed = [marks[mark] for mark in one.marks]
            words = say(
                "{name}, {item}: typed as {first} and as {second}",
                name=names[one.reporter],
                item=items[one.item],
                first=typed[0],
                second=typed[1],
            )
            self.fields[f"{one.reporter}.{one.item}"] = _marks(words, marks)
        if there.authors:
            self.fields["author"] = forms.ChoiceField(
                label=label(say("Signed by")),
                choices=[(name, name) for name in there.authors],
                widget=forms.RadioSelect,
            )

    def chosen(self) -> dict[Cell, str]:
        """Return the right mark of each cell."""
        return {
            (one.reporter, one.item): self.cleaned_data[f"{one.reporter}.{one.item}"]
            for one in self.there.cells
        }

    def author(self) -> str:
        """Return the right author; empty where that did not differ."""
        author: str = self.cleaned_data.get("author", "")
        return author
