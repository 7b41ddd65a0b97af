"""Documents given to be kept, in the form that is asked for."""

from django.http import HttpResponse

from shuping.documents import services
from shuping.documents.rules.content import Document
from shuping.shell.web import attached


def given(document: Document, name: str, form: str) -> HttpResponse:
    """Return a document as `name.pdf` where that is asked for, else as `name.docx`."""
    if form == "pdf":
        return attached(services.pdf([document]), f"{name}.pdf")
    return attached(services.docx(document), f"{name}.docx")
