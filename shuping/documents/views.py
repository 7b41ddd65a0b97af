"""Documents given to be kept, in the form that is asked for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse

from shuping.documents import services
from shuping.documents.rules.content import Document
from shuping.shell.labels import label
from shuping.shell.web import attached

FORMS = ("docx", "pdf", "ofd", "html")


def given(
    document: Document, name: str, form: str, *, to: HttpRequest | None = None
) -> HttpResponse:
    """Return a document as `name` in one of `FORMS`, else as .docx.

    Whoever asked is told on the next page which characters the pages could not show.
    """
    if form == "html":
        return attached(services.html(document).encode(), f"{name}.html")
    if form not in FORMS[1:]:
        return attached(services.docx(document), f"{name}.docx")
    if to is not None and (lack := services.lacking(document)):
        messages.warning(to, label(lack))
    write = services.ofd if form == "ofd" else services.pdf
    return attached(write([document]), f"{name}.{form}")
