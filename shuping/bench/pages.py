"""`shuping bench pages`: every page of the worked round against an empty one.

The empty one is the home of somebody who has signed in and has no round. Pages that
print documents are no pages of the desk and are left out.
"""

from argparse import Namespace
from functools import partial

from django.conf import settings
from django.test import Client
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.bench.ratio import ROUNDS, Ratio, timed
from shuping.demo.services import WINTER
from shuping.folders import services as folders
from shuping.refusal import say
from shuping.rounds.models import Round
from shuping.shell import clock
from shuping.shell.terminal import tell

CEILING = 12
_OF_A_ROUND = (
    "round",
    "rounds:scheme",
    "rounds:roster",
    "rounds:assignments",
    "progress:below",
    "findings:index",
    "reports:index",
    "meetings:index",
    "meetings:comments",
    "ballots:index",
    "ballots:outcome",
    "appraisal:index",
    "rectification:index",
    "rectification:requests",
    "bulletins:index",
)
_OF_A_REPORTER = ("reports:report", "appraisal:working")


def bench(_: Namespace) -> bool:
    """Measure every page, print the slowest last, and tell whether all keep up."""
    settings.ALLOWED_HOSTS = ["testserver"]
    organiser = Person.objects.create_user("bench")
    nobody = Person.objects.create_user("nobody")
    folder = folders.read_folder(WINTER / "linjiang").folder
    assert folder is not None  # noqa: S101 - the demo's own folder
    round_ = folders.work(folder, by=organiser, at=clock.now())
    tell(say("Every page of the worked round, against an empty page."))
    empty, desk = _browser(nobody), _browser(organiser)
    ratios = [
        _measure(name, address, desk, empty) for name, address in _addresses(round_)
    ]
    for ratio in sorted(ratios, key=lambda one: one.quartile):
        ratio.print(CEILING)
    return all(ratio.quartile <= CEILING for ratio in ratios)


def _addresses(round_: Round) -> list[tuple[str, str]]:
    reporter = round_.reporters.order_by("order")[0]
    here = [("home", reverse("home")), ("organisations:index", "/desk/organisations/")]
    here += [(name, reverse(name, args=[round_.pk])) for name in _OF_A_ROUND]
    here += [
        (name, reverse(name, args=[round_.pk, reporter.pk])) for name in _OF_A_REPORTER
    ]
    return here


def _browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _measure(name: str, address: str, desk: Client, empty: Client) -> Ratio:
    """Open a page and the empty one in turn, `ROUNDS` times after once to warm up."""
    ratios, seconds = [], []
    for number in range(ROUNDS + 1):
        least = timed(partial(_open, empty, reverse("home")))
        taken = timed(partial(_open, desk, address))
        if number:
            ratios.append(taken / least)
            seconds.append(taken)
    return Ratio(say("{name}", name=name), ratios, seconds)


def _open(client: Client, address: str) -> None:
    answer = client.get(address)
    if answer.status_code != 200:  # noqa: PLR2004 - OK
        raise LookupError(address)
