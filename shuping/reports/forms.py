"""What is sent of a report: its sections, a file, why it goes back, what is listed."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext

from shuping.refusal import Words, say
from shuping.reports.rules.sections import BEFORE
from shuping.reports.rules.states import STANDINGS
from shuping.reports.rules.telling import limits_of
from shuping.rounds.rules.scheme import ReportTerms
from shuping.shell.forms import at_most, ends_in
from shuping.shell.labels import choices, label
from shuping.wording import characters

MOST_CHARACTERS = 100_000
_ENDINGS = (".docx", ".md", ".txt")


class VersionForm(forms.Form):
    """An act on the version of a report that the person saw."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ReturnForm(forms.Form):
    """Why a report goes back."""

    because = forms.CharField(
        label=label(say("Why it goes back")),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReportForm(VersionForm):
    """The text in its sections, each counted while it is written, and the oral text."""

    def __init__(
        self,
        *args: Any,
        terms: ReportTerms,
        standing: Mapping[str, str],
        oral_text: str,
        **named: Any,
    ) -> None:
        """Make a field of what stands before the sections, of each, and of the oral."""
        super().__init__(*args, **named)
        self.codes = {f"part-{code}": code for code in standing}
        limits = {one.code: (one.name, limits_of(one)) for one in terms.sections}
        if len(standing) == 1:
            before = say("The text")
        else:
            before = say("Before the first section")
        for name, code in self.codes.items():
            title, limit = limits.get(code, (before.told(gettext), Words("")))
            self._ask(name, title, limit, standing[code])
        most = say("at most {most} characters", most=terms.oral_total_max)
        self._ask("oral_text", say("The oral text").told(gettext), most, oral_text)

    def _ask(self, name: str, title: str, limits: Words, text: str) -> None:
        self.fields[name] = _area(name, title, limits, text)
        self.fields[f"seen-{name}"] = forms.CharField(
            required=False, initial=mark_of(text), widget=forms.HiddenInput
        )

    def bodies(self) -> dict[str, str]:
        """Return what is written in each section, by its code."""
        return {code: self.cleaned_data[name] for name, code in self.codes.items()}

    def oral(self) -> str:
        """Return what is to be spoken."""
        text: str = self.cleaned_data["oral_text"]
        return "\n".join(text.splitlines())


def mark_of(text: str) -> str:
    """Return a mark by which a text is known again; the ends of lines do not count."""
    lines = "\n".join(line.rstrip() for line in text.strip().splitlines())
    return sha256(lines.encode()).hexdigest()[:16]


def _area(name: str, title: str, limits: Words, text: str) -> forms.CharField:
    counted = f"count-{name}"
    told = say("characters; {limits}", limits=limits) if limits.text else None
    return forms.CharField(
        label=title,
        required=False,
        strip=False,
        max_length=MOST_CHARACTERS,
        initial=text,
        widget=forms.Textarea(attrs={"data-count": counted, "rows": _rows(name, text)}),
        help_text=format_html(
            '<output id="{}">{}</output> {}',
            counted,
            characters(text),
            (told or say("characters")).told(gettext),
        ),
    )


def _rows(name: str, text: str) -> int:
    if name == f"part-{BEFORE}":
        return 3
    return min(max(8, len(text) // 40), 24)


class UploadForm(VersionForm):
    """A file, and whether it is the report or the oral text."""

    what = forms.ChoiceField(
        label=label(say("What the file is")),
        choices=choices({"report": say("the report"), "oral": say("the oral text")}),
        initial="report",
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=label(say("File")),
        help_text=label(
            say("Word (.docx), Markdown (.md) or plain text (.txt), at most 10 MB.")
        ),
        validators=[at_most(10), ends_in(*_ENDINGS)],
        widget=forms.FileInput(attrs={"accept": ",".join(_ENDINGS)}),
    )


class SoughtForm(forms.Form):
    """Which states are listed; all where none is chosen."""

    state = forms.MultipleChoiceField(
        label=label(say("State")),
        required=False,
        choices=choices(STANDINGS),
        widget=forms.CheckboxSelectMultiple,
    )

    def states(self) -> Sequence[str]:
        """Return the states chosen."""
        chosen: list[str] = self.cleaned_data["state"] if self.is_valid() else []
        return chosen
