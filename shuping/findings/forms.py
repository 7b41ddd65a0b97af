"""What is sent of a visit: what was found, where, when; work that stands out."""

import datetime as dt
from typing import Any, cast

from django import forms

from shuping.findings.rules import KINDS, Kind
from shuping.organisations.models import Organisation
from shuping.refusal import say
from shuping.rounds.models import Round
from shuping.rounds.queries import bodies_in
from shuping.shell.labels import choices, label


def _body() -> forms.Field:
    return forms.ModelChoiceField(
        Organisation.objects.none(),
        label=label(say("Body")),
        empty_label=label(say("choose a body")),
    )


def _offer(field: forms.Field, round_: Round) -> None:
    chosen = cast("forms.ModelChoiceField[Organisation]", field)
    chosen.queryset = bodies_in(round_)


class FindingForm(forms.Form):
    """One finding, made for a thumb on a visit."""

    organisation = _body()
    date = forms.DateField(
        label=label(say("Day")), widget=forms.DateInput(attrs={"type": "date"})
    )
    kind = forms.TypedChoiceField(
        label=label(say("How it was found")),
        coerce=Kind,
        choices=choices(KINDS),
        initial=Kind.VISIT,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=label(say("What was seen")),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )

    def __init__(self, *args: Any, round_: Round, today: dt.date, **named: Any) -> None:
        """Offer the round's bodies; the day is today until changed."""
        super().__init__(*args, **named)
        self.today = today
        _offer(self.fields["organisation"], round_)
        self.fields["date"].initial = today.isoformat()
        self.fields["date"].widget.attrs["max"] = today.isoformat()

    def clean_date(self) -> dt.date:
        """Refuse a day to come."""
        day: dt.date = self.cleaned_data["date"]
        if day > self.today:
            raise forms.ValidationError(label(say("That day is still to come.")))
        return day


class HighlightForm(forms.Form):
    """A piece of work with a name."""

    organisation = _body()
    name = forms.CharField(label=label(say("Name of the work")), max_length=100)
    text = forms.CharField(
        label=label(say("What stands out")),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, round_: Round, **named: Any) -> None:
        """Offer the round's bodies."""
        super().__init__(*args, **named)
        _offer(self.fields["organisation"], round_)


class SoughtForm(forms.Form):
    """Which findings are listed: of one body, of one kind."""

    body = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=label(say("Body")),
        required=False,
        empty_label=label(say("all bodies")),
    )
    kind = forms.ChoiceField(
        label=label(say("How it was found")),
        required=False,
        choices=[("", label(say("all kinds"))), *choices(KINDS)],
    )

    def __init__(self, *args: Any, round_: Round, **named: Any) -> None:
        """Offer the round's bodies."""
        super().__init__(*args, **named)
        _offer(self.fields["body"], round_)
