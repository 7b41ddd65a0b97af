"""Long work: one's own page of it, its end, and what a dead clerk leaves."""

import os
import time
from datetime import datetime
from http import HTTPStatus
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import OperationalError
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from shuping.accounts.models import Person
from shuping.refusal import Refused, say
from shuping.shell import queries, services, spool, tasks
from shuping.shell.models import Task
from shuping.shell.rules import moves_the_bar
from shuping.shell.services import Wish
from tests.pages import asked, browser, shown

DONE: list[int] = []


@tasks.beside_the_pages
def good_work(task: Task) -> None:
    services.tell(task, 1, 2)
    DONE.append(Task.objects.get(pk=task.pk).step)
    services.finish(task, say("walked"), at=task.asked_at, address="/there/")


@tasks.beside_the_pages
def bad_work(task: Task) -> None:
    raise ZeroDivisionError


def wished(
    person: Person,
    now: datetime,
    work: services.Work = good_work,
    *,
    upload: bytes = b"",
) -> Task:
    wish = Wish(say("Walk the dog"), "/desk/", upload=upload)
    return services.ask(work, wish, by=person, at=now)


def ended(task: Task) -> tuple[str, str]:
    tasks.work_off()
    task.refresh_from_db()
    return task.state, task.words


def test_the_clerk_does_what_was_asked_for_and_forgets_the_queue(
    organiser: Person, now: datetime
) -> None:
    DONE.clear()
    task = wished(organiser, now)

    assert ended(task) == ("done", "walked")
    assert (DONE, task.address, task.step) == ([1], "/there/", 1)
    assert not DBTaskResult.objects.exists()


def test_a_fault_of_ours_is_told_without_its_insides(
    organiser: Person, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    task = wished(organiser, now, bad_work, upload=b"ballots")

    state, words = ended(task)

    assert (state, "ZeroDivisionError" in words) == ("failed", False)
    assert "ZeroDivisionError" in caplog.text
    with pytest.raises(Refused):
        spool.read(task.upload)


def test_an_account_that_was_shut_gets_nothing_done(
    organiser: Person, now: datetime
) -> None:
    task = wished(organiser, now)
    Person.objects.update(is_active=False)

    assert ended(task)[0] == "refused"


def test_work_that_a_dead_clerk_left_is_taken_up_again(
    organiser: Person, now: datetime
) -> None:
    task = wished(organiser, now)
    Task.objects.update(state="running", starts=1)
    DBTaskResult.objects.update(status="RUNNING")
    tasks.work_off()
    task.refresh_from_db()
    left = task.state

    tasks.take_up_again()

    assert (left, ended(task)[0]) == ("running", "done")


def test_work_that_the_database_kept_from_beginning_waits_again(
    organiser: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = wished(organiser, now)

    def locked(number: int, *, at: datetime) -> None:
        raise OperationalError

    with monkeypatch.context() as kept:
        kept.setattr(services, "begin", locked)
        first = ended(task)[0]

    assert (first, ended(task)[0]) == ("waiting", "done")


def test_work_that_has_ended_is_not_done_a_second_time(
    organiser: Person, now: datetime
) -> None:
    DONE.clear()
    task = wished(organiser, now, upload=b"ballots")
    Task.objects.update(state="done")

    assert ended(task)[0] == "done"
    assert DONE == []
    with pytest.raises(Refused):
        spool.read(task.upload)


def test_work_that_never_ends_is_given_up(organiser: Person, now: datetime) -> None:
    task = wished(organiser, now)
    Task.objects.update(state="running", starts=3)

    state, _ = ended(task)

    assert state == "failed"
    with pytest.raises(Refused, match="ended already"):
        services.finish(task, say("done"), at=now, address="")


@pytest.mark.parametrize(
    ("steps", "told"), [(3, 3), (20, 20), (1000, 20), (1, 1), (70, 20)]
)
def test_the_bar_is_moved_at_most_twenty_times_and_to_its_end(
    steps: int, told: int
) -> None:
    moved = [one for one in range(1, steps + 1) if moves_the_bar(one, steps)]

    assert (len(moved), moved[-1]) == (told, steps)


def test_a_step_too_small_for_the_bar_is_not_written(
    organiser: Person, now: datetime
) -> None:
    task = wished(organiser, now)
    Task.objects.update(state="running")

    told = []
    for step in (4, 5, 6):
        services.tell(task, step, 100)
        task.refresh_from_db()
        told.append(task.step)

    assert told == [0, 5, 5]


def test_a_task_is_seen_by_whoever_asked_and_by_nobody_else(
    organiser: Person, leader: Person, now: datetime
) -> None:
    task = wished(organiser, now)

    mine, theirs = browser(organiser), browser(leader)

    assert "Walk the dog" in shown(mine, "task", task.pk)
    assert "Walk the dog" in shown(mine, "tasks")
    assert theirs.get(reverse("task", args=[task.pk])).status_code == (
        HTTPStatus.NOT_FOUND
    )
    assert "You have asked for nothing yet" in shown(theirs, "tasks")


def test_the_part_that_moves_is_sent_only_when_it_has_moved(
    organiser: Person, now: datetime
) -> None:
    task = wished(organiser, now)
    desk, there = browser(organiser), reverse("task", args=[task.pk])
    first = desk.get(there, headers={"x-part": "1"})
    etag = first.headers["ETag"]

    same = desk.get(there, headers={"x-part": "1", "if-none-match": etag})
    Task.objects.update(state="running", step=1, steps=3)
    moved = desk.get(there, headers={"x-part": "1", "if-none-match": etag})
    whole = desk.get(there, headers={"if-none-match": moved.headers["ETag"]})

    assert "<html" not in first.content.decode()
    assert (same.status_code, same.content) == (HTTPStatus.NOT_MODIFIED, b"")
    assert 'value="1" max="3"' in moved.content.decode()
    assert "<html" in whole.content.decode()


def test_the_list_asks_the_same_for_three_tasks_and_for_three_hundred(
    organiser: Person, now: datetime
) -> None:
    desk = browser(organiser)

    def rows(count: int) -> None:
        Task.objects.bulk_create(
            Task(by=organiser, name="x", language="en", asked_from="/", asked_at=now)
            for _ in range(count)
        )

    rows(3)
    few = asked(desk, "tasks")
    rows(297)

    assert (few, asked(desk, "tasks")) == (7, 7)


def test_the_spool_keeps_what_is_needed_and_sweeps_the_rest(
    tmp_path: Path, settings: LazySettings
) -> None:
    settings.SPOOL = tmp_path / "spool"
    spool.sweep({})
    ages = {"sent": 30, "made": 23, "old": 25, "lost": 2, "new": 0}
    names = {}
    for age, hours in ages.items():
        names[age] = spool.keep(age.encode())
        then = time.time() - hours * 3600
        os.utime(settings.SPOOL / names[age], (then, then))

    spool.sweep({names["sent"]: True, names["made"]: False, names["old"]: False})

    left = {path.read_text() for path in settings.SPOOL.iterdir()}
    assert left == {"sent", "made", "new"}


def test_the_files_in_use_are_those_of_open_tasks_and_those_that_came_out(
    organiser: Person, now: datetime
) -> None:
    open_, closed = (
        wished(organiser, now, upload=b"sent"),
        wished(organiser, now, upload=b"sent"),
    )
    Task.objects.filter(pk=closed.pk).update(state="done", file="made")

    tasks.sweep()

    assert {True: open_.upload, False: "made"} == {
        needed: name for name, needed in queries.files_in_use().items()
    }
