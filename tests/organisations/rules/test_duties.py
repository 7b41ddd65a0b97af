"""Which duties one person may have together."""

import pytest

from shuping.charter import Duty
from shuping.organisations.rules.duties import KEYS, clash


@pytest.mark.parametrize(
    ("held", "given", "alone", "clashes"),
    [
        (set(), Duty.ADMINISTRATOR, False, False),
        (set(), Duty.ORGANISER, False, False),
        ({Duty.ORGANISER}, Duty.LEADER, False, False),
        ({Duty.ORGANISER}, Duty.AUDITOR, False, True),
        ({Duty.ORGANISER}, Duty.SECURITY, True, True),
        ({Duty.AUDITOR}, Duty.REPORTER, True, True),
        ({Duty.AUDITOR}, Duty.AUDITOR, False, False),
        ({Duty.AUDITOR}, Duty.ADMINISTRATOR, False, True),
        ({Duty.AUDITOR}, Duty.ADMINISTRATOR, True, False),
        (KEYS, Duty.SECURITY, True, False),
    ],
)
def test_keys_meet_no_work_and_each_other_only_in_one_hand(
    held: set[Duty], given: Duty, *, alone: bool, clashes: bool
) -> None:
    assert clash(frozenset(held), given, alone=alone) is clashes
