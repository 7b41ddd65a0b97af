"""What can be sent to be measured."""

from django import forms

from shuping.refusal import say
from shuping.shell.forms import at_most
from shuping.shell.labels import label


class DocumentForm(forms.Form):
    """A document as a file; what it is, its content tells and not its name."""

    file = forms.FileField(
        label=label(say("Document")),
        help_text=label(say("Word (.docx), PDF or OFD, at most 20 MB.")),
        validators=[at_most(20)],
        widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.ofd"}),
    )
