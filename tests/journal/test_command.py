"""`shuping journal check`."""

from argparse import ArgumentParser, Namespace
from datetime import datetime

import pytest
from django.utils import translation

from shuping.accounts.models import Person
from shuping.journal import command
from shuping.journal.models import Entry
from shuping.journal.services import note, seal


def check() -> int:
    with translation.override("en"):
        return command.act(Namespace(check="check"))


def test_the_command_takes_the_word_check() -> None:
    parser = ArgumentParser()
    command.arguments(parser)

    assert parser.parse_args(["check"]) == Namespace(check="check")


def test_a_whole_journal_is_sealed_and_holds(
    organiser: Person, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    note("appoint", organiser, by=organiser, at=now)

    assert check() == 0
    assert capsys.readouterr().out == "The journal holds; 1 entries newly sealed.\n"


def test_a_touched_journal_is_told_with_the_entry(
    organiser: Person, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    note("appoint", organiser, by=organiser, at=now)
    seal()
    Entry.objects.update(act="other")

    assert check() == 1
    assert capsys.readouterr().out == "The journal is broken at entry 1.\n"
