"""What a person may ask about long work: their own, nobody else's."""

from django.db.models import QuerySet

from shuping.accounts.models import Person
from shuping.shell.models import Task
from shuping.shell.rules import OPEN, State


def tasks_of(person: Person) -> QuerySet[Task]:
    """Return the person's own tasks, latest first."""
    return Task.objects.filter(by=person).order_by("-pk")


def made_for(person: Person, address: str) -> Task | None:
    """Return the person's latest task that left a file at this address."""
    made = tasks_of(person).filter(state=State.DONE, address=address)
    return made.exclude(file="").first()


def files_in_use() -> dict[str, bool]:
    """Return the files that tasks name; True for what an open one still needs."""
    sent = Task.objects.filter(state__in=OPEN).exclude(upload="")
    came_out = Task.objects.exclude(file="")
    return dict.fromkeys(came_out.values_list("file", flat=True), False) | (
        dict.fromkeys(sent.values_list("upload", flat=True), True)
    )
