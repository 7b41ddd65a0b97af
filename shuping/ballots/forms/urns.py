"""What is sent of a box of the urn: how it is set up, slips, steps, the key."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from shuping.ballots.rules import key_file, slips
from shuping.ballots.rules.keys import is_share, key_from, key_of
from shuping.ballots.rules.states import STEPS, Step
from shuping.refusal import Words, say
from shuping.shell.forms import at_most
from shuping.shell.labels import choices, label
from shuping.urn.box import SIMPLE, STANDARD, STRICT
from shuping.urn.form import Named

LEVELS: Mapping[str, Words] = {
    STANDARD: say("standard: the key in a sealed envelope, signed by two monitors"),
    STRICT: say("strict: the key in three shares, of which two open the box"),
    SIMPLE: say("simple: the server keeps the key, two people act"),
}


class SetUpForm(forms.Form):
    """How a box takes ballots from phones."""

    level = forms.ChoiceField(
        label=label(say("Who keeps the key")),
        choices=choices(LEVELS),
        widget=forms.RadioSelect,
        initial=STANDARD,
    )
    one_by_one = forms.BooleanField(
        label=label(say("One reporter a screen, instead of eight")), required=False
    )
    rehearsal = forms.BooleanField(
        label=label(say("A rehearsal: marked as one, and never counted")),
        required=False,
    )


class SlipCountForm(forms.Form):
    """How many slips of each class are made on the server."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, categories: Sequence[Named]
    ) -> None:
        """Ask one number of each class."""
        super().__init__(data, auto_id="slips_%s")
        for one in categories:
            self.fields[one.code] = forms.IntegerField(
                label=label(say("{name}: slips", name=one.name)),
                min_value=0,
                max_value=slips.MOST,
            )

    def counts(self) -> dict[str, int]:
        """Return the numbers that are not nothing."""
        return {code: count for code, count in self.cleaned_data.items() if count}


class SlipFileForm(forms.Form):
    """The hashes of slips that were made apart, as `shuping slips make` leaves them."""

    slips = forms.FileField(
        label=label(say("File of the slips (slips.json)")), validators=[at_most(2)]
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        box: str,
        categories: Sequence[Named],
    ) -> None:
        """Take the file for a box with these classes."""
        super().__init__(data, files)
        self._box, self._known = box, [one.code for one in categories]

    def clean_slips(self) -> Mapping[str, Sequence[str]]:
        """Return the hashes by class, or tell every fault of the file."""
        raw = self.cleaned_data["slips"].read()
        found = slips.read(raw, box=self._box, known=self._known)
        if found.faults:
            raise forms.ValidationError([one.told(gettext) for one in found.faults])
        return found.hashes


class KeyFileForm(forms.Form):
    """The public half of a key made apart, as `shuping key make` leaves it."""

    key = forms.FileField(
        label=label(say("File of the key (key.json)")),
        validators=[at_most(2)],
        widget=forms.FileInput(attrs={"accept": ".json"}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        files: MultiValueDict[str, UploadedFile[Any]] | None = None,
        *,
        box: str,
        level: str,
    ) -> None:
        """Take the file for a box of this level."""
        super().__init__(data, files)
        self._box, self._level = box, level

    def clean_key(self) -> str:
        """Return the public key, or tell every fault of the file."""
        raw = self.cleaned_data["key"].read()
        found = key_file.read(raw, box=self._box, level=self._level)
        if found.faults:
            raise forms.ValidationError([one.told(gettext) for one in found.faults])
        return found.public


class StepForm(forms.Form):
    """A step that is proposed."""

    step = forms.TypedChoiceField(coerce=Step, choices=choices(STEPS))
    reason = forms.CharField(max_length=500, required=False)
    knowing = forms.BooleanField(required=False)


def _share(words: Words) -> forms.CharField:
    """Return a field in which all 33 words of a share can be seen and compared."""
    return forms.CharField(
        label=label(words),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 8}),
        validators=[_right],
    )


def _right(share: str) -> None:
    if not is_share(share):
        raise forms.ValidationError(_NO_SHARE.told(gettext))


class KeyForm(forms.Form):
    """The key of a box, in words or in two shares."""

    words = forms.CharField(
        label=label(say("The 24 characters of the key")), max_length=200
    )
    share = _share(say("One share"))
    other_share = _share(say("Another share"))

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, strict: bool = False
    ) -> None:
        """Ask for words, or for two shares of a strict box."""
        super().__init__(data)
        for name in ("words",) if strict else ("share", "other_share"):
            del self.fields[name]
        for field in self.fields.values():
            # A browser that looks spelling up elsewhere must not do so with a key.
            field.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    def clean(self) -> dict[str, Any]:
        """Find the key."""
        told = super().clean() or {}
        if self.errors:
            return told
        if words := told.get("words"):
            key, wrong = key_of(words), _NO_KEY
        else:
            key, wrong = key_from(told["share"], told["other_share"]), _NO_PAIR
        if key is None:
            raise forms.ValidationError(wrong.told(gettext))
        return told | {"key": key}


_NO_KEY = say("These words are no key. Compare them one by one.")
_NO_SHARE = say("A word of this share is wrong or missing. Compare them one by one.")
_NO_PAIR = say("These are not two different shares of one key.")
