"""What an organiser can send as a folder."""

from django import forms

from shuping.refusal import say
from shuping.shell.labels import label


class FolderForm(forms.Form):
    """A round folder as one zip."""

    folder = forms.FileField(
        label=label(say("Round folder, zipped")),
        help_text=label(say("At most 20 MB. All of it is taken in, or nothing.")),
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )
