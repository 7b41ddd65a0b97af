"""The slips of a box class by class, as the urn and the closed box tell of them."""

from collections.abc import Mapping, Sequence

from shuping.ballots.models import Box, UnusedSlips
from shuping.ballots.queries import turnouts, urns
from shuping.ballots.queries.papers import closed_turnout
from shuping.ballots.rules.balance import Balance
from shuping.ballots.rules.slips import told
from shuping.ballots.rules.states import State

_HALTED = frozenset({State.COMMITTED, State.PAUSED})
_CLOSED = frozenset({State.CLOSED, State.COUNTED})


def balance_of(box: Box) -> Sequence[Balance]:
    """Return the balance of each secret class; none while the box takes ballots.

    While it is open a figure by class would tell who votes when.
    """
    state = State(box.state)
    if state in _HALTED:
        return balances(box, urns.turnout(box) or {})
    if state in _CLOSED and box.name:
        return balances(box, closed_turnout(box), closed=True)
    return []


def balances(
    box: Box, lying: Mapping[str, Mapping[str, int]], *, closed: bool = False
) -> list[Balance]:
    """Return the balance of each class, from what the urn says of it.

    See `shuping.urn.box.Box.turnout`. Closing adds slips to the sheets handed out.
    """
    sealed, numbers, found = sealed_up(box), turnouts(box), []
    for one in urns.form_of(box).categories:
        if (here := lying.get(one.code)) is None:
            continue
        sheets = numbers[one.code].issued if one.code in numbers else 0
        sheets -= (here["issued"] - here["void"]) if closed else 0
        balance = Balance(
            category=one.code,
            name=told(one),
            issued=here["issued"],
            void=here["void"],
            sealed=sealed.get(one.code, 0),
            cast=here["spent"],
            sheets=here["paper"],
            handed_out=sheets,
        )
        found.append(balance)
    return found


def sealed_up(box: Box) -> dict[str, int]:
    """Return how many slips of each class lie in a sealed envelope, as last counted."""
    rows = box.unused.filter(sealed=True, second__isnull=False).order_by(
        "second_at", "pk"
    )
    return dict(rows.values_list("category", "count"))


def unused_of(box: Box) -> tuple[list[UnusedSlips], list[UnusedSlips]]:
    """Return the unused slips that wait for a second person, and those agreed upon."""
    rows = list(box.unused.select_related("first", "second"))
    waiting = [one for one in rows if one.second_id is None]
    return waiting, [one for one in rows if one.second_id is not None]
