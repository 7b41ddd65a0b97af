"""What an organiser can send about a round as a whole."""

from django import forms

from shuping.rounds.rules.stages import Fact


class WaiverForm(forms.Form):
    """What the round goes on without, and why."""

    fact = forms.TypedChoiceField(choices=[(one, one) for one in Fact], coerce=Fact)
    reason = forms.CharField(max_length=500, required=False)
