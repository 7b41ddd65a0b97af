"""How wide the columns of a table are: as it wants them, its heads on one line."""

from shuping.documents.rules.content import Table, printable
from shuping.documents.rules.lines import width

_TYPE, _EDGES = 14, 9  # points: 4号, and what a cell keeps free left and right
_LONGEST_HEAD = 6  # characters; a longer head may break


def column_widths(table: Table, wide: float) -> tuple[float, ...]:
    """Return the widths of the columns in points, together `wide`.

    A column too narrow for its head takes from those that have room to spare.
    """
    shares = table.widths or (1,) * len(table.columns)
    given = [wide * share / sum(shares) for share in shares]
    heads = [min(width(printable(one)), _LONGEST_HEAD) for one in table.columns]
    wanted = [
        _TYPE * head + _EDGES - has for head, has in zip(heads, given, strict=True)
    ]
    lack = sum(max(one, 0) for one in wanted)
    spare = sum(max(-one, 0) for one in wanted)
    if lack > spare:
        return tuple(given)
    taken = lack / spare if spare else 0
    return tuple(
        has + (one if one > 0 else one * taken)
        for has, one in zip(given, wanted, strict=True)
    )
