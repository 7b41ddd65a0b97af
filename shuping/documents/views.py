"""Documents given to be kept in the form asked for, and a document measured."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from shuping.documents import services
from shuping.documents.forms import DocumentForm
from shuping.documents.rules.content import Document
from shuping.documents.services.checking import checked
from shuping.organisations.queries import organisations_open_to
from shuping.shell.labels import label
from shuping.shell.web import (
    UNFIT,
    Request,
    act_of,
    attached,
    page,
    refusals_on,
)

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


@require_http_methods(["GET", "POST"])
def check(request: Request) -> HttpResponse:
    """Measure a document that is sent; neither it nor what was found is kept."""
    if not organisations_open_to(request.user, act_of(request)).exists():
        raise Http404
    form = DocumentForm(request.POST or None, request.FILES or None)
    shown: dict[str, object] = {"form": form}
    if form.is_valid():
        with refusals_on(form):
            sent = form.cleaned_data["file"]
            found = checked(sent.read())
            rows = [(found.where(one.page), one) for one in found.deviations]
            notes = [(found.where(number), note) for number, note in found.notes]
            shown |= {"name": sent.name, "found": found, "rows": rows, "notes": notes}
    status = UNFIT if form.errors else 200
    return page(request, "documents/check.html", shown, status=status)
