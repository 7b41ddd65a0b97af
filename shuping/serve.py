"""`shuping serve`: the web, the clerk and the urn; `--check-hall` looks beforehand."""

import sys
from argparse import ArgumentParser, Namespace

from shuping import hall
from shuping.refusal import Refused, Words, say
from shuping.shell import certificates, clock
from shuping.shell import command as serving
from shuping.shell.certificates import Certificate
from shuping.shell.terminal import tell, told

ABOUT = say("Serve the pages and do the clerk's work until stopped.").text
CANNOT = 1


def arguments(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    serving.arguments(parser)
    serving.certificate_arguments(parser)
    parser.add_argument(
        "--check-hall",
        action="store_true",
        help=told(say("serve nothing: tell whether phones will be able to vote here")),
    )


def act(chosen: Namespace) -> int:
    """Serve until a signal; exit code 0, or 1 where it cannot be."""
    try:
        certificate = _certificate(chosen)
    except Refused as refusal:
        tell(refusal.words, to=sys.stderr)
        return CANNOT
    if not chosen.check_hall:
        return serving.serve(chosen.host, chosen.port, certificate)
    address = serving.urn_address(chosen.host, chosen.port, certificate)
    found = list(hall.looked_over(address, certificate, at=clock.now()))
    tell(say("Phones vote at {address}", address=address))
    tell(hall.code_of(address))
    for one in found:
        tell(_line(one))
    return CANNOT if any(one.verdict is hall.Verdict.WRONG for one in found) else 0


def _certificate(chosen: Namespace) -> Certificate | None:
    if chosen.certificate and chosen.certificate_key:
        return certificates.read(chosen.certificate, chosen.certificate_key)
    if chosen.certificate or chosen.certificate_key:
        raise Refused(say("A certificate is given together with its key."))
    return None


def _line(one: hall.Line) -> Words:
    words = {
        hall.Verdict.FINE: say("ok: {what}", what=one.words),
        hall.Verdict.CARE: say("take care: {what}", what=one.words),
        hall.Verdict.WRONG: say("WRONG: {what}", what=one.words),
    }
    return words[one.verdict]
