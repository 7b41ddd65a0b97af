"""What must hold between the tables of one list: each once, numbers falling."""

from collections.abc import Iterable
from fractions import Fraction

from shuping.refusal import Words, say
from shuping.rounds.rules.toml_tables import Table


def unique(tables: Iterable[tuple[Table, str]], name: str = "code") -> None:
    """Note a fault at each table whose value of `name` came before."""
    seen: set[str] = set()
    for table, value in tables:
        if value and value in seen:
            table.wrong(
                name,
                say("{value} stands twice", value=value),
                say("each may stand once"),
            )
        seen.add(value)


def falling(
    tables: Iterable[tuple[Table, Fraction]], name: str, wrong: Words, right: Words
) -> None:
    """Note a fault at each table whose number is not below the one before.

    A number that is missing or has a fault already is passed over.
    """
    last = None
    for table, value in tables:
        if any(fault.key == table.key(name) for fault in table.faults.found):
            continue
        if last is not None and value >= last:
            table.wrong(name, wrong, right)
        last = value
