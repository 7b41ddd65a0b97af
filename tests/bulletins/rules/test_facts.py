"""What the words of a bulletin rest on, and what of it has changed."""

from dataclasses import replace
from datetime import date

import pytest

from shuping.bulletins.rules.composing import compose
from shuping.bulletins.rules.facts import (
    About,
    Change,
    Fact,
    changes,
    facts_of,
    from_plain,
    plain,
    rests_on,
)
from shuping.documents.rules.content import Paragraph
from tests.bulletins.folder import DISTRICTS, record_of


@pytest.mark.parametrize("district", DISTRICTS)
def test_every_paragraph_of_a_composed_bulletin_rests_on_a_fact(district: str) -> None:
    record = record_of(district)
    facts = facts_of(record)

    unheld = [
        block.text
        for block in compose(record).blocks
        if isinstance(block, Paragraph) and not rests_on(block.text, facts)
    ]

    assert [one for one in unheld if "会议最后" not in one] == []


@pytest.mark.parametrize("district", DISTRICTS)
def test_facts_are_read_back_as_they_were_written_down(district: str) -> None:
    facts = facts_of(record_of(district))

    assert from_plain(plain(facts)) == facts
    assert changes(facts, facts) == ()


def test_a_fact_that_changed_is_told_as_it_was_and_as_it_is() -> None:
    record = record_of("minhang")
    fewer = replace(record, written=record.written[1:], deadline=date(2020, 1, 20))

    told = changes(facts_of(record), facts_of(fewer))

    assert Change(About.WRITTEN, "53", "52") in told
    assert Change(About.DEADLINE, "2020年1月15日", "2020年1月20日") in told
    assert {str(one.name) for one in told if one.door == "rounds:scheme"} == {
        "the deadline"
    }


def test_a_fact_that_is_gone_and_one_that_is_new_are_changes() -> None:
    one, two = Fact(About.PLACE, "区会议中心"), Fact(About.CHAIR, "区委书记")

    assert changes([one], [two]) == (
        Change(About.PLACE, "区会议中心", ""),
        Change(About.CHAIR, "", "区委书记"),
    )


def test_another_order_is_a_change_too() -> None:
    one, two = Fact(About.POINT, "甲"), Fact(About.POINT, "乙")

    assert changes([one, two], [two, one]) == (Change(About.POINT, "甲；乙", "乙；甲"),)


def test_a_count_is_told_only_as_a_whole_number_beside_its_word() -> None:
    facts = [Fact(About.ORAL, "16")]

    assert rests_on("16名书记口头述职", facts) == (About.ORAL,)
    assert rests_on("116名书记口头述职", facts) == ()
    assert rests_on("16个村", facts) == ()
