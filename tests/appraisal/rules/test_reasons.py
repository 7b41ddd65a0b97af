"""Why a grade is proposed, in words."""

import pytest

from shuping.appraisal.rules.reasons import told_why
from shuping.folders.rules.reading import read
from tests.folders.good import GOOD


@pytest.mark.parametrize(
    ("reasons", "words"),
    [
        (("band",), "by its band"),
        (("band", "gate:annual_excellent"), "by its band, without annual_excellent"),
        (("band", "trigger:discipline"), "by its band, capped: 违纪违法"),
        (
            ("band", "quota", "tie"),
            "by its band, moved by the quota, tied at the line, for the committee",
        ),
    ],
)
def test_every_reason_has_its_words(reasons: tuple[str, ...], words: str) -> None:
    folder = read(GOOD).folder
    assert folder is not None

    assert str(told_why(reasons, folder.scheme.appraisal)) == words
