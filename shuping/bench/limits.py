"""What a database can do by itself: rows of codes and ballots, durably, and no more.

Rows are written by the raw driver, on the same disk as a box and with the same care:
one at a time, or in batches. Nothing is looked up, sealed or signed.
"""

import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

from shuping.urn.sealing import OVERHEAD

_CLIENTS = (1, 4, 16, 32)
_SCHEMA = "box_of_a_bench"
_FILE = """
PRAGMA journal_mode=WAL;
PRAGMA synchronous=FULL;
CREATE TABLE spent(h BLOB PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE ballot(
  leaf BLOB PRIMARY KEY, category TEXT, channel TEXT, sealed BLOB
) WITHOUT ROWID;
"""
_TABLES = f"""
DROP SCHEMA IF EXISTS {_SCHEMA} CASCADE;
CREATE SCHEMA {_SCHEMA};
CREATE TABLE spent(h bytea PRIMARY KEY);
CREATE TABLE ballot(
  leaf bytea PRIMARY KEY, category text, channel text, sealed bytea
);
"""
Row = tuple[bytes, bytes, str, str, bytes]


def drop(schema: str, address: str) -> None:
    """Take a schema out of a database of PostgreSQL, with all that is in it."""
    # The driver is an extra, which an installation on files does not have.
    import psycopg  # noqa: PLC0415

    with psycopg.connect(address, autocommit=True) as line:
        line.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")


class Database:
    """A place for raw rows; `address` is a PostgreSQL database, else it is a file."""

    def __init__(self, place: Path, address: str, size: int) -> None:
        self._file, self._address = place / "raw.db", address
        self._size = size + OVERHEAD

    def rows(self, count: int) -> list[Row]:
        """Return rows as a ballot of the size makes them."""
        token, sealed = secrets.token_bytes, self._size
        return [
            (token(32), token(32), "A", "phone", token(sealed)) for _ in range(count)
        ]

    def single(self, count: int) -> float:
        """Return how many single rows a second are durable, by the best of clients."""
        if not self._address:
            return self._one_by_one(self.rows(count))
        return max(self._of_clients(self.rows(count), one) for one in _CLIENTS)

    def batches(self, count: int, batch: int) -> list[float]:
        """Return the seconds of each batch of a size, written one after the other."""
        rows, seconds = self.rows(count), []
        with self._line() as write:
            for at in range(0, count, batch):
                begun = time.perf_counter()
                write(rows[at : at + batch])
                seconds.append(time.perf_counter() - begun)
        return seconds

    def _one_by_one(self, rows: Sequence[Row]) -> float:
        with self._line() as write:
            begun = time.perf_counter()
            for row in rows:
                write([row])
            return len(rows) / (time.perf_counter() - begun)

    def _of_clients(self, rows: Sequence[Row], clients: int) -> float:
        def write(some: Sequence[Row]) -> None:
            with self._line(make=False) as write:
                for row in some:
                    write([row])

        with self._line(), ThreadPoolExecutor(clients) as pool:
            begun = time.perf_counter()
            list(pool.map(write, [rows[at::clients] for at in range(clients)]))
            return len(rows) / (time.perf_counter() - begun)

    @contextmanager
    def _line(self, *, make: bool = True) -> Iterator[Callable[[Sequence[Row]], None]]:
        """Give what writes rows durably in one transaction."""
        if self._address:
            with _on_postgres(self._address, make=make) as write:
                yield write
        else:
            with _on_sqlite(self._file) as write:
                yield write
            for path in self._file.parent.glob("raw.db*"):
                path.unlink()


@contextmanager
def _on_sqlite(path: Path) -> Iterator[Callable[[Sequence[Row]], None]]:
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.executescript(_FILE)

        def write(rows: Sequence[Row]) -> None:
            file.execute("BEGIN IMMEDIATE")
            file.executemany("INSERT INTO spent VALUES(?)", [row[:1] for row in rows])
            file.executemany(
                "INSERT INTO ballot VALUES(?, ?, ?, ?)", [row[1:] for row in rows]
            )
            file.execute("COMMIT")

        yield write


@contextmanager
def _on_postgres(
    address: str, *, make: bool
) -> Iterator[Callable[[Sequence[Row]], None]]:
    # The driver is an extra, which an installation on files does not have.
    import psycopg  # noqa: PLC0415

    told = f"-c synchronous_commit=on -c search_path={_SCHEMA}"
    with psycopg.connect(address, autocommit=True, options=told) as line:
        line.prepare_threshold = 1
        if make:
            line.execute(_TABLES)

        def write(rows: Sequence[Row]) -> None:
            # One statement, and so one way to the server and one commit.
            line.execute(
                "WITH codes AS (INSERT INTO spent SELECT unnest(%s::bytea[])) "
                "INSERT INTO ballot SELECT * FROM unnest("
                "%s::bytea[], %s::text[], %s::text[], %s::bytea[])",
                [list(column) for column in zip(*rows, strict=True)],
            )

        yield write
        if make:
            line.execute(f"DROP SCHEMA {_SCHEMA} CASCADE")
