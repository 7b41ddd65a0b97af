"""The one entry point. What a command does stands in the `command` module of its room.

The first words choose the database before Django reads its settings: `run`, `bench` and
`archive check` work in memory and leave nothing behind, the demo keeps a database of
its own.
"""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module

import django
from django.conf import settings
from django.core.management import call_command
from django.utils import translation

from shuping.verify.command import main as verify

ROOMS = {
    "run": "shuping.folders.command",
    "demo": "shuping.demo.command",
    "bench": "shuping.bench",
    "slips": "shuping.ballots.command.slips",
    "key": "shuping.ballots.command.key",
    "check-document": "shuping.documents.command",
    "journal": "shuping.journal.command",
    "archive": "shuping.archive",
    "portal": "shuping.bulletins.command",
    "entrust": "shuping.organisations.command",
    "verify": "shuping.verify.command",
    "serve": "shuping.serve",
    "backup": "shuping.backup",
    "restore": "shuping.restore",
    "web": "shuping.web",
    "clerk": "shuping.clerk",
}
WITHOUT_DATABASE = {"check-document", "slips", "key"}
IN_MEMORY = {"run", "bench"} | WITHOUT_DATABASE
_UNREAD = 128 + signal.SIGPIPE


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["verify"]:
        return verify(words[1:])
    _set_up(words)
    with translation.override(language()):
        chosen = _parser().parse_args(words)
        if words[0] not in WITHOUT_DATABASE:
            call_command("migrate", verbosity=0)
        return _act(chosen)


def _act(chosen: argparse.Namespace) -> int:
    try:
        code = int(chosen.act(chosen))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read what we print has enough, as `head` has.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _UNREAD
    return code


def language() -> str:
    """Return the language of the terminal: English where it says so, else Chinese."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if spoken := os.environ.get(name, ""):
            return "en" if spoken.lower().startswith("en") else "zh-hans"
    return "zh-hans"


def _set_up(words: Sequence[str]) -> None:
    name = next(iter(words), "")
    in_memory = name in IN_MEMORY or words[:2] == ["archive", "check"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuping.settings")
    if in_memory:
        os.environ["DATABASE_URL"] = "sqlite://:memory:"
    elif name == "demo":
        os.environ.pop("DATABASE_URL", None)
        os.environ["SHUPING_INSTALLATION"] = "demo"
        os.environ["SHUPING_CLOCK"] = "2020-01-03T09:00:00+08:00"
    django.setup()
    if not in_memory:
        settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="shuping", description=translation.gettext("Yearly reports and review.")
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, room in ROOMS.items():
        module = import_module(room)
        about = translation.gettext(module.ABOUT)
        command = commands.add_parser(name, help=about, description=about)
        module.arguments(command)
        command.set_defaults(act=module.act)
    return parser
