"""What is sent of unused slips: their codes, or how many lie in an envelope."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from shuping.ballots.rules import slips
from shuping.refusal import say
from shuping.shell.labels import label
from shuping.urn.form import Named

_MOST_CHARACTERS = 200_000


class _NeverShown(forms.Textarea):
    """A field for codes: what was typed into it comes back in no page."""

    def format_value(self, value: object) -> None:  # noqa: ARG002 - as Django has it
        return None


class HandBackForm(forms.Form):
    """Slips, one on each line."""

    slips = forms.CharField(
        label=label(say("Unused slips, one on each line")),
        help_text=label(say("Scan them one after the other, or type the characters.")),
        max_length=_MOST_CHARACTERS,
        widget=_NeverShown(
            attrs={
                "rows": 8,
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
    )


class SealUpForm(forms.Form):
    """How many slips of a class lie in a sealed envelope."""

    category = forms.ChoiceField(label=label(say("Class")))
    count = forms.IntegerField(
        label=label(say("Slips in the envelope")), min_value=0, max_value=slips.MOST
    )
    reason = forms.CharField(label=label(say("Why")), max_length=500)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, categories: Sequence[Named]
    ) -> None:
        """Ask for one of these classes."""
        super().__init__(data, auto_id="sealed_%s")
        field = self.fields["category"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared above
        field.choices = [(one.code, slips.told(one)) for one in categories]
