"""A box in a schema of PostgreSQL, of a role that can read nothing else.

What holds for a file holds here: the rows of a batch go in by the order of their random
keys, in one durable transaction, and a closed box is written anew in that order, so
that all its rows are of one transaction. A closed box is given out as a file besides,
which the opener reads; nobody but the urn's role reads the schema.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import TupleRow
from psycopg.sql import SQL, Identifier

from shuping.urn.storage import KEYS, POSTGRESQL, Row, SqliteFile, is_closed

_COLUMNS = {
    "meta": ("name text", "value bytea"),
    "issued": ("h bytea", "category text"),
    "void": ("h bytea", "reason text"),
    "spent": ("h bytea",),
    "ballot": ("leaf bytea", "category text", "channel text", "sealed bytea"),
}
_WANTED = {
    "fsync": {"on"},
    "full_page_writes": {"on"},
    "track_commit_timestamp": {"off"},
    "log_statement": {"none", "ddl"},
    "log_min_duration_statement": {"-1"},
    "log_min_duration_sample": {"-1"},
    "log_transaction_sample_rate": {"0"},
    "log_parameter_max_length_on_error": {"0"},
    "auto_explain.log_min_duration": {"-1"},
}
_FOREIGN = """
SELECT format('%I.%I', nspname, relname)
  FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
 WHERE relkind IN ('r', 'p', 'v', 'm', 'f')
   AND nspname NOT IN ('pg_catalog', 'information_schema')
   AND nspname NOT LIKE 'pg\\_%%' AND nspname NOT LIKE 'box\\_%%'
   AND has_table_privilege(c.oid, 'SELECT') LIMIT 1
"""
_OTHERS = """
SELECT rolname FROM pg_roles
 WHERE rolname <> current_user AND NOT rolsuper
   AND pg_has_role(oid, current_user::regrole, 'MEMBER') LIMIT 1
"""
_DURABLE = "-c synchronous_commit=on -c lock_timeout=5s -c search_path={}"


class Careless(Exception):
    """The database would lose ballots or give them away; says by what."""


class Database:
    """A shelf of boxes in one database; closed ones are given out to a folder."""

    kind = POSTGRESQL

    def __init__(self, address: str, folder: Path) -> None:
        self._address, self._folder = address, folder
        # Whoever asks for boxes that are not there shall not cost a connection each.
        with psycopg.connect(address) as line:
            rows = line.execute("SELECT nspname FROM pg_namespace").fetchall()
        self._schemas = {schema for (schema,) in rows}

    def find(self, name: str) -> "PostgresSchema | None":
        """Return where a box lies, or None."""
        if _schema(name) not in self._schemas:
            return None
        return PostgresSchema(self._address, name, self._file(name))

    def make(self, name: str, fill: Iterable[tuple[str, Sequence[Row]]]) -> None:
        """Make a schema with the rows of its tables, whole or not at all.

        Refused by `FileExistsError` where there is one already, and by `Careless`.
        """
        with psycopg.connect(self._address) as line:
            _refuse_careless(line)
            try:
                line.execute(SQL("CREATE SCHEMA {}").format(_named(name)))
            except psycopg.errors.DuplicateSchema:
                raise FileExistsError(name) from None
            line.execute(SQL("SET LOCAL search_path TO {}").format(_named(name)))
            for table, columns in _COLUMNS.items():
                told = ", ".join(f"{one} NOT NULL" for one in columns)
                told = f"CREATE TABLE {table}({told}, PRIMARY KEY ({KEYS[table]}))"
                line.execute(SQL(told))
            for statement, rows in fill:
                line.cursor().executemany(_translated(statement), rows)
        self._schemas.add(_schema(name))

    def drop(self, name: str) -> None:
        """Take a box away, where it is there."""
        self._schemas.discard(_schema(name))
        with psycopg.connect(self._address) as line:
            line.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(_named(name)))

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.box"


class PostgresSchema:
    """A box in a schema of its own; one urn at a time has it."""

    def __init__(self, address: str, name: str, file: Path) -> None:
        self._address, self._name, self._given_out = address, name, file
        self._line = self._connected()

    def read(self, query: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a query."""
        return self._held().execute(_translated(query), values).fetchall()

    def among(self, asked: Mapping[str, Sequence[bytes]]) -> dict[str, set[bytes]]:
        """Return, by table, those of the keys that stand in it; in one question."""
        query = " UNION ALL ".join(
            f"SELECT '{table}', {KEYS[table]} FROM {table} "  # noqa: S608
            f"WHERE {KEYS[table]} = ANY(%s)"
            for table in asked
        )
        found: dict[str, set[bytes]] = {table: set() for table in asked}
        for table, key in self.read(query, [list(keys) for keys in asked.values()]):
            found[table].add(key)
        return found

    def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Put rows into a table, in their order; what stands there already stays."""
        if not rows:
            return
        types = (column.split()[1] for column in _COLUMNS[table])
        places = ", ".join(f"%s::{one}[]" for one in types)
        query = f"INSERT INTO {table} SELECT * FROM unnest({places})"  # noqa: S608
        columns = [list(column) for column in zip(*rows, strict=True)]
        self._held().execute(f"{query} ON CONFLICT DO NOTHING", columns)

    def write(self, query: str, rows: Iterable[Sequence[Any]]) -> int:
        """Run a statement for each of the rows; return how many rows it touched."""
        line = self._held()
        cursor = line.cursor()
        with line.pipeline():
            cursor.executemany(_translated(query), rows)
        return max(0, cursor.rowcount)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Open one durable transaction; whatever goes wrong in it leaves nothing.

        What needs no answer goes to the server together with what does.
        """
        line = self._held()
        with line.pipeline(), line.transaction():
            yield

    def rewrite(self) -> None:
        """Write everything anew in the order of keys, and give it out as a file."""
        with self.writing():
            for table, key in KEYS.items():
                query = f"SELECT * FROM {table} ORDER BY {key}"  # noqa: S608
                self._line.execute(f"CREATE TABLE fresh AS {query}")
                self._line.execute(f"DROP TABLE {table}")
                self._line.execute(f"ALTER TABLE fresh RENAME TO {table}")
                self._line.execute(f"ALTER TABLE {table} ADD PRIMARY KEY ({key})")
        self._give_out()

    def _give_out(self) -> None:
        if self._given_out.exists() and is_closed(self._given_out):
            return
        self._given_out.unlink(missing_ok=True)
        fill = []
        for table, columns in _COLUMNS.items():
            names = ", ".join(column.split()[0] for column in columns)
            rows = self.read(f"SELECT {names} FROM {table} ORDER BY {KEYS[table]}")  # noqa: S608
            marks = ", ".join("?" * len(columns))
            fill.append((f"INSERT INTO {table} VALUES({marks})", rows))
        SqliteFile.make(self._given_out, fill)
        file = SqliteFile(self._given_out)
        file.rewrite()
        file.shut()

    def shut(self) -> None:
        """Let go of the schema."""
        self._line.close()

    def _held(self) -> psycopg.Connection[TupleRow]:
        """Return the connection; a new one where the server went away meanwhile."""
        if self._line.closed:
            self._line = self._connected()
        return self._line

    def _connected(self) -> psycopg.Connection[TupleRow]:
        schema = _schema(self._name)
        told = _DURABLE.format(schema)
        line = psycopg.connect(self._address, autocommit=True, options=told)
        line.prepare_threshold = 1
        try:
            # A second urn on the same box waits here, and is then refused.
            line.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", (schema,))
        except psycopg.Error:
            line.close()
            raise
        return line


def _schema(name: str) -> str:
    return f"box_{name}"


def _named(name: str) -> Identifier:
    return Identifier(_schema(name))


def _translated(statement: str) -> Any:
    return statement.replace("?", "%s")


def _refuse_careless(line: psycopg.Connection[TupleRow]) -> None:
    """Refuse a database that would lose ballots, or that could give them away.

    It syncs, notes down neither what is written nor when, and our role neither reads
    tables of others nor can be taken on by others.
    """
    rows = line.execute(
        "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", (list(_WANTED),)
    )
    for name, setting in rows:
        if setting not in _WANTED[name]:
            raise Careless(f"{name} = {setting}")
    if line.info.parameter_status("is_superuser") == "on":
        raise Careless(f"{line.info.user}: superuser")
    for query in (_FOREIGN, _OTHERS):
        if found := line.execute(query).fetchone():
            raise Careless(f"{line.info.user}: {found[0]}")
