"""The key of a box: made apart and taken from a file, or made here and shown once."""

from base64 import b64encode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_POST

from shuping.ballots.forms.urns import KeyFileForm
from shuping.ballots.models import Box
from shuping.ballots.queries import urns
from shuping.ballots.rules.envelopes import Envelopes
from shuping.ballots.rules.keys import fingerprint, written_at
from shuping.ballots.rules.slips import drawn
from shuping.ballots.services import slips
from shuping.ballots.services.printing import print_keys
from shuping.ballots.views.reading import box_of
from shuping.refusal import say
from shuping.shell import clock
from shuping.shell.web import UNFIT, Request, done, page, refusals_on, refusals_told
from shuping.urn.box import SIMPLE


@require_http_methods(["GET", "POST"])
def take_key(request: Request, round_id: int) -> HttpResponse:
    """Take a key that was made apart, or tell how to make one."""
    box = box_of(request, round_id)
    form = KeyFileForm(
        request.POST or None, request.FILES or None, box=box.name, level=box.level
    )
    if form.is_valid():
        with refusals_on(form):
            public = form.cleaned_data["key"]
            slips.take_key(box, public, by=request.user, at=clock.now())
            done(request, say("The key is taken. Compare its fingerprint."))
            return redirect("ballots:index", round_id)
    shown = {
        "round": box.round,
        "box": box,
        "form": form,
        "kept_here": box.level == SIMPLE,
        "fingerprint": urns.fingerprint_of(box),
        # Only letters and digits: nothing of a name is an order to somebody's shell.
        "title": "".join(filter(str.isalnum, box.round.name)),
    }
    status = UNFIT if form.errors else 200
    return page(request, "ballots/take_key.html", shown, status=status)


@require_POST
def make_key(request: Request, round_id: int) -> HttpResponse:
    """Make the key of the box and show it once, to be written down and sealed."""
    box = box_of(request, round_id)
    private = b""
    with refusals_told(request):
        instead = request.POST.get("instead", "")
        private = slips.make_key(box, instead=instead, by=request.user, at=clock.now())
    if not private or box.level == SIMPLE:
        if private:
            done(request, say("The key is made; the server keeps it."))
        return redirect("ballots:index", round_id)
    return _shown_once(request, box, private)


def _shown_once(request: Request, box: Box, private: bytes) -> HttpResponse:
    told = written_at(box.level, private)
    about = Envelopes(
        urns.form_of(box).title, box.name, fingerprint(box.public), box.rehearsal
    )
    # The page carries the PDF in itself: a second request would find no key.
    printed = b64encode(print_keys(about, told)).decode()
    keys = [(words, _qr(words)) for words in told]
    shown = {"round": box.round, "box": box, "keys": keys, "printed": printed}
    return page(request, "ballots/key.html", shown)


def _qr(text: str) -> SafeString:
    """Draw a QR code; the text is ours, and comes out as squares."""
    return mark_safe(drawn(text))  # noqa: S308 - drawn squares
