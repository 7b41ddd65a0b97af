"""Making all feedback letters beside the pages."""

from django.db import transaction
from django.urls import reverse

from shuping.appraisal import queries
from shuping.charter import Act
from shuping.documents import services as documents
from shuping.journal.services import note
from shuping.refusal import Refused, say
from shuping.rounds.queries import rounds_open_to
from shuping.shell import clock, spool
from shuping.shell.models import Task
from shuping.shell.services import finish, tell
from shuping.shell.tasks import beside_the_pages


@beside_the_pages
def make_letters(task: Task) -> None:
    """Write every letter of the round as .docx, all as PDF and OFD, into a zip."""
    seen = rounds_open_to(task.by, Act.SEE_LETTERS)
    round_ = seen.filter(pk=task.about["round"]).first()
    if round_ is None:
        raise Refused(say("You may not do this in this round now."))
    letters = queries.letters(round_, on=clock.today())
    if not letters:
        raise Refused(say("There are no figures to write letters of."))
    packed = documents.bundle(
        letters, "letters", watch=lambda step, steps: tell(task, step, steps)
    )
    file = spool.keep(packed)
    there = reverse("appraisal:made_letters", args=[round_.pk])
    words = say("{count} letters are made.", count=len(letters))
    if lack := documents.lacking(*letters.values()):
        words = say("{made} {lacking}", made=words, lacking=lack)
    with transaction.atomic():
        note("make letters", round_, by=task.by, at=clock.now(), count=len(letters))
        finish(task, words, at=clock.now(), address=there, file=file)
