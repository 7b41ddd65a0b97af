"""Nothing goes on while more has come to a box than was handed out."""

from collections.abc import Mapping
from dataclasses import replace

from shuping.ballots.models import Box
from shuping.ballots.queries.balance import balances
from shuping.refusal import Refused, say


def refuse_excess(
    box: Box,
    lying: Mapping[str, Mapping[str, int]],
    *,
    joining: Mapping[str, int] | None = None,
) -> None:
    """Refuse where a class has more slips or sheets back than went out.

    `lying` are the urn's numbers of each class, `joining` sheets on their way into it.
    """
    for one in balances(box, lying):
        coming = (joining or {}).get(one.category, 0)
        if over := replace(one, sheets=one.sheets + coming).over:
            raise Refused(
                say(
                    "{name}: {over} more came than were handed out. "
                    "First count the sheets and the slips again.",
                    name=one.name,
                    over=over,
                )
            )
