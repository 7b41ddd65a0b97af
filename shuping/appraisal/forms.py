"""What the organiser enters, and what the committee decided."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms

from shuping.appraisal.queries.grading import Grade
from shuping.appraisal.services import Entered
from shuping.refusal import say
from shuping.rounds.models import Reporter
from shuping.rounds.queries import scheme_of
from shuping.rounds.rules.scheme import BALLOT
from shuping.shell.labels import label

_FULL = 100


class DecisionForm(forms.Form):
    """A grade, the reason where it is not the proposed one, and the opinion."""

    grade = forms.ChoiceField(label=label(say("Decided grade")))
    reason = forms.CharField(
        label=label(say("Reason, where it is not the proposed grade")),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    opinion = forms.CharField(
        label=label(say("Opinion for the feedback letter")),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, grades: Iterable[Grade], **named: Any) -> None:
        """Offer the grades of the round's scheme."""
        super().__init__(*args, **named)
        offered: Any = self.fields["grade"]
        offered.choices = [(one.code, one.name) for one in grades]


class ScoresForm(forms.Form):
    """Every score that is typed: one field for each reporter and component."""

    def __init__(self, *args: Any, reporters: Sequence[Reporter], **named: Any) -> None:
        """Lay out the fields by the components of each reporter's pool."""
        super().__init__(*args, **named)
        self.places: dict[str, tuple[Reporter, str]] = {}
        for reporter in reporters:
            for component in _typed(reporter):
                name = f"{reporter.pk}-{component}"
                self.places[name] = (reporter, component)
                self.fields[name] = forms.DecimalField(
                    label=f"{reporter} · {component}",
                    min_value=0,
                    max_value=_FULL,
                    required=False,
                    max_digits=12,
                    widget=forms.TextInput(attrs={"inputmode": "decimal"}),
                )

    def rows(self) -> list[tuple[Reporter, list[forms.BoundField]]]:
        """Return the fields by reporter, in protocol order."""
        found: dict[int, tuple[Reporter, list[forms.BoundField]]] = {}
        for name, (reporter, _) in self.places.items():
            found.setdefault(reporter.pk, (reporter, []))[1].append(self[name])
        return list(found.values())

    def entered(self) -> list[Entered]:
        """Return the scores that are filled in."""
        values: dict[str, Decimal | None] = self.cleaned_data
        return [
            Entered(reporter, component, Fraction(value))
            for name, (reporter, component) in self.places.items()
            if (value := values.get(name)) is not None
        ]


def _typed(reporter: Reporter) -> list[str]:
    """Return the components of a reporter's pool that somebody types."""
    scheme = scheme_of(reporter.round)
    pool = scheme.pool_of(sector=reporter.organisation.sector, mode=reporter.mode)
    parts = pool.components if pool else ()
    return [part.code for part in parts if part.code != BALLOT]
