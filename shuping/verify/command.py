"""`shuping verify BUNDLE`: twenty-five checks, each with its reason.

Exit code 0: none failed; 1: one failed; 2: it is no bundle. The catalogue is read with
the standard library, so that no Django is loaded.
"""

import gettext
import hashlib
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from shuping.refusal import Words, say, why
from shuping.verify.archive import MOST_BYTES, Unreadable
from shuping.verify.bundle import Reading, read
from shuping.verify.checks import Asked, Result, Verdict, checked
from shuping.verify.keys import key_from

ABOUT = say("Check the bundle of a box, and count it again with its key.").text
SOUND, FAILED, UNREADABLE = 0, 1, 2
_CATALOGUE = Path(__file__).parent.parent / "locale/zh_Hans/LC_MESSAGES/django.mo"
_WORDS = {
    Verdict.PASS: say("PASS"),
    Verdict.FAIL: say("FAIL"),
    Verdict.SKIPPED: say("SKIPPED"),
}
_WHERE = {
    "apart": say("made apart, never seen by the server"),
    "here": say("made on the server"),
}
_UNTOLD = say("not recorded")
Tell = Callable[[str], str]


def main(arguments_: Sequence[str] | None = None) -> int:
    """Check one bundle; return the exit code."""
    tell = translator()
    parser = ArgumentParser(prog="shuping verify", description=tell(ABOUT))
    arguments(parser)
    return act(parser.parse_args(arguments_))


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    tell = translator()
    key = say("the key, in its words or digits; - to type it")
    share = say("one of two shares of the key; give it twice; - to type it")
    receipt = say("a receipt that a voter kept")
    parser.add_argument("bundle", type=Path, help=tell(say("the bundle, a zip").text))
    parser.add_argument("--key", default="", help=tell(key.text))
    parser.add_argument("--share", action="append", default=[], help=tell(share.text))
    parser.add_argument("--receipt", default="", help=tell(receipt.text))


def translator() -> Tell:
    """Return how a sentence is told in the terminal's language."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if spoken := os.environ.get(name, ""):
            if spoken.lower().startswith("en"):
                return str
            break
    if not _CATALOGUE.exists():
        return str
    with _CATALOGUE.open("rb") as file:
        return gettext.GNUTranslations(file).gettext


def act(chosen: Namespace) -> int:
    """Check a bundle and print what came of it."""
    tell = translator()
    try:
        packed = _packed(chosen.bundle)
        reading = read(packed)
    except OSError as error:
        words = say(
            "{path} cannot be read: {reason}.", path=chosen.bundle, reason=why(error)
        )
        print(words.told(tell), file=sys.stderr)
        return UNREADABLE
    except Unreadable as unreadable:
        print(unreadable.words.told(tell), file=sys.stderr)
        return UNREADABLE
    if chosen.key and chosen.share:
        print(say("Give a key or shares, not both.").told(tell), file=sys.stderr)
        return UNREADABLE
    key = key_from(_typed(chosen.key), [_typed(one) for one in chosen.share])
    results = checked(reading, Asked(key, chosen.receipt.strip()))
    for words in _head(reading, chosen.bundle.name, packed):
        print(words.told(tell))
    for one in results:
        print(_line(one, tell))
    print(_summary(results).told(tell))
    failed = any(one.verdict is Verdict.FAIL for one in results)
    return FAILED if failed else SOUND


def _packed(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable(say("Unpacked, the zip would be too large."))
    return path.read_bytes()


def _typed(given: str) -> str:
    """Return what was given, or for `-` a line that is typed, as the help says."""
    return sys.stdin.readline().strip() if given == "-" else given


def _head(reading: Reading, name: str, packed: bytes) -> list[Words]:
    """Return what the minutes of the box can be compared with."""
    digest = hashlib.sha256(packed).hexdigest()
    told = [say("Bundle {name}, SHA-256 {digest}", name=name, digest=digest)]
    if bundle := reading.bundle:
        record = bundle.record
        told.append(say("Round: {name}", name=record["round"]["name"]))
        if bundle.form["rehearsal"]:
            told.append(say("This is a rehearsal, and counts for nothing."))
        if bundle.is_sealed:
            told += [
                say("Root over the codes: {root}", root=record["issue_root"]),
                say("Root over the ballots: {root}", root=record["ballot_root"]),
                say("Code slips: {where}", where=_where(record["slips_made"])),
                say("Key: {where}", where=_where(record.get("key_made", ""))),
            ]
        else:
            told.append(
                say("Worked from sheets or a folder: there is no sealed box in it.")
            )
    return told


def _where(made: str) -> Words:
    return _WHERE.get(made, _UNTOLD)


def _line(result: Result, tell: Tell) -> str:
    verdict = _WORDS[result.verdict].told(tell)
    line = f"{result.number:>2} {verdict} {result.name.told(tell)}"
    if not result.reasons:
        return line
    first, *more = result.reasons
    why = say("{first} (and {count} more)", first=first, count=len(more))
    return f"{line} - {(why if more else first).told(tell)}"


def _summary(results: Sequence[Result]) -> Words:
    numbers = {
        verdict: sum(one.verdict is verdict for one in results) for verdict in Verdict
    }
    return say(
        "{passed} passed, {failed} failed, {skipped} skipped.",
        passed=numbers[Verdict.PASS],
        failed=numbers[Verdict.FAIL],
        skipped=numbers[Verdict.SKIPPED],
    )
