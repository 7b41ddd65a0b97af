"""Boxes in PostgreSQL built wrongly; most of them as one would build them first."""

from collections.abc import Mapping

from shuping.urn.postgres import PostgresSchema
from tests.linkattack.leaks import (
    Beside,
    Held,
    OneRow,
    Ragged,
    TimedKeys,
    Wrong,
    as_they_come,
    of_the_code,
)
from tests.linkattack.places import Cluster
from tests.linkattack.story import House


class NotRewritten(PostgresSchema):
    """A closed box stays as it grew."""

    def rewrite(self) -> None:
        """Leave everything where it is."""


_HISTORY = """
CREATE TABLE history(n serial, code bytea, leaf bytea);
CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'spent' THEN
    INSERT INTO history(code) VALUES (NEW.h);
  ELSE
    UPDATE history SET leaf = NEW.leaf
     WHERE n = (SELECT min(n) FROM history WHERE leaf IS NULL);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER noted AFTER INSERT ON spent FOR EACH ROW EXECUTE FUNCTION noted();
CREATE TRIGGER noted AFTER INSERT ON ballot FOR EACH ROW EXECUTE FUNCTION noted();
"""

LEAKS: Mapping[str, tuple[House, str]] = {
    "rows in the order of arrival": (
        House(Cluster, box=Wrong, shuffle=as_they_come),
        "before closing: ballot.ctid -> order",
    ),
    "one transaction for each ballot": (
        House(Cluster, box=OneRow),
        "before closing: both.xmin -> pairs",
    ),
    "rows are numbered": (
        House(Cluster, schema="ALTER TABLE ballot ADD COLUMN n serial"),
        "closed: ballot.n -> all",
    ),
    "ballots have a time": (
        House(
            Cluster,
            schema="ALTER TABLE ballot ADD COLUMN at timestamptz "
            "DEFAULT clock_timestamp()",
        ),
        "closed: ballot.at -> all",
    ),
    "names of ballots begin with the time": (
        House(Cluster, box=TimedKeys),
        "closed: ballot.leaf -> all",
    ),
    "the hash of the code stands beside the ballot": (
        House(Cluster, box=Beside, schema="ALTER TABLE ballot ADD COLUMN code bytea"),
        "closed: in one row -> pairs",
    ),
    "a closed box is not written anew": (
        House(lambda: Cluster(NotRewritten)),
        "closed: ballot.xmin -> all",
    ),
    "sealed ballots are of unequal lengths": (
        House(Cluster, box=Ragged),
        "before closing: size of ballot.sealed -> content",
    ),
    "the random bytes are made of the code": (
        House(Cluster, seed_of=of_the_code),
        "seed made of the code -> pairs",
    ),
    "a trigger keeps a history": (
        House(Cluster, box=Wrong, schema=_HISTORY),
        "before closing: in one row -> pairs",
    ),
    "codes and ballots are written in one order": (
        House(Cluster, box=Wrong),
        "before closing: both.ctid -> pairs",
    ),
    "what is deleted stays in the pages": (
        House(
            Cluster,
            box=Held,
            schema="CREATE TABLE held(h bytea PRIMARY KEY, leaf bytea)",
        ),
        "before closing: .held: side by side -> pairs",
    ),
}
"""Each leak with the house that has it and one of the means that find it."""
