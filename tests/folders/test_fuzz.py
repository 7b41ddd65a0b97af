"""Whatever arrives, reading answers and working refuses; neither falls over."""

from datetime import datetime

from django.db import transaction
from hypothesis import event, given, settings

from shuping.accounts.models import Person
from shuping.folders import queries, services
from shuping.folders.rules.reading import read
from shuping.refusal import Refused
from tests.folders.fuzzing import Files, damaged
from tests.oracle.profiles import FUZZED


@settings(max_examples=FUZZED)
@given(files=damaged())
def test_a_damaged_folder_is_told_refused_or_worked(
    files: Files, organiser: Person, now: datetime
) -> None:
    reading = read(files)

    assert (reading.folder is None) == bool(reading.faults)
    for fault in reading.faults:
        assert str(fault).startswith(f"{fault.file}:{fault.line}: ")
        assert "; " in str(fault)
    if reading.folder is None:
        event("told")
        return
    with transaction.atomic():
        try:
            queries.results(services.work(reading.folder, by=organiser, at=now))
            event("worked")
        except Refused:
            event("refused")
        transaction.set_rollback(True)
