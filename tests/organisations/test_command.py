"""`shuping entrust`: the top of the tree gets its next security administrator."""

from argparse import ArgumentParser

import pytest
from django.utils import translation

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.organisations import command, queries
from shuping.organisations.models import Organisation


def entrust(*words: str) -> int:
    parser = ArgumentParser()
    command.arguments(parser)
    with translation.override("en"):
        return command.act(parser.parse_args(words))


def test_the_duty_is_given_at_the_top(
    tree: dict[str, Organisation],
    stranger: Person,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert entrust("stranger", "JZ") == 0
    assert queries.duties_at(tree["JZ"], stranger) == {Duty.SECURITY}
    assert "The duty is given." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("username", "code", "because"),
    [
        ("nobody", "JZ", "There is no such person."),
        ("stranger", "LJ", "There is no such body."),
        ("organiser", "JZ", "Whoever administers has no duty"),
    ],
)
def test_what_cannot_be_is_refused(
    username: str,
    code: str,
    because: str,
    keeps: Person,
    stranger: Person,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert entrust(username, code) == 1
    assert because in capsys.readouterr().err
