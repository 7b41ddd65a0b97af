"""Where the boxes of an attack lie: in a file, or in a cluster whose bytes are read."""

import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import psycopg
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier

from shuping.urn.postgres import Database, PostgresSchema
from shuping.urn.storage import SqliteFile
from tests.linkattack.story import Filling
from tests.urn.boxes import BOX

_SEGMENT = 16 * 1024 * 1024


class Files:
    """One file, with what SQLite leaves beside it."""

    def __init__(self, storage: type[SqliteFile] = SqliteFile) -> None:
        self._storage = storage

    def make(self, folder: Path, fill: Sequence[Filling], schema: str) -> SqliteFile:
        self._here = folder / "here"
        path = self._here / f"{BOX.hex()}.box"
        SqliteFile.make(path, fill)
        with closing(sqlite3.connect(path)) as file:
            file.executescript(schema)
        return self._storage(path)

    def copy(self, folder: Path) -> None:
        shutil.copytree(self._here, folder)

    def clear(self) -> None:
        """Nothing lies elsewhere."""


class Cluster:
    """A schema of a cluster; the thief is its superuser and reads pages and journal."""

    def __init__(self, storage: type[PostgresSchema] = PostgresSchema) -> None:
        self._storage = storage
        self._address = os.environ["SHUPING_BOXES_TEST_URL"]
        # One election at a time in each process; processes do not share a name.
        self._name = f"{os.getpid():032x}"

    def make(
        self, folder: Path, fill: Sequence[Filling], schema: str
    ) -> PostgresSchema:
        shelf = Database(self._address, folder)
        shelf.drop(self._name)
        shelf.make(self._name, fill)
        self._begun = self._journal_at()
        made = self._storage(self._address, self._name, folder / "given out.box")
        if schema:
            made._line.execute(schema)
        return made

    def copy(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        with self._thief() as thief:
            for name in self._relations(thief, "r", "i", "t"):
                (folder / f"x.{name}").write_bytes(self._pages(thief, name))
            with closing(sqlite3.connect(folder / "rows.box")) as file, file:
                for name in self._relations(thief, "r"):
                    self._rows(thief, name, file)
            (folder / "x.wal").write_bytes(self._journal(thief))

    def clear(self) -> None:
        Database(self._address, Path()).drop(self._name)

    def _thief(self) -> psycopg.Connection[TupleRow]:
        line = psycopg.connect(os.environ["SHUPING_THIEF_TEST_URL"], autocommit=True)
        line.execute("CREATE EXTENSION IF NOT EXISTS pageinspect")
        return line

    def _relations(self, thief: psycopg.Connection[TupleRow], *kinds: str) -> list[str]:
        rows = thief.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = %s::regnamespace "
            "AND relkind = ANY(%s) ORDER BY 1",
            (f'"box_{self._name}"', list(kinds)),
        )
        return [name for (name,) in rows]

    def _pages(self, thief: psycopg.Connection[TupleRow], name: str) -> bytes:
        """Return every page of a relation as it is now, dead rows with it."""
        rows = thief.execute(
            "SELECT get_raw_page(%(name)s::text, n::int) FROM generate_series(0, "
            "pg_relation_size(%(name)s::text) / 8192 - 1) AS n",
            {"name": f'"box_{self._name}"."{name}"'},
        )
        return b"".join(page for (page,) in rows)

    def _rows(
        self, thief: psycopg.Connection[TupleRow], name: str, file: sqlite3.Connection
    ) -> None:
        """Write the rows of a table to a file, with what the server knows of them."""
        query = SQL(
            "SELECT (ctid::text::point)[0]::bigint * 10000 "
            "+ (ctid::text::point)[1]::bigint AS ctid, "
            "xmin::text::bigint AS xmin, xmax::text::bigint AS xmax, "
            "cmin::text::bigint AS cmin, * FROM {} ORDER BY 1"
        ).format(Identifier(f"box_{self._name}", name))
        cursor = thief.execute(query)
        columns = [column.name for column in cursor.description or ()]
        file.execute(f'CREATE TABLE "{name}" ({",".join(columns)})')
        marks = ",".join("?" * len(columns))
        file.executemany(f'INSERT INTO "{name}" VALUES({marks})', cursor.fetchall())

    def _journal_at(self) -> int:
        with self._thief() as thief:
            row = thief.execute("SELECT pg_current_wal_flush_lsn() - '0/0'").fetchone()
        assert row
        return int(row[0])

    def _journal(self, thief: psycopg.Connection[TupleRow]) -> bytes:
        """Return what is left of the server's journal since the box was made."""
        found, at, end = b"", self._begun, self._journal_at()
        while at < end:
            upto = min(end, (at // _SEGMENT + 1) * _SEGMENT)
            row = thief.execute(
                "SELECT pg_read_binary_file('pg_wal/' || "
                "pg_walfile_name('0/0'::pg_lsn + %s::numeric), %s, %s, true)",
                (at + 1, at % _SEGMENT, upto - at),
            ).fetchone()
            assert row
            found, at = found + (row[0] or b""), upto
        return found
