"""`shuping demo`: load the winter, work one district to its end, leave what it made."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from shuping.demo import queries, services
from shuping.demo.rules import UNDER_WAY, WRITING
from shuping.demo.services.drafting import begin_the_reports
from shuping.demo.services.meeting import begin_the_meeting
from shuping.folders.command import tell_faults
from shuping.refusal import say
from shuping.shell import clock
from shuping.shell import command as serving
from shuping.shell.terminal import tell, told

ABOUT = say("Load the winter of the bulletin and work one round to its end.").text
NOT_SERVED, BROKEN = 1, 2


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "--no-serve",
        action="store_true",
        help=told(say("only load and work, serve no pages")),
    )
    parser.add_argument(
        "--fresh", action="store_true", help=told(say("begin anew, keep nothing"))
    )
    parser.add_argument("--out", type=Path, help=told(say("where the results go")))
    serving.arguments(parser)


def act(chosen: Namespace) -> int:
    """Load the winter once, compose its bulletins, and say where to look."""
    hindrance = serving.hindrance(chosen.host, chosen.port, at=clock.now())
    if hindrance and not chosen.no_serve:
        tell(hindrance, to=sys.stderr)
        return NOT_SERVED
    tell(
        say("Demonstration data. Real districts hold facts only; the rest is invented.")
    )
    if chosen.fresh:
        call_command("flush", interactive=False, verbosity=0)
    winter = services.load(watch=lambda name: tell(say("loading {name} …", name=name)))
    if winter.faults:
        tell_faults(winter.faults)
        return BROKEN
    services.seat_the_cast(winter)
    begin_the_reports(winter.rounds[WRITING])
    begin_the_meeting(winter.rounds[UNDER_WAY])
    out = chosen.out or settings.DATA_DIR / "demo"
    left = services.leave(winter, out)
    services.publish_the_facts(winter)
    for words in queries.told_of(winter.rounds):
        tell(words)
    for path in left:
        tell(f"  {path}")
    tell(say("The worked district is in {path}.", path=out / "linjiang"))
    return 0 if chosen.no_serve else serving.serve(chosen.host, chosen.port)
