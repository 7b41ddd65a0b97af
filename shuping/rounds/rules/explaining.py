"""The scheme in plain words, one sentence a rule, with its sources (DESIGN 3)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from shuping.refusal import Words, listed, say
from shuping.rounds.rules import calendar
from shuping.rounds.rules.explaining_grades import appraisal, ballot, validity
from shuping.rounds.rules.numbers import plain, share
from shuping.rounds.rules.scheme import ReportTerms, Scheme, Section, stated


@dataclass(frozen=True, slots=True)
class Chapter:
    """The rules of one table of the scheme, and the documents they come from."""

    name: Words
    rules: tuple[Words, ...]
    sources: tuple[str, ...] = ()


def explain(scheme: Scheme) -> tuple[Chapter, ...]:
    """Return the whole scheme in words, in the order of the file."""
    chapters: Mapping[str, tuple[Words, Iterator[Words]]] = {
        "round": (say("The round"), _round(scheme)),
        "ballot": (say("The ballot"), ballot(scheme.ballot)),
        "ballot.validity": (say("What counts"), validity(scheme.ballot)),
        "appraisal": (say("The appraisal"), appraisal(scheme)),
        "roster": (say("Who speaks"), _roster(scheme)),
        "report": (say("The report"), _report(scheme.report)),
        "meeting": (say("Meeting"), _meeting(scheme)),
        "calendar": (say("The calendar"), _calendar(scheme)),
    }
    sources = _sources(scheme, list(chapters))
    return tuple(
        Chapter(name, tuple(rules), tuple(sources[table]))
        for table, (name, rules) in chapters.items()
    )


def _sources(scheme: Scheme, tables: Sequence[str]) -> dict[str, list[str]]:
    """Give every source to the chapter of the table that it stands in."""
    found: dict[str, list[str]] = {table: [] for table in tables}
    if scheme.round.source:
        found["round"].append(scheme.round.source)
    for path, source in scheme.sources.items():
        chapter = max((t for t in tables if path.startswith(t)), key=len)
        found[chapter].append(source)
    return found


def _names(names: Sequence[str]) -> Words:
    return listed(say("{name}", name=name) for name in names)


def _round(scheme: Scheme) -> Iterator[Words]:
    terms = scheme.round
    told = {"name": terms.name, "year": terms.year}
    if day := stated(terms.deadline):
        yield say(
            "{name}: the round of {year}. Every level below is done by {deadline}.",
            **told,
            deadline=day,
        )
    else:
        yield say("{name}: the round of {year}. No deadline is stated.", **told)
    if terms.locked:
        locked = _names(terms.locked)
        yield say("Bodies below may not change: {locked}.", locked=locked)


def _roster(scheme: Scheme) -> Iterator[Words]:
    terms = scheme.roster
    yield say("{slots} report orally.", slots=terms.oral_slots)
    yield say(
        "Everybody speaks at least once in {years} years.",
        years=terms.at_least_once_in_years,
    )
    if terms.must_speak:
        sectors = listed(map(scheme.sector_words, terms.must_speak))
        yield say("Every year these speak: {sectors}.", sectors=sectors)


def _report(terms: ReportTerms) -> Iterator[Words]:
    yield say("A report has at most {most} characters.", most=terms.total_max)
    yield say(
        "It is spoken in {minutes} minutes: at most {most} characters, at {pace} a "
        "minute.",
        minutes=plain(terms.oral_minutes),
        most=terms.oral_total_max,
        pace=plain(terms.characters_per_minute),
    )
    for one in terms.sections:
        yield _section(one)


def _section(one: Section) -> Words:
    limits = []
    if one.max is not None:
        limits.append(say("at most {most} characters", most=one.max))
    if one.share_min is not None:
        least = share(one.share_min)
        limits.append(say("at least {share} of the text", share=least))
    if not limits:
        return say("Section {name}.", name=one.name)
    return say("Section {name}: {limits}.", name=one.name, limits=listed(limits))


_MEETING = {
    "speech": say("each speech"),
    "comment": say("each comment"),
    "question": say("each question"),
    "ballot": say("the ballot"),
    "visiting": say("the visiting supervisor"),
    "closing": say("the closing words"),
}


def _meeting(scheme: Scheme) -> Iterator[Words]:
    minutes = listed(
        say("{what} {minutes}", what=_MEETING[key], minutes=count)
        for key, count in scheme.meeting.items()
        if count
    )
    yield say("In minutes: {minutes}.", minutes=minutes)


def _calendar(scheme: Scheme) -> Iterator[Words]:
    for step, days in scheme.calendar.items():
        told = {"what": calendar.WORDS[step], "days": abs(days)}
        yield (
            say("{days} working days after the meeting {what}.", **told)
            if days > 0
            else say("{days} working days before the meeting {what}.", **told)
        )
