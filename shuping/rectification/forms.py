"""What is sent to the ledger: problems, tasks, evidence, requests and answers."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from shuping.organisations.models import Organisation
from shuping.rectification.queries import Sought
from shuping.rectification.rules import SOURCES, WORDS, Source
from shuping.refusal import Words, say
from shuping.shell.labels import choices, label

_LONG = 5000
Bodies = QuerySet[Organisation]


def _chosen(words: Words, *, empty: Words, required: bool = True) -> forms.Field:
    return forms.ModelChoiceField(
        Organisation.objects.none(),
        label=label(words),
        empty_label=label(empty),
        required=required,
    )


def _offer(field: forms.Field, bodies: Bodies) -> None:
    chosen = cast("forms.ModelChoiceField[Organisation]", field)
    chosen.queryset = bodies


def _long(words: Words, rows: int = 4) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label(words), max_length=_LONG, widget=area)


class SoughtForm(forms.Form):
    """Which problems of the ledger are listed."""

    year = forms.TypedChoiceField(
        label=label(say("Year")), required=False, coerce=int, empty_value=None
    )
    body = _chosen(say("Body"), empty=say("all bodies"), required=False)
    status = forms.ChoiceField(
        label=label(say("Status")),
        required=False,
        choices=[("", label(say("all"))), *choices(WORDS)],
    )
    overdue = forms.BooleanField(label=label(say("overdue only")), required=False)
    mine = forms.BooleanField(label=label(say("waiting for me")), required=False)

    def __init__(
        self, *args: Any, years: Sequence[int], bodies: Bodies, **named: Any
    ) -> None:
        """Offer the years and bodies that the ledger has."""
        super().__init__(*args, **named)
        field = cast("forms.ChoiceField", self.fields["year"])
        field.choices = [("", label(say("all years"))), *((y, y) for y in years)]
        _offer(self.fields["body"], bodies)

    def sought(self) -> Sought:
        """Return what is sought; everything where the address is odd."""
        return Sought(**self.cleaned_data) if self.is_valid() else Sought()


class ProblemForm(forms.Form):
    """A problem of a body, and who found it."""

    organisation = _chosen(say("Whose problem it is"), empty=say("choose a body"))
    text = _long(say("What the problem is"))
    source = forms.TypedChoiceField(
        label=label(say("Who found it")), coerce=Source, widget=forms.RadioSelect
    )

    def __init__(
        self, *args: Any, bodies: Bodies, superior: bool, **named: Any
    ) -> None:
        """Offer the bodies; only the superior says that it found a problem."""
        super().__init__(*args, **named)
        _offer(self.fields["organisation"], bodies)
        sources: Mapping[Source, Words] = {
            source: words
            for source, words in SOURCES.items()
            if superior or source != Source.SUPERIOR
        }
        field = cast("forms.ChoiceField", self.fields["source"])
        field.choices = choices(sources)


class TaskForm(forms.Form):
    """What is done about a problem, who answers for it, until when."""

    measure = _long(say("What is done about it"))
    leader = forms.CharField(
        label=label(say("Leader who answers for it")), max_length=100, required=False
    )
    unit = forms.CharField(
        label=label(say("Unit that answers for it")),
        max_length=100,
        required=False,
        help_text=label(say("A leader or a unit is needed; both may be named.")),
    )
    deadline = forms.DateField(
        label=label(say("Put right by")),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )


class EvidenceForm(forms.Form):
    """What was done."""

    evidence = _long(say("What was done, and how it shows"), rows=6)


class RequestForm(forms.Form):
    """What a body asks of one above it."""

    organisation = _chosen(say("Who asks"), empty=say("choose a body"))
    owner = _chosen(say("Who is asked"), empty=say("choose a body"))
    text = _long(say("What is asked for"))

    def __init__(
        self, *args: Any, bodies: Bodies, owners: Bodies, **named: Any
    ) -> None:
        """Offer who asks and who is asked."""
        super().__init__(*args, **named)
        _offer(self.fields["organisation"], bodies)
        _offer(self.fields["owner"], owners)


class AnswerForm(forms.Form):
    """The answer, and the one that the writer saw."""

    seen = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    words = _long(say("Answer"))
