"""Documents of the ballot given to be kept, in the form that is asked for."""

from django.http import HttpResponse

from shuping.documents import services as documents
from shuping.documents.rules.content import Document

_KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def given(document: Document, name: str, form: str) -> HttpResponse:
    """Return a document as `name.pdf` where that is asked for, else as `name.docx`."""
    if form == "pdf":
        return attached(documents.pdf([document]), f"{name}.pdf")
    return attached(documents.docx(document), f"{name}.docx")


def attached(raw: bytes, name: str) -> HttpResponse:
    """Return a file to be kept under a name; its ending says what it is."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(raw, _KINDS[name.rpartition(".")[2]], headers=headers)
