"""The whole pack of the worked district: every paper of its round, in every form.

Letters are written as their zip gives them, each as .docx and all as PDF and OFD; every
other paper in each form that its page offers. Looking the record up counts too.
"""

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import partial

from django.db import transaction

from shuping.accounts.models import Person
from shuping.appraisal import queries as appraisal
from shuping.ballots import queries as ballots
from shuping.ballots.services import records
from shuping.bulletins import services as bulletins
from shuping.bulletins.queries.genres import as_genre
from shuping.bulletins.rules.genres import Genre
from shuping.charter import Act
from shuping.demo.services import WINTER
from shuping.documents import services as documents
from shuping.documents.rules.content import Document
from shuping.folders.services.running import read_folder
from shuping.folders.services.working import work
from shuping.meetings import queries as meetings
from shuping.meetings.queries import documents as of_meetings
from shuping.rectification import queries as rectification
from shuping.refusal import Words, say
from shuping.reports import queries as reports
from shuping.rounds import queries as rounds
from shuping.rounds.models import Round
from shuping.shell import clock

Paper = Callable[[], Document]
LETTERS = "letters"
_GENRES = {Genre.NEWS: say("news item"), Genre.BRIEF: say("brief")}


@transaction.atomic
def packed() -> Mapping[Words, float]:
    """Return how many seconds each paper takes; nothing of the district stays."""
    by, at = Person.objects.create_user("bench"), clock.now()
    folder = read_folder(WINTER / "linjiang").folder
    assert folder is not None  # noqa: S101 - it is our own
    round_ = work(folder, by=by, at=at)
    bulletin = bulletins.compose_bulletin(round_, by=by, at=at)
    on = at.date()
    papers = dict(_papers(round_, by, on))
    papers |= {
        name: partial(as_genre, bulletin, one, on=on) for one, name in _GENRES.items()
    }
    begun = time.perf_counter()
    documents.bundle(appraisal.letters(round_, on=on), LETTERS)
    taken = {say("feedback letters"): time.perf_counter() - begun}
    for name, paper in papers.items():
        begun = time.perf_counter()
        _write(paper())
        taken[name] = time.perf_counter() - begun
    transaction.set_rollback(True)
    return taken


def _write(document: Document) -> None:
    documents.docx(document)
    documents.paged([document])
    documents.html(document)


def _papers(round_: Round, by: Person, on: date) -> Iterator[tuple[Words, Paper]]:
    yield say("plan"), partial(rounds.plan_of, round_, on=on)
    yield say("approval sheet"), partial(rounds.approval_of, round_, on=on)
    yield say("compiled reports"), partial(reports.compiled_of, round_)
    for meeting in meetings.meetings_of(round_):
        yield say("notice"), partial(of_meetings.notice, meeting, on=on)
        yield say("agenda"), partial(of_meetings.agenda, meeting)
        yield say("host script"), partial(of_meetings.host_script, meeting)
        yield say("minutes"), partial(of_meetings.minutes, meeting, on=on)
    acts = rounds.acts_in(round_, by)
    yield say("comment cards"), partial(of_meetings.cards, round_, person=by, acts=acts)
    if box := ballots.box_of(round_):
        yield say("count sheet"), partial(records.count_sheet, box)
    yield say("circular"), partial(appraisal.circular, round_, on=on)
    rows = rectification.problems_open_to(by, Act.SEE_LEDGER)
    yield say("three lists"), partial(rectification.lists_of, round_, rows)
