"""How a good folder is broken: one case a way, each with where the fault must stand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.folders.good import GOOD

Files = dict[str, bytes]
Breaking = Callable[[Files], None]


@dataclass(frozen=True)
class Case:
    """A broken folder, and the place of a fault that reading must find in it."""

    name: str
    breaking: Breaking
    file: str
    line: int
    column: str
    base: Mapping[str, bytes]

    def files(self) -> Files:
        """Return the broken folder."""
        files = dict(self.base)
        self.breaking(files)
        assert files != self.base, self.name
        return files


def change(file: str, old: str, new: str) -> Breaking:
    """Replace the one place where a text stands."""

    def breaking(files: Files) -> None:
        assert files[file].decode().count(old) == 1, (file, old)
        files[file] = files[file].replace(old.encode(), new.encode())

    return breaking


def add(file: str, line: str) -> Breaking:
    """Append a line."""

    def breaking(files: Files) -> None:
        files[file] += line.encode() + b"\n"

    return breaking


def put(file: str, raw: bytes | str) -> Breaking:
    """Put a whole file there."""

    def breaking(files: Files) -> None:
        files[file] = raw.encode() if isinstance(raw, str) else raw

    return breaking


def drop(*names: str) -> Breaking:
    """Take files away."""

    def breaking(files: Files) -> None:
        for name in names:
            del files[name]

    return breaking


def both(*steps: Breaking) -> Breaking:
    """Break one thing after the other."""

    def breaking(files: Files) -> None:
        for step in steps:
            step(files)

    return breaking


def case(
    name: str,
    breaking: Breaking,
    at: tuple[str, int, str],
    base: Mapping[str, bytes] = GOOD,
) -> Case:
    """Name a case."""
    file, line, column = at
    return Case(name, breaking, file, line, column, base)


def rewritten(
    file: str, *rows: tuple[str, str, str, int, str], base: Mapping[str, bytes] = GOOD
) -> list[Case]:
    """Name many cases of one file: name, old text, new text, line and column."""
    return [
        case(name, change(file, old, new), (file, line, column), base)
        for name, old, new, line, column in rows
    ]
