"""How entries are chained."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shuping.journal.rules import GENESIS, content, digest


@dataclass
class Entry:
    at: datetime = datetime(2020, 1, 3, 1, tzinfo=UTC)
    by_id: int | None = 7
    act: str = "make round"
    thing: str = "rounds.round:1"
    facts: dict[str, Any] = field(default_factory=dict)


def test_an_entry_is_one_canonical_line() -> None:
    entry = Entry(facts={"year": 2019, "name": "临江区"})

    assert content(entry) == (
        '["2020-01-03T01:00:00.000000+00:00",7,"make round","rounds.round:1",'
        '{"name":"临江区","year":2019}]'
    )


def test_the_same_moment_says_the_same_in_every_zone() -> None:
    here = datetime(2020, 1, 3, 9, tzinfo=timezone(timedelta(hours=8)))

    assert content(Entry(at=here)) == content(Entry())


@given(st.dictionaries(st.text(max_size=5), st.integers(), max_size=5))
def test_the_order_of_facts_does_not_matter(facts: dict[str, int]) -> None:
    turned = dict(reversed(facts.items()))

    assert content(Entry(facts=turned)) == content(Entry(facts=facts))


def test_every_part_of_an_entry_changes_its_line() -> None:
    entry = Entry()
    changed = [
        replace(entry, at=entry.at + timedelta(microseconds=1)),
        replace(entry, by_id=None),
        replace(entry, act="other"),
        replace(entry, thing="rounds.round:2"),
        replace(entry, facts={"a": 1}),
    ]

    assert len({content(one) for one in [entry, *changed]}) == 6


def test_a_digest_covers_the_one_before_the_number_and_the_words() -> None:
    first = digest(GENESIS, 1, "a")
    others = [digest(first, 1, "a"), digest(GENESIS, 2, "a"), digest(GENESIS, 1, "b")]

    assert len(first) == 64
    assert len({first, *others}) == 4
