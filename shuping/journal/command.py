"""`shuping journal check`: whether the sealed journal holds."""

from argparse import ArgumentParser, Namespace

from shuping.journal import queries, services
from shuping.refusal import say
from shuping.shell.terminal import tell, told

ABOUT = say("Seal the journal and check its chain.").text


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.add_argument(
        "check", choices=["check"], help=told(say("check every sealed entry"))
    )


def act(chosen: Namespace) -> int:  # noqa: ARG001 - there is one thing to do
    """Seal what waits, then check the whole chain; exit code 1 where it is broken."""
    sealed = services.seal()
    broken = queries.first_broken()
    if broken is None:
        tell(say("The journal holds; {count} entries newly sealed.", count=sealed))
        return 0
    tell(say("The journal is broken at entry {number}.", number=broken))
    return 1
