"""A page on which rows are written: more of them on asking, none of them lost."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from django.forms import BaseFormSet
from django.http import HttpResponse, QueryDict

from shuping.meetings import services
from shuping.meetings.forms import MOST_ROWS
from shuping.refusal import Refused
from shuping.shell.web import STALE, UNFIT, Request, page, whole

MORE = 5
"""How many empty rows are added when more are asked for."""

Rows: TypeAlias = "BaseFormSet[Any]"


def with_more(data: QueryDict) -> QueryDict:
    """Return what was sent with some empty rows more, nothing lost."""
    longer = data.copy()
    count = whole(data.get("form-TOTAL_FORMS", ""))
    longer["form-TOTAL_FORMS"] = str(min(count + MORE, MOST_ROWS))
    return longer


def keep_rows(
    request: Request,
    template: str,
    shown: Mapping[str, Any],
    rows: Callable[[QueryDict | None], Rows],
    edition: str,
    save: Callable[[list[Any], str], None],
) -> HttpResponse | None:
    """Return the page with its rows, or None where they were saved.

    `edition` is what stands now. Whoever saves over another one sees both, and puts
    the own rows in the place of the others by saving again.
    """
    if request.method == "GET":
        return page(
            request, template, {**shown, "rows": rows(None), "edition": edition}
        )
    seen = request.POST.get("edition", "")
    if "more" in request.POST:
        longer = rows(with_more(request.POST))
        return page(request, template, {**shown, "rows": longer, "edition": seen})
    sent = rows(request.POST)
    context, status = {**shown, "rows": sent, "edition": seen}, UNFIT
    if sent.is_valid():
        try:
            save(sent.ordered_forms, seen)
        except services.Changed:
            context, status = {**context, "edition": edition, "stale": True}, STALE
        except Refused as refusal:
            context["refusal"] = refusal.words
        else:
            return None
    return page(request, template, context, status=status)
