"""`shuping key make`: a box's key made and printed apart from the server.

On a monitor's laptop it draws the key, prints the pages for the envelopes, and leaves
the public half for the organiser to upload. Every way of putting the key together is
tried before anything is written.
"""

from argparse import ArgumentParser, Namespace

from shuping.ballots import command
from shuping.ballots.rules import key_file
from shuping.ballots.rules.envelopes import Envelopes
from shuping.ballots.rules.keys import fingerprint, written_at
from shuping.ballots.rules.records import grouped
from shuping.ballots.services.printing import print_keys
from shuping.documents.services import sets_chinese
from shuping.refusal import Words, say
from shuping.shell import private
from shuping.shell.terminal import tell, told
from shuping.urn import sealing
from shuping.urn.box import STANDARD, STRICT

ABOUT = say(
    "Make a box's key apart from the server: PDF for envelopes, public half to upload."
).text
_PAGES = "key.pdf"


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    command.arguments(parser)
    parser.add_argument(
        "--level",
        required=True,
        choices=[STANDARD, STRICT],
        help=told(say("the box's level, from its page: the key whole, or in shares")),
    )


def act(chosen: Namespace) -> int:
    """Make, print and tell the fingerprint; exit code 2 where something is wrong."""
    return command.done(chosen, _wrong(chosen), _make)


def _wrong(chosen: Namespace) -> Words | None:
    if any((chosen.out / name).exists() for name in (_PAGES, key_file.FILE)):
        return say("There is a key in {path} already.", path=chosen.out)
    if not sets_chinese():
        return say("No Chinese font is there: the key cannot be printed.")
    return None


def _make(chosen: Namespace) -> None:
    key, half = sealing.new_key()
    public = half.hex()
    words = written_at(chosen.level, key)
    about = Envelopes(chosen.title, chosen.box, fingerprint(public), chosen.rehearsal)
    pages = print_keys(about, words)
    private.write(chosen.out / _PAGES, pages)
    left = key_file.written(chosen.box, chosen.level, public)
    private.write(chosen.out / key_file.FILE, left)
    digits = grouped(about.fingerprint)
    tell(
        say(
            "Pages for envelopes: {count}, {path}",
            count=len(words),
            path=chosen.out / _PAGES,
        )
    )
    tell(
        say("Fingerprint of the key, as in the opening record: {digits}", digits=digits)
    )
    tell(
        say(
            "Upload {path}; print the PDF, seal it, then delete it.",
            path=chosen.out / key_file.FILE,
        )
    )
