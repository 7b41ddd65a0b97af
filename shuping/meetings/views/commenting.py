"""Comments by reporter: drafted by the recorder, changed, confirmed by the leader."""

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import (
    require_GET,
    require_http_methods,
    require_POST,
)

from shuping.charter import Act
from shuping.meetings import queries, services
from shuping.meetings.forms import CommentForm, RevisionForm
from shuping.meetings.models import Comment
from shuping.meetings.queries import commenting
from shuping.meetings.rules import State
from shuping.meetings.views.arranging import round_of
from shuping.refusal import say
from shuping.rounds.models import Round
from shuping.rounds.queries import acts_in
from shuping.shell import clock
from shuping.shell.web import (
    STALE,
    UNFIT,
    Request,
    act_of,
    done,
    may,
    page,
    refusals_on,
    refusals_told,
    whole,
)

PAGE = 10


@require_GET
def comments(request: Request, round_id: int) -> HttpResponse:
    """Show the comments reporter by reporter; to a leader, what waits comes first."""
    round_ = round_of(request, round_id)
    acts = acts_in(round_, request.user)
    waiting = "waiting" in request.GET
    reporters = commenting.reporters_to_comment(
        round_, pending_first=Act.CONFIRM_COMMENT in acts, pending_only=waiting
    )
    pages = Paginator(reporters, PAGE).get_page(request.GET.get("page"))
    here = list(pages.object_list)
    return page(
        request,
        "meetings/comments.html",
        {
            "round": round_,
            "pages": pages,
            "shown": commenting.beside(round_, here, person=request.user, acts=acts),
            "whole": _of_the_whole(round_, pages.number, waiting=waiting),
            "pending": queries.pending_of(round_),
            "confirmed": queries.confirmed_of(round_),
            "waiting": waiting,
            "year": round_.year - 1,
            "may": may(acts),
        },
    )


def _of_the_whole(round_: Round, number: int, *, waiting: bool) -> list[Comment]:
    if number > 1:
        return []
    return list(commenting.of_the_whole(round_, pending_only=waiting))


@require_POST
def confirm(request: Request, round_id: int) -> HttpResponse:
    """Confirm the ticked comments; every shortcoming becomes a problem."""
    round_ = round_of(request, round_id)
    ticked = _ticked(request.POST.getlist("comment"))
    with refusals_told(request):
        count = services.confirm_comments(
            round_, ticked, by=request.user, at=clock.now()
        )
        done(request, say("Confirmed: {count}.", count=count))
    return redirect("meetings:comments", round_.pk)


def _ticked(sent: list[str]) -> list[Comment]:
    """Return the ticked comments at the versions seen; what is odd is left out."""
    pairs = [one.split(":") for one in sent]
    return [
        Comment(pk=whole(pair[0]), version=whole(pair[1]))
        for pair in pairs
        if len(pair) == 2  # noqa: PLR2004
    ]


@require_http_methods(["GET", "POST"])
def draft(request: Request, round_id: int) -> HttpResponse:
    """Type a comment; another one on the same reporter follows if wanted."""
    round_ = round_of(request, round_id)
    reporters = commenting.reporters_to_comment(
        round_, pending_first=False, pending_only=False
    )
    first = {key: request.GET.get(key, "") for key in ("reporter", "author")}
    form = CommentForm(request.POST or None, reporters=reporters, initial=first)
    if form.is_valid():
        with refusals_on(form):
            one = form.drafted()
            services.draft_comments(round_, [one], by=request.user, at=clock.now())
            done(request, say("Written down; it waits for the leader."))
            if "again" in request.POST:
                query = QueryDict(mutable=True)
                query["reporter"] = str(one.reporter.pk) if one.reporter else ""
                query["author"] = one.author
                return redirect(f"{request.path}?{query.urlencode()}")
            return redirect("meetings:comments", round_.pk)
    key = str(form["reporter"].value() or "")
    shown = {
        "round": round_,
        "form": form,
        "there": queries.comments_on(round_, whole(key)) if key else [],
    }
    status = UNFIT if form.errors else 200
    return page(request, "meetings/draft.html", shown, status=status)


@require_http_methods(["GET", "POST"])
def change(request: Request, round_id: int, comment_id: int) -> HttpResponse:
    """Change the words of a pending comment; whoever saves second sees both."""
    comment = get_object_or_404(
        queries.comments_open_to(request.user, act_of(request)),
        round_id=round_id,
        pk=comment_id,
    )
    initial = {"version": comment.version, "text": comment.text}
    form = RevisionForm(request.POST or None, initial=initial)
    shown = {
        "round": comment.round,
        "comment": comment,
        "form": form,
        "pending": comment.state == State.PENDING,
    }
    if form.is_valid():
        with refusals_on(form):
            try:
                services.revise_comment(
                    comment, **form.cleaned_data, by=request.user, at=clock.now()
                )
            except services.Changed:
                comment.refresh_from_db()
                newer = request.POST.copy()
                newer["version"] = str(comment.version)
                shown |= {
                    "form": RevisionForm(newer),
                    "theirs": comment.text,
                    "pending": comment.state == State.PENDING,
                }
                return page(request, "meetings/change.html", shown, status=STALE)
            done(request, say("The comment is changed."))
            return redirect("meetings:comments", round_id)
    status = UNFIT if form.errors else 200
    return page(request, "meetings/change.html", shown, status=status)
