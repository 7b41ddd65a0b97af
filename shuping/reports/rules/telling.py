"""What the checks say, in words: each length against its limits."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from shuping.refusal import Words, listed, say
from shuping.reports.rules.checks import Checks, Failure
from shuping.rounds.rules.scheme import ReportTerms, Section

_TENTHS = 10


@dataclass(frozen=True, slots=True)
class Measure:
    """One length: of what, how long, its limits, and what of them does not hold."""

    name: Words
    characters: int
    limits: Words
    wrong: tuple[Words, ...] = ()


def measures(checks: Checks, terms: ReportTerms) -> tuple[Measure, ...]:
    """Return the whole text, each section, and the oral text where there is one."""
    return tuple(_measures(checks, terms))


def _measures(checks: Checks, terms: ReportTerms) -> Iterator[Measure]:
    yield Measure(
        say("the whole text"),
        checks.characters,
        say("at most {most} characters", most=terms.total_max),
        _wrong(checks, terms, "total_max"),
    )
    for one in terms.sections:
        missing = (say("There is no such section."),) * (one.code in checks.missing)
        rules = (f"{one.code}.max", f"{one.code}.share_min")
        yield Measure(
            say("{name}", name=one.name),
            checks.sections.get(one.code, 0),
            limits_of(one),
            missing + _wrong(checks, terms, *rules),
        )
    if checks.spoken:
        yield Measure(
            say("the oral text"),
            checks.spoken,
            say("at most {most} characters", most=terms.oral_total_max),
            _wrong(checks, terms, "oral_total_max", "oral_minutes"),
        )


def limits_of(section: Section) -> Words:
    """Return the limits of a section; nothing where it has none."""
    limits = []
    if section.max is not None:
        limits.append(say("at most {most} characters", most=section.max))
    if section.share_min is not None:
        limits.append(say("at least {share} of the text", share=section.share_min))
    return listed(limits)


def _wrong(checks: Checks, terms: ReportTerms, *rules: str) -> tuple[Words, ...]:
    return tuple(_told(one, terms) for one in checks.failed if one.rule in rules)


def _told(one: Failure, terms: ReportTerms) -> Words:
    if one.rule.endswith("share_min"):
        return say(
            "It is {share} of the text; at least {least} is asked.",
            share=f"{round(one.value * 100)}%",
            least=one.limit,
        )
    if one.rule == "oral_minutes":
        return say(
            "At {pace} characters a minute: {minutes} minutes; {most} are given.",
            pace=_number(terms.characters_per_minute),
            minutes=_number(one.value),
            most=_number(one.limit),
        )
    return say("It is {count} characters too long.", count=one.value - one.limit)


def _number(value: Fraction) -> str:
    tenths = round(value * _TENTHS)
    whole, rest = divmod(tenths, _TENTHS)
    return f"{whole}.{rest}" if rest else str(whole)
