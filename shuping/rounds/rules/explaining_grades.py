"""The tables of the scheme from the ballot to the grade, in plain words."""

from collections.abc import Iterator, Mapping

from shuping.refusal import Words, listed, say
from shuping.rounds.rules.numbers import plain, share
from shuping.rounds.rules.scheme import (
    BALLOT,
    AppraisalTerms,
    BallotTerms,
    Pool,
    Scheme,
)
from shuping.rounds.rules.scheme_appraisal import ALL

_COMPONENTS: Mapping[str, Words] = {
    BALLOT: say("ballot"),
    "everyday": say("everyday work"),
    "annual": say("annual assessment"),
}


_EVERYBODY = say("everybody who reports")
_FLAGS: Mapping[str, Words] = {
    "annual_excellent": say("excellent in the annual assessment"),
}


def component_words(code: str) -> Words | str:
    """Return what a component is called; a code that nobody knows says itself."""
    return _COMPONENTS.get(code, code)


def ballot(terms: BallotTerms) -> Iterator[Words]:
    """Say whom the ballot lists, what is marked, and who votes how."""
    yield (
        say("The ballot lists those who report orally.")
        if terms.covers_oral_only
        else say("The ballot lists everybody who reports.")
    )
    grades = listed(
        say("{name} {points}", name=one.name, points=plain(one.points))
        for one in terms.grades
    )
    yield say("Grades and their points: {grades}.", grades=grades)
    items = listed(
        say("{name} (weight {weight})", name=one.name, weight=plain(one.weight))
        for one in terms.items
    )
    yield say("Each reporter is marked on: {items}.", items=items)
    for one in terms.categories:
        named = {"name": one.name, "weight": plain(one.weight)}
        yield (
            say("Class {name}, weight {weight}, signs its ballots.", **named)
            if one.signed
            else say("Class {name}, weight {weight}, votes in secret.", **named)
        )
    yield (
        say("The outcome is announced in the hall.")
        if terms.announce == "hall"
        else say("The outcome is sealed: it is not announced in the hall.")
    )


def validity(form: BallotTerms) -> Iterator[Words]:
    """Say which ballots, cells and classes count."""
    terms, best = form.validity, form.grades[0].name
    yield say(
        "The box opens when at least {share} of those entitled are present.",
        share=share(terms.quorum),
    )
    if terms.unknown:
        yield say("“Don't know” may be marked; it is counted apart.")
    yield say("A cell with more than one mark is void; an empty one is an abstention.")
    if terms.all_same_voids:
        yield say("A ballot that marks three cells or more all alike is void.")
    if terms.good_at_most is not None:
        yield say(
            "A ballot that gives {grade} on the first item to more than {share} of "
            "the reporters is void.",
            grade=best,
            share=share(terms.good_at_most),
        )
    yield _small_class(form)
    yield {
        "renormalise": say("A class that says nothing of a reporter is left out."),
        "zero": say("A class that says nothing of a reporter counts as 0."),
        "refuse": say("No class may say nothing of a reporter: that stops the count."),
    }[terms.zero_class]
    if terms.trim_above_5:
        yield say(
            "Of more than five marks on an item one highest and one lowest are left "
            "out."
        )


def _small_class(form: BallotTerms) -> Words:
    terms = form.validity
    if terms.pool_small_into is None:
        return say(
            "A secret class of fewer than {least} valid ballots is not shown and not "
            "counted.",
            least=terms.min_cast,
        )
    names = {one.code: one.name for one in form.categories}
    return say(
        "A secret class of fewer than {least} valid ballots is counted within {other}.",
        least=terms.min_cast,
        other=names[terms.pool_small_into],
    )


def appraisal(scheme: Scheme) -> Iterator[Words]:
    """Say how a composite comes about, and a grade from it."""
    terms = scheme.appraisal
    names = {one.code: one.name for one in scheme.ballot.grades}
    for pool in terms.pools:
        yield from _pool(pool, scheme.ballot.grades[0].name)
    bands = listed(
        say("{grade} from {from_}", grade=names[one.grade], from_=plain(one.from_))
        for one in terms.bands
    )
    last = scheme.ballot.grades[-1].name
    yield say("By composite: {bands}; below that {last}.", bands=bands, last=last)
    yield _rounding(terms)
    for gate in terms.gates:
        yield say(
            "{grade} needs: {flag}.",
            grade=names[gate.grade],
            flag=_FLAGS.get(gate.requires, gate.requires),
        )
    for trigger in terms.triggers:
        yield say(
            "{name}: at best {grade}.",
            name=trigger.name,
            grade=names[trigger.caps_at],
        )


def _rounding(terms: AppraisalTerms) -> Words:
    if terms.rounding == "half_even":
        return say(
            "Figures are exact and rounded once, when printed, to {places} places, "
            "halves to even.",
            places=terms.places,
        )
    return say(
        "Figures are exact and rounded once, when printed, to {places} places, "
        "halves up.",
        places=terms.places,
    )


def _pool(pool: Pool, best: str) -> Iterator[Words]:
    parts = listed(
        say(
            "{component} {weight}",
            component=component_words(one.code),
            weight=plain(one.weight),
        )
        for one in pool.components
    )
    name = pool.name or (_EVERYBODY if pool.code == ALL else pool.code)
    yield say("{pool}: the composite is {parts}.", pool=name, parts=parts)
    limits = []
    if pool.good_at_most is not None:
        most = share(pool.good_at_most)
        limits.append(say("at most {share} {grade}", share=most, grade=best))
    if pool.below_good_at_least is not None:
        least = share(pool.below_good_at_least)
        limits.append(say("at least {share} below {grade}", share=least, grade=best))
    if not limits:
        yield say("{pool}: no quota.", pool=name)
        return
    yield say(
        "{pool}, from {least} reporters on: {limits}; {tie}.",
        pool=name,
        least=pool.quota_from,
        limits=listed(limits),
        tie={
            "down": say("those tied at the line all go down"),
            "up": say("those tied at the line all stay"),
            "committee": say("on those tied at the line the committee decides"),
        }[pool.tie_at_the_line],
    )
