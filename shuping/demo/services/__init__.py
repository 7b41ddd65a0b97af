"""Loading the winter through `folders`, and leaving what the demo made."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q

from shuping.accounts.models import Person
from shuping.bulletins import services as bulletins
from shuping.bulletins.models import Bulletin
from shuping.bulletins.queries import bulletins_of, document_of
from shuping.bulletins.rules.composing import Head
from shuping.bulletins.rules.states import Audience, Kind, State
from shuping.demo.rules import CAST, FACTS, INVENTED, MARKING, NOW, WORKED, until
from shuping.documents import services as documents
from shuping.folders import services as folders
from shuping.organisations import services as organisations
from shuping.organisations.models import Organisation
from shuping.rounds import services as rounds
from shuping.rounds.models import Round
from shuping.tables.faults import Fault

WINTER = Path(__file__).parent.with_name("winter")
ORGANISER = "demo.organiser"
ROUND_UP = "roundup"


@dataclass(slots=True)
class Winter:
    """The loaded rounds by the names of their folders, or the faults of one."""

    rounds: dict[str, Round] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


@transaction.atomic
def load(*, watch: Callable[[str], None]) -> Winter:
    """Load every folder of the winter that does not stand yet, all or nothing."""
    organisers = Person.objects.filter(username=ORGANISER)
    organiser = organisers.first() or Person.objects.create_user(ORGANISER)
    winter = Winter()
    for name in (*FACTS, *INVENTED):
        found = folders.read_folder(WINTER / name)
        if found.folder is None:
            transaction.set_rollback(True)
            return Winter(faults=found.faults)
        terms = found.folder.scheme.round
        standing = Round.objects.filter(
            convenor__code=terms.convenor, year=terms.year
        ).first()
        if standing is None:
            watch(name)
            standing = folders.work(
                found.folder, by=organiser, at=NOW, until=until(name)
            )
        winter.rounds[name] = standing
    return winter


@transaction.atomic
def seat_the_cast(winter: Winter) -> None:
    """Give everyone of the cast their duty; a second time changes nothing."""
    organiser = Person.objects.get(username=ORGANISER)
    for role, card in CAST.items():
        person = Person.objects.filter(username=card.username).first()
        if person is None:
            person = Person.objects.create_user(card.username, name=role)
        round_ = winter.rounds[card.folder]
        for place in Organisation.objects.filter(code__in=card.at):
            organisations.give_duty(person, card.duty, place, by=organiser, at=NOW)
        if not card.at and person != organiser:
            rounds.assign(round_, person, card.duty, by=organiser, at=NOW)


def leave(winter: Winter, out: Path) -> tuple[Path, ...]:
    """Compose the bulletins of the facts and the round-up; leave the worked round.

    What is left: `bulletins/NAME.md` for each, and everything that `run` leaves of
    the fictitious district in `NAME/`.
    """
    organiser = Person.objects.get(username=ORGANISER)
    place = out / "bulletins"
    place.mkdir(parents=True, exist_ok=True)
    composed = {name: _bulletin(winter.rounds[name], organiser) for name in FACTS}
    composed[ROUND_UP] = _round_up(winter, organiser)
    for name, bulletin in composed.items():
        text = documents.markdown(document_of(bulletin))
        (place / f"{name}.md").write_text(text, encoding="utf-8")
    worked = winter.rounds[WORKED]
    folders.leave(worked, out / WORKED, by=organiser, at=NOW, marking=MARKING)
    return tuple(place / f"{name}.md" for name in composed)


def _bulletin(round_: Round, organiser: Person) -> Bulletin:
    standing = bulletins_of(round_)
    if standing:
        return standing[0]
    return bulletins.compose_bulletin(round_, by=organiser, at=NOW)


def _round_up(winter: Winter, organiser: Person) -> Bulletin:
    standing = Bulletin.objects.filter(kind=Kind.ROUND_UP).first()
    if standing is not None:
        return standing
    told: dict[str, Any] = tomllib.loads(
        (WINTER / f"{ROUND_UP}.toml").read_text(encoding="utf-8")
    )
    rounds = [winter.rounds[name] for name in told.pop("rounds")]
    told["breadcrumb"] = tuple(told["breadcrumb"])
    return bulletins.compose_round_up(rounds, head=Head(**told), by=organiser, at=NOW)


@transaction.atomic
def publish_the_facts(winter: Winter) -> None:
    """Publish to everyone what tells of the four real districts, proofed by another.

    Once: drafts that stand when the demo begins again are its visitors'.
    """
    writer = Person.objects.get(username=ORGANISER)
    second = Person.objects.get(username=CAST["proofer"].username)
    facts = Q(round__in=[winter.rounds[name] for name in FACTS])
    about = Bulletin.objects.filter(facts | Q(kind=Kind.ROUND_UP))
    if about.exclude(state=State.DRAFT).exists():
        return
    for bulletin in about.order_by("pk"):
        proofed = bulletins.proof(bulletin, by=second, at=NOW)
        bulletins.publish(proofed, Audience.PUBLIC, by=writer, at=NOW)
