"""Paper ballots to be printed, and the records that are signed."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from shuping.ballots import queries
from shuping.ballots.queries.balance import balance_of
from shuping.ballots.queries.papers import papers_of
from shuping.ballots.rules.papers import Edition
from shuping.ballots.rules.states import State
from shuping.ballots.services import records
from shuping.ballots.services.printing import print_papers
from shuping.ballots.views.reading import round_of
from shuping.documents.views import given
from shuping.rounds.queries import acts_in, scheme_of
from shuping.shell.web import Request, attached, may, page, refusals_told

EDITIONS = frozenset(Edition)


@require_GET
def papers(request: Request, round_id: int) -> HttpResponse:
    """Show which ballots there are to print, or one of them as a PDF."""
    round_ = round_of(request, round_id)
    if (code := request.GET.get("category")) is None:
        shown = {
            "round": round_,
            "categories": scheme_of(round_).ballot.categories,
            "may": may(acts_in(round_, request.user)),
        }
        return page(request, "ballots/papers.html", shown)
    edition = request.GET.get("edition", Edition.PLAIN)
    found = papers_of(round_, code, Edition(edition)) if edition in EDITIONS else None
    if found is None:
        raise Http404
    return attached(print_papers(found), f"ballot-{code}-{edition}.pdf")


@require_GET
def record(request: Request, round_id: int) -> HttpResponse:
    """Tell where the opening record is; ?as= gives it in a form."""
    round_ = round_of(request, round_id)
    box = queries.box_of(round_)
    if box and box.form_sha256 and "as" in request.GET:
        with refusals_told(request):
            document = records.opening_record(box)
            form = request.GET["as"]
            return given(document, "opening-record", form, to=request)
    acts = acts_in(round_, request.user)
    shown = {
        "round": round_,
        "box": box,
        "may": may(acts),
        "balance": balance_of(box) if box and box.state == State.COMMITTED else [],
    }
    return page(request, "ballots/record.html", shown)
