"""Reading a TOML table key by key, noting every fault instead of stopping at one."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from shuping.refusal import Words, say
from shuping.rounds.rules.toml_lines import key_lines, line_of
from shuping.rounds.rules.toml_values import (
    exact,
    misfit,
    share_of,
    within,
)
from shuping.tables.codes import CODES, is_code
from shuping.wording.decoding import Unreadable, decode

WHOLE_LINE = "-"
_AT = re.compile(r"\(at line (\d+), column (\d+)\)")
MISSING: Any = object()


@dataclass(frozen=True, slots=True)
class TomlFault:
    """Something wrong in a TOML file: 1-based line, dotted key, and the words."""

    line: int
    key: str
    wrong: Words
    right: Words

    @property
    def words(self) -> Words:
        """Return the fault as one sentence."""
        return say(
            "{key}: {wrong}; {right}", key=self.key, wrong=self.wrong, right=self.right
        )


class Faults:
    """The faults of one TOML file, in the order found, with their lines."""

    def __init__(self, lines: dict[str, int]) -> None:
        self.lines = lines
        self.found: list[TomlFault] = []

    def note(self, key: str, wrong: Words, right: Words) -> None:
        """Add a fault at a dotted key."""
        self.found.append(TomlFault(line_of(key, self.lines), key, wrong, right))


def open_toml(content: bytes) -> "tuple[Table, Faults] | TomlFault":
    """Parse a TOML file, its numbers as decimals; the fault if it is none."""
    text = decode(content)
    if isinstance(text, Unreadable):
        return TomlFault(text.line, WHOLE_LINE, text.wrong, text.right)
    # tomllib wants plain line ends, and says where only inside its message.
    text = text.replace("\r\n", "\n")
    faults = Faults(key_lines(text))
    try:
        values = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError) as error:
        return _syntax_fault(str(error), text)
    return Table(values, "", faults), faults


def _syntax_fault(message: str, text: str) -> TomlFault:
    place = _AT.search(message)
    line = int(place[1]) if place else text.rstrip("\n").count("\n") + 1
    lines = text.split("\n")
    here = lines[line - 1] if 0 < line <= len(lines) else ""
    if place and here[int(place[2]) - 1 : int(place[2])] == ";":
        right = say("write each key on its own line")
    elif message.startswith("Invalid date"):
        right = say("write a date that exists, as 2020-01-15")
    else:
        right = say("write it as TOML: key = value, text in quotes")
    reason = _AT.sub("", message).strip()
    return TomlFault(line, WHOLE_LINE, say("not TOML: {reason}", reason=reason), right)


class Table:
    """One table: each key is taken once, `close` reports what nobody took."""

    def __init__(self, values: dict[str, Any], path: str, faults: Faults) -> None:
        self._values = dict(values)
        self._known: list[str] = []
        self.path = path
        self.faults = faults

    def key(self, name: str) -> str:
        """Return the dotted key of a name in this table."""
        return f"{self.path}.{name}" if self.path else name

    def wrong(self, name: str, wrong: Words, right: Words) -> None:
        """Note a fault at a name in this table."""
        self.faults.note(self.key(name), wrong, right)

    def _take(self, name: str, default: Any) -> Any:
        self._known.append(name)
        value = self._values.pop(name, MISSING)
        if value is MISSING and default is MISSING:
            self.wrong(name, say("missing"), say("this key is required"))
        return value

    def text(
        self, name: str, default: str = MISSING, *, most: int | None = None
    ) -> str:
        """Take a text of `most` characters; a required one must not be empty."""
        value = self._take(name, default)
        if value is MISSING:
            return "" if default is MISSING else default
        if not isinstance(value, str):
            self.wrong(name, misfit(value), say("write a text in quotes"))
            return ""
        if default is MISSING and not value.strip():
            self.wrong(name, say("empty"), say("write a text in quotes"))
        self._fits(name, value.strip(), most)
        return value.strip()

    def _fits(self, name: str, value: str, most: int | None) -> None:
        if "\0" in value:
            self.wrong(name, say("there is a NUL character"), say("take it out"))
        if most is not None and len(value) > most:
            self.wrong(
                name,
                say("{count} characters", count=len(value)),
                say("at most {most}", most=most),
            )

    def code(self, name: str) -> str:
        """Take a required code: letters, digits, `_`, `-` and `.`, at most 64."""
        value = self.text(name)
        if value and not is_code(value):
            self.wrong(name, say("{value} is no code", value=value[:60]), CODES)
        return value

    def choice(self, name: str, choices: Sequence[str], default: str = MISSING) -> str:
        """Take one of a few words."""
        value = self._take(name, default)
        if value is MISSING:
            return choices[0] if default is MISSING else default
        if value not in choices:
            self.wrong(
                name, misfit(value), say("one of {choices}", choices=", ".join(choices))
            )
            return choices[0]
        return str(value)

    def flag(self, name: str, *, default: bool) -> bool:
        """Take true or false."""
        value = self._take(name, default)
        if value is MISSING:
            return default
        if not isinstance(value, bool):
            self.wrong(name, misfit(value), say("true or false"))
            return default
        return value

    def number(
        self,
        name: str,
        default: Fraction = MISSING,
        *,
        least: int | None = None,
        most: int | None = None,
        above: int | None = None,
    ) -> Fraction:
        """Take a number exactly; `least` and `most` are allowed, `above` is not."""
        value = self._take(name, default)
        if value is MISSING:
            return Fraction(1) if default is MISSING else default
        number = exact(value)
        if number is None:
            self.wrong(name, misfit(value), say("write a number"))
            return Fraction(1)
        if (
            (least is not None and number < least)
            or (most is not None and number > most)
            or (above is not None and number <= above)
        ):
            self.wrong(name, misfit(value), within(least, most, above))
        return number

    def whole(
        self,
        name: str,
        default: int = MISSING,
        *,
        least: int | None = 0,
        most: int | None = 10**9,
    ) -> int:
        """Take a whole number within limits."""
        fallback: Any = MISSING if default is MISSING else Fraction(default)
        before = len(self.faults.found)
        written = self._values.get(name)
        value = self.number(name, fallback, least=least, most=most)
        if value.denominator != 1:
            if len(self.faults.found) == before:
                self.wrong(name, misfit(written), say("write a whole number"))
            return least or 0
        return int(value)

    def share(self, name: str, default: Fraction | None = MISSING) -> Fraction | None:
        """Take a share such as "1/3", "15%" or 0.15; "" is no limit, so None."""
        value = self._take(name, default)
        if value is MISSING:
            return default
        if value == "":
            return None
        share = share_of(value)
        if share is None:
            self.wrong(
                name, misfit(value), say('a share from 0 to 1, as "1/3" or "15%"')
            )
        return share

    def day(self, name: str) -> date:
        """Take a required date without a time."""
        value = self._take(name, MISSING)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if value is not MISSING:
            self.wrong(name, misfit(value), say("write a date, as 2020-01-15"))
        return date.min

    def texts(self, name: str) -> tuple[str, ...]:
        """Take a list of texts; missing is empty."""
        value = self._take(name, ())
        if value is MISSING:
            return ()
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.wrong(name, misfit(value), say('write a list of texts, as ["…", "…"]'))
            return ()
        for text in value:
            self._fits(name, text, None)
        return tuple(text.strip() for text in value)

    def table(self, name: str) -> "Table":
        """Take a table; missing is empty."""
        value = self._take(name, {})
        if value is MISSING:
            value = {}
        elif not isinstance(value, dict):
            self.wrong(
                name, misfit(value), say("write a table, as [{name}]", name=name)
            )
            value = {}
        return Table(value, self.key(name), self.faults)

    def tables(self, name: str, *, required: bool = False) -> list["Table"]:
        """Take a list of tables; a required one must not be empty."""
        value = self._take(name, MISSING if required else [])
        if value is MISSING:
            return []
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.wrong(name, misfit(value), say("write a list of tables"))
            return []
        if required and not value:
            self.wrong(name, say("empty"), say("at least one is needed"))
        return [
            Table(one, f"{self.key(name)}[{number}]", self.faults)
            for number, one in enumerate(value, 1)
        ]

    def has(self, name: str, kind: type = object) -> bool:
        """Tell whether the key was written, as this kind, and is not taken yet."""
        return name in self._values and isinstance(self._values[name], kind)

    def close(self) -> None:
        """Report every key that nobody took."""
        for name in self._values:
            self.wrong(
                name,
                say("unknown key"),
                say("known here: {keys}", keys=", ".join(self._known)),
            )
