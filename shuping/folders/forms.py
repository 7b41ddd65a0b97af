"""What an organiser can send as a folder."""

from typing import Any
from zipfile import is_zipfile

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext

from shuping.refusal import say
from shuping.shell.forms import at_most
from shuping.shell.labels import label
from shuping.tables.archives import NO_ZIP


class FolderForm(forms.Form):
    """A round folder as one zip."""

    folder = forms.FileField(
        label=label(say("Round folder, zipped")),
        help_text=label(say("At most 20 MB. All of it is taken in, or nothing.")),
        validators=[at_most(20)],
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )

    def clean_folder(self) -> "UploadedFile[Any]":
        """Refuse at once what no clerk need look at."""
        sent: UploadedFile[Any] = self.cleaned_data["folder"]
        if not is_zipfile(sent):
            raise forms.ValidationError(NO_ZIP.told(gettext))
        sent.seek(0)
        return sent
