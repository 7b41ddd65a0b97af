"""The life of a problem as two tables."""

from datetime import date

import pytest

from shuping.rectification.rules import FIELDS, NEEDS, NEXT, WORDS, Status, missing_for

WHOLE = {
    "measure": "每月走访",
    "leader": "张三",
    "unit": "",
    "deadline": date(2020, 6, 30),
}


def test_every_state_leads_on_and_has_its_words() -> None:
    assert list(NEXT) == list(WORDS) == list(Status)
    assert {str(words) for words in WORDS.values()} == set(Status)


def test_whatever_may_be_missing_has_its_words() -> None:
    assert {names[0] for needs in NEEDS.values() for names in needs} == set(FIELDS)


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({}, ()),
        ({"leader": "", "unit": "党政办"}, ()),
        ({"leader": ""}, ("leader",)),
        ({"measure": "", "deadline": None}, ("measure", "deadline")),
    ],
)
def test_a_task_needs_a_measure_someone_who_answers_and_a_deadline(
    changed: dict[str, object], missing: tuple[str, ...]
) -> None:
    assert missing_for(Status.TASKED, WHOLE | changed) == missing


def test_evidence_needs_itself_and_nothing_else() -> None:
    assert missing_for(Status.EVIDENCED, {}) == ("evidence",)
    assert missing_for(Status.EVIDENCED, {"evidence": "走访记录"}) == ()


@pytest.mark.parametrize("status", [Status.OPEN, Status.CLOSED, Status.REOPENED])
def test_other_states_need_nothing(status: Status) -> None:
    assert missing_for(status, {}) == ()
