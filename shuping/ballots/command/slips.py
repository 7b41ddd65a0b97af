"""`shuping slips make`: code slips made and printed apart from the server.

It needs no installation and keeps none: on the laptop beside the printer it draws the
codes, prints them, and leaves hashes for the organiser to upload.
"""

import secrets
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from pathlib import Path

from shuping.ballots import command
from shuping.ballots.rules import slips
from shuping.ballots.rules.slips import Slips
from shuping.ballots.services.printing import print_slips
from shuping.refusal import Words, say
from shuping.shell import private
from shuping.shell.terminal import tell, told
from shuping.urn.form import Named

ABOUT = say(
    "Make code slips apart from the server: PDF to print, hashes to upload."
).text
_LETTERS = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-."
)


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    command.arguments(parser)
    parser.add_argument(
        "--class",
        dest="classes",
        required=True,
        action="append",
        type=_class,
        metavar="A=30",
        help=told(say("a class and how many slips; its name may follow: A=30=Leaders")),
    )
    parser.add_argument(
        "--host", required=True, help=told(say("where phones vote, https://…"))
    )


def act(chosen: Namespace) -> int:
    """Make, print and tell the balance; exit code 2 where something is wrong."""
    return command.done(chosen, _wrong(chosen), _make)


def _make(chosen: Namespace) -> None:
    categories = [category for category, _ in chosen.classes]
    counts = {category.code: count for category, count in chosen.classes}
    about = Slips(chosen.title, chosen.host, chosen.box, chosen.rehearsal)
    made = slips.make(counts, secrets.randbits)
    hashes = slips.hashes_of(chosen.box, made)
    for code, pages in print_slips(about, categories, made).items():
        private.write(chosen.out / f"slips-{code}.pdf", pages)
    private.write(chosen.out / slips.FILE, slips.written(chosen.box, hashes))
    _tell_balance(chosen.out, counts, slips.root_over(hashes))


def _class(text: str) -> tuple[Named, int]:
    code, _, rest = text.partition("=")
    count, _, name = rest.partition("=")
    fits = code and not set(code) - _LETTERS and code.strip(".")
    if not fits or not (count.isascii() and count.isdigit()) or not int(count[:9]):
        raise ArgumentTypeError(told(say("{text} is not like A=30", text=text)))
    return Named(code, name or code), int(count[:9])


def _wrong(chosen: Namespace) -> Words | None:
    codes = [category.code for category, _ in chosen.classes]
    if not slips.is_host(chosen.host, chosen.box):
        return say("{host} is no address like https://vote.example.", host=chosen.host)
    if len(set(codes)) < len(codes):
        return say("A class stands there twice.")
    if (count := sum(count for _, count in chosen.classes)) > slips.MOST:
        return say(
            "{count} slips are too many; {most} is the most.",
            count=count,
            most=slips.MOST,
        )
    there = [chosen.out / slips.FILE, *chosen.out.glob("slips-*.pdf")]
    if any(path.exists() for path in there):
        return say("There are slips in {path} already.", path=chosen.out)
    return None


def _tell_balance(out: Path, counts: dict[str, int], root: str) -> None:
    for code, count in counts.items():
        path = out / f"slips-{code}.pdf"
        tell(
            say(
                "Class {code}: {count} slips, {path}", code=code, count=count, path=path
            )
        )
    tell(say("All together: {count} slips", count=sum(counts.values())))
    tell(say("Root over the codes, as in the opening record: {root}", root=root))
    tell(say("Upload {path}; print the PDFs, then delete them.", path=out / slips.FILE))
