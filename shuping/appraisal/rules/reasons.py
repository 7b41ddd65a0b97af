"""The reasons of a proposal in words."""

from collections.abc import Iterable, Mapping

from shuping.refusal import Words, listed, say
from shuping.rounds.rules.scheme import AppraisalTerms

_PLAIN: Mapping[str, Words] = {
    "band": say("by its band"),
    "quota": say("moved by the quota"),
    "tie": say("tied at the line, for the committee"),
}


def told_why(reasons: Iterable[str], terms: AppraisalTerms) -> Words:
    """Return why a grade is proposed, as one phrase."""
    names = {trigger.code: trigger.name for trigger in terms.triggers}
    return listed(_told(reason, names) for reason in reasons)


def _told(reason: str, names: Mapping[str, str]) -> Words:
    kind, _, code = reason.partition(":")
    if kind == "gate":
        return say("without {flag}", flag=code)
    if kind == "trigger":
        return say("capped: {trigger}", trigger=names[code])
    return _PLAIN[kind]
