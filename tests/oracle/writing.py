"""From plain values to the bytes of a round folder's files."""

import csv
import io
from collections.abc import Iterable, Sequence


def table(*lines: str) -> bytes:
    """Write a small CSV file, one argument a line."""
    return ("\n".join(lines) + "\n").encode()


def csv_file(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Write a CSV file, quoting where it must."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def inline(**keys: str | int) -> str:
    """Write a TOML inline table; numbers may be given as text that starts with `=`."""
    return "{" + ", ".join(f"{key} = {value(of)}" for key, of in keys.items()) + "}"


def value(given: str | int) -> str:
    """Write a TOML value: text in quotes, `=87.5` as the bare number 87.5."""
    if isinstance(given, int):
        return str(given)
    if given.startswith("="):
        return given[1:]
    return f'"{given}"'


def array(items: Iterable[str]) -> str:
    """Write a TOML array of values that are written already."""
    return "[" + ", ".join(items) + "]"


def ballot_rows(
    category: str, ballots: Sequence[str], bodies: Sequence[str]
) -> list[tuple[str, str, str, str, str]]:
    """Write ballots in letters, one string a ballot, one letter a body.

    g f a p are grades, `-` is blank, `?` is unknown, `2` is good and poor at once, and
    a space leaves the row out.
    """
    marks = {
        "g": "good",
        "f": "fairly_good",
        "a": "average",
        "p": "poor",
        "-": "",
        "?": "unknown",
        "2": "good+poor",
    }
    return [
        (f"{category}{number}", category, body, "overall", marks[letter])
        for number, letters in enumerate(ballots, start=1)
        for body, letter in zip(bodies, letters, strict=True)
        if letter != " "
    ]
