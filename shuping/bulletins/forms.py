"""What an organiser can send about a bulletin."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from shuping.bulletins.rules.composing import Head
from shuping.refusal import say
from shuping.rounds.models import Round
from shuping.shell.labels import label
from shuping.shell.web import whole


class WordsForm(forms.Form):
    """The words of a bulletin, as they were when they were read."""

    title = forms.CharField(label=label(say("Title")), max_length=200)
    text = forms.CharField(
        label=label(say("Text")),
        help_text=label(say("One paragraph a line; a heading begins with ##.")),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 24}),
    )
    written_at = forms.CharField(widget=forms.HiddenInput())


class _Rounds(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Rounds by their keys; a key that can be none is refused as one that is gone."""

    def clean(self, value: Any) -> Any:
        """Return the rounds."""
        return super().clean([str(whole(one)) for one in value or ()])


class RoundUpForm(forms.Form):
    """Which rounds a round-up tells of, and what stands over it."""

    rounds = _Rounds(
        label=label(say("Rounds, in the order of the tree")),
        queryset=Round.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    title = forms.CharField(label=label(say("Title")), max_length=200, required=False)
    source = forms.CharField(label=label(say("Source")), max_length=200, required=False)

    editor = forms.CharField(label=label(say("Editor")), max_length=64, required=False)

    def __init__(self, *args: Any, seen: QuerySet[Round], **named: Any) -> None:
        """Offer the rounds that the person sees."""
        super().__init__(*args, **named)
        offered: Any = self.fields["rounds"]
        offered.queryset = seen

    def head(self, **more: Any) -> Head:
        """Return what stands over the page."""
        told = self.cleaned_data
        over = {name: told[name] for name in ("title", "source", "editor")}
        return Head(**over, **more)
