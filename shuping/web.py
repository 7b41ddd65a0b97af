"""`shuping web`: the pages, served by granian; a child of `shuping serve`."""

from argparse import ArgumentParser, Namespace

from granian import Granian
from granian.constants import Interfaces

from shuping.refusal import say
from shuping.shell import command as serving
from shuping.shell.serving import end_with_parent

ABOUT = say("Serve the pages; started by serve.").text


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes: what `serve` takes."""
    serving.arguments(parser)
    serving.certificate_arguments(parser)


def act(chosen: Namespace) -> int:
    """Serve pages until standard input closes or a signal comes."""
    end_with_parent()
    Granian(
        "shuping.wsgi:application",
        address=chosen.host,
        port=chosen.port,
        interface=Interfaces.WSGI,
        workers=2,
        log_access=False,
        ssl_cert=chosen.certificate,
        ssl_key=chosen.certificate_key,
    ).serve()
    return 0
