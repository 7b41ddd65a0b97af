"""What can be sent to be measured."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext

from shuping.documents.rules.measuring.checking import MOST_BYTES
from shuping.refusal import say
from shuping.shell.labels import label
from shuping.tables.archives import TOO_MUCH


class DocumentForm(forms.Form):
    """A document as a file; what it is, its content tells and not its name."""

    file = forms.FileField(
        label=label(say("Document")),
        help_text=label(say("Word (.docx), PDF or OFD, at most 20 MB.")),
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.ofd"}),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse at once what is too large to be looked at."""
        sent: UploadedFile[Any] = self.cleaned_data["file"]
        if (sent.size or 0) > MOST_BYTES:
            raise forms.ValidationError(TOO_MUCH.told(gettext))
        return sent
