"""What an organiser can send about a bulletin."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from shuping.bulletins.rules.composing import Head
from shuping.bulletins.rules.incoming import ENDINGS
from shuping.refusal import Words, say
from shuping.rounds.models import Round
from shuping.shell.forms import at_most, ends_in
from shuping.shell.labels import label
from shuping.shell.web import whole


class WordsForm(forms.Form):
    """The words of a bulletin, as they were when they were read."""

    title = forms.CharField(label=label(say("Title")), max_length=200)
    text = forms.CharField(
        label=label(say("Text")),
        help_text=label(say("One paragraph a line; headings begin with ## or ###.")),
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

    breadcrumb = forms.CharField(
        label=label(say("Where the page stands")),
        help_text=label(say("Steps with > between them; the last is the column.")),
        initial="党建首页 > 基层党建",
        max_length=100,
        required=False,
    )
    lead = forms.CharField(
        label=label(say("Lead")),
        help_text=label(say("Left empty, it is made of the places.")),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    editor = forms.CharField(label=label(say("Editor")), max_length=64, required=False)

    def __init__(self, *args: Any, seen: QuerySet[Round], **named: Any) -> None:
        """Offer the rounds that the person sees."""
        super().__init__(*args, **named)
        offered: Any = self.fields["rounds"]
        offered.queryset = seen

    def head(self, **more: Any) -> Head:
        """Return what stands over the page."""
        told = self.cleaned_data
        over = {name: told[name] for name in ("title", "source", "lead", "editor")}
        steps = (one.strip() for one in told["breadcrumb"].split(">"))
        return Head(**over, breadcrumb=tuple(one for one in steps if one), **more)


class ReceiveForm(forms.Form):
    """A bulletin that came as a file, and whose it is."""

    name = forms.CharField(
        label=label(say("Place or body that it tells of")), max_length=64
    )
    source = forms.CharField(label=label(say("Source")), max_length=200)
    file = forms.FileField(
        label=label(say("File")),
        help_text=label(
            say("Word (.docx), Markdown, plain text or a web page, at most 10 MB.")
        ),
        validators=[at_most(10), ends_in(*ENDINGS)],
        widget=forms.FileInput(attrs={"accept": ",".join(ENDINGS)}),
    )

    def sent(self) -> tuple[str, str, str, bytes]:
        """Return what it tells of, whose it is, the name of the file and its bytes."""
        told = self.cleaned_data
        return told["name"], told["source"], told["file"].name, told["file"].read()


def _because(words: Words) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label(words), max_length=500, widget=area)


class CorrectForm(forms.Form):
    """Why what has gone out is corrected."""

    because = _because(say("Why it is corrected"))


class WithdrawForm(forms.Form):
    """Why what has gone out is withdrawn."""

    because = _because(say("Why it is withdrawn"))
