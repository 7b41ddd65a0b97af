"""What an organiser can send to make a round, and about its people."""

from typing import Any

from django import forms

from shuping.accounts.models import Person
from shuping.charter import DUTIES, OWN, Duty
from shuping.organisations.models import Organisation
from shuping.refusal import say
from shuping.rounds.models import MODES
from shuping.rounds.rules.presets import WORDS as PRESETS
from shuping.rounds.rules.presets import Preset, scheme_from
from shuping.shell.labels import choices, label

_ASSIGNED = {
    duty: words
    for duty, words in DUTIES.items()
    if duty not in OWN | {Duty.ADMINISTRATOR, Duty.SECURITY, Duty.ORGANISER}
}


class RoundForm(forms.Form):
    """The facts of a new round and the scheme that it begins with."""

    convenor = forms.ModelChoiceField(
        label=label(say("Convenor")), queryset=Organisation.objects.none()
    )
    preset = forms.TypedChoiceField(
        label=label(say("Begin with the scheme of a")),
        coerce=Preset,
        choices=choices(PRESETS),
    )
    name = forms.CharField(label=label(say("Name of the round")), max_length=200)
    year = forms.IntegerField(label=label(say("Year")), min_value=1949, max_value=2999)
    deadline = forms.DateField(
        label=label(say("Every level below is done by")),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def scheme(self) -> bytes:
        """Return the preset's text with these facts."""
        facts = dict(self.cleaned_data)
        preset, convenor = facts.pop("preset"), facts.pop("convenor")
        return scheme_from(preset, convenor=convenor.code, **facts).encode()


class SchemeForm(forms.Form):
    """The whole scheme as text."""

    scheme = forms.CharField(
        label=label(say("Scheme (TOML)")),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 30, "spellcheck": "false"}),
    )


class ReporterForm(forms.Form):
    """One place on the roster."""

    code = forms.CharField(label=label(say("Code of the body")), max_length=64)
    post = forms.CharField(label=label(say("Post")), max_length=100)
    name = forms.CharField(label=label(say("Name")), max_length=64, required=False)
    mode = forms.ChoiceField(label=label(say("Mode")), choices=choices(MODES))
    order = forms.IntegerField(label=label(say("Order")), min_value=1)
    speaking_order = forms.IntegerField(
        label=label(say("Speaks as number")), min_value=1, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Find the body by its code."""
        cleaned = super().clean() or {}
        body = Organisation.objects.filter(code=cleaned.pop("code", "")).first()
        if body is None:
            self.add_error("code", label(say("There is no such body.")))
        return cleaned | {"organisation": body}


class LotForm(forms.Form):
    """The seed of a lot, as it was called out."""

    seed = forms.CharField(
        label=label(say("Seed, as called out in the hall")),
        help_text=label(
            say("Whoever knows it can draw the same order again; it is kept.")
        ),
        max_length=100,
    )


class AssignmentForm(forms.Form):
    """A person, and the duty that the person gets in this round only."""

    username = forms.CharField(label=label(say("User name")), max_length=64)
    duty = forms.TypedChoiceField(
        label=label(say("Duty")), coerce=Duty, choices=choices(_ASSIGNED)
    )

    def clean(self) -> dict[str, Any]:
        """Find the person by the user name."""
        cleaned = super().clean() or {}
        username = cleaned.pop("username", "")
        person = Person.objects.filter(username=username, is_active=True).first()
        if person is None and not self.errors:
            self.add_error("username", label(say("There is no such person.")))
        return cleaned | {"person": person}
