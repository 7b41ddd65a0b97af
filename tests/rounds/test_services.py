"""Making, starting, moving and staffing a round."""

import hashlib
from datetime import date, datetime

import pytest
from django.db import IntegrityError

from shuping.accounts.models import Person
from shuping.charter import Act, Duty, Stage
from shuping.journal.models import Entry
from shuping.organisations import services as organisations
from shuping.organisations.models import Organisation
from shuping.refusal import Refused
from shuping.rounds import queries, services
from shuping.rounds.models import Assignment, Reporter, Round, Waiver
from shuping.rounds.rules.stages import Fact
from tests.conftest import SCHEME

ROSTER, EVERYTHING = frozenset({Fact.ROSTER_STANDS}), frozenset(Fact)


def acts() -> list[tuple[str, object]]:
    return list(Entry.objects.order_by("pk").values_list("act", "facts"))


def test_a_round_is_made_from_its_scheme(
    round_: Round, tree: dict[str, Organisation]
) -> None:
    made = Round.objects.get()

    assert (made.convenor, made.year, made.name, made.deadline) == (
        tree["LJ"],
        2019,
        "江州市临江区2019年度述职评议考核",
        date(2020, 1, 15),
    )
    assert (made.stage, made.scheme_sha256, made.started_at) == ("preparing", "", None)
    assert bytes(made.scheme) == SCHEME.encode()
    assert acts()[-1] == ("make round", {"year": 2019})


@pytest.mark.parametrize(
    ("change", "because"),
    [
        (('"LJ"', '"JZ"'), "The scheme names another convenor: JZ"),
        (("2019\n", "2019\n"), "There is a round of 2019 already"),
        (("min_cast = 2", "min_cost = 2"), "min_cost: unknown key"),
    ],
)
def test_a_round_that_does_not_fit_is_not_made(
    round_: Round,
    organiser: Person,
    now: datetime,
    change: tuple[str, str],
    because: str,
) -> None:
    scheme = SCHEME.replace(*change).encode()

    with pytest.raises(Refused, match=because):
        services.make(round_.convenor, scheme=scheme, by=organiser, at=now)
    assert Round.objects.count() == 1


def test_an_act_is_for_those_whom_the_charter_names(
    round_: Round, organiser: Person, secretary: Person, tree: dict[str, Organisation]
) -> None:
    first, second = tree["LJ01"], tree["LJ02"]
    services.permit(round_, Act.ACCEPT_REPORT.WRITE_REPORT, by=organiser)
    services.permit(round_, Act.WRITE_REPORT, by=secretary, reporting=first)

    for reporting in (None, second):
        with pytest.raises(Refused, match="You may not do this in this round now"):
            services.permit(round_, Act.WRITE_REPORT, by=secretary, reporting=reporting)


def test_an_act_on_many_bodies_is_allowed_on_each_or_not_at_all(
    round_: Round, organiser: Person, secretary: Person, tree: dict[str, Organisation]
) -> None:
    one, both = [tree["LJ01"]], [tree["LJ01"], tree["LJ02"]]
    services.permit_each(round_, Act.RAISE_REQUEST, both, by=organiser)
    services.permit_each(round_, Act.RAISE_REQUEST, one, by=secretary)

    with pytest.raises(Refused, match="You may not do this"):
        services.permit_each(round_, Act.RAISE_REQUEST, both, by=secretary)


def test_an_assignment_given_twice_is_given_once(
    round_: Round, organiser: Person, leader: Person, now: datetime
) -> None:
    for _ in range(2):
        services.assign(round_, leader, Duty.LEADER, by=organiser, at=now)

    assert list(Assignment.objects.values_list("person", "duty")) == [
        (leader.pk, "leader")
    ]
    assert [one for one in acts() if one[0] == "assign"] == [
        ("assign", {"duty": "leader"})
    ]


def test_the_roster_stands_as_enrolled(
    round_: Round, reporters: dict[str, Reporter]
) -> None:
    assert [
        (one.organisation.code, one.mode, one.order, one.speaking_order)
        for one in queries.roster(round_)
    ] == [("LJ01", "oral", 1, 2), ("LJ02", "oral", 2, 1), ("LJ03", "written", 3, None)]
    assert list(reporters) == ["LJ01", "LJ02", "LJ03"]
    assert acts()[-1] == ("enrol reporters", {"count": 3})


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        ({"organisation": "LJ01"}, "reporter.organisation_id"),
        ({"order": 1}, "reporter.order"),
        ({"mode": "sung"}, "reporter_mode_is_known"),
    ],
)
def test_the_database_keeps_the_roster(
    reporters: dict[str, Reporter],
    tree: dict[str, Organisation],
    changed: dict[str, object],
    because: str,
) -> None:
    if "organisation" in changed:
        changed = {"organisation": tree["LJ01"]}

    with pytest.raises(IntegrityError):
        Reporter.objects.filter(pk=reporters["LJ02"].pk).update(**changed)


def test_nobody_enrols_after_the_start_or_without_the_duty(
    round_: Round,
    reporters: dict[str, Reporter],
    organiser: Person,
    secretary: Person,
    now: datetime,
) -> None:
    with pytest.raises(Refused, match="You may not do this"):
        services.enrol(round_, [], by=secretary, at=now)
    services.start(round_, known=ROSTER, by=organiser, at=now)
    with pytest.raises(Refused, match="You may not do this"):
        services.enrol(round_, [], by=organiser, at=now)


def test_a_start_freezes_the_scheme_under_its_hash(
    round_: Round, organiser: Person, now: datetime
) -> None:
    digest = hashlib.sha256(SCHEME.encode()).hexdigest()

    assert services.start(round_, known=ROSTER, by=organiser, at=now) is Stage.REPORTING
    round_.refresh_from_db()
    assert (round_.stage, round_.scheme_sha256, round_.started_at) == (
        "reporting",
        digest,
        now,
    )
    assert acts()[-2:] == [
        ("start round", {"scheme_sha256": digest}),
        ("advance round", {"stage": "reporting"}),
    ]


def test_a_round_without_a_roster_does_not_start_and_stays_thawed(
    round_: Round, organiser: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match=r"Still waiting for: the roster\."):
        services.start(round_, known=frozenset(), by=organiser, at=now)

    round_.refresh_from_db()
    assert (round_.stage, round_.scheme_sha256, round_.started_at) == (
        "preparing",
        "",
        None,
    )


def test_a_round_does_not_slip_past_its_start(
    round_: Round, organiser: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="You may not do this"):
        services.advance(round_, known=EVERYTHING, by=organiser, at=now)


def test_a_round_walks_through_the_year_and_stays_closed(
    round_: Round, organiser: Person, now: datetime
) -> None:
    walked = [services.start(round_, known=EVERYTHING, by=organiser, at=now)]
    for _ in range(4):
        walked.append(  # noqa: PERF401 - one act after the other
            services.advance(round_, known=EVERYTHING, by=organiser, at=now)
        )

    assert [Stage.PREPARING, *walked] == list(Stage)
    with pytest.raises(Refused, match="This round is closed"):
        services.advance(round_, known=EVERYTHING, by=organiser, at=now)


def test_a_round_waits_for_every_fact_or_its_waiver(
    round_: Round, organiser: Person, now: datetime
) -> None:
    services.start(round_, known=ROSTER, by=organiser, at=now)
    with pytest.raises(Refused, match=r"Still waiting for: reports to be accepted\."):
        services.advance(round_, known=frozenset(), by=organiser, at=now)

    fact = Fact.REPORTS_ACCEPTED
    services.waive(round_, fact, reason=" 不收书面报告 ", by=organiser, at=now)
    assert queries.waived(round_) == {fact}
    assert (
        services.advance(round_, known=frozenset(), by=organiser, at=now)
        is Stage.MEETING
    )


def test_the_first_reason_of_a_waiver_stands(
    round_: Round, organiser: Person, now: datetime
) -> None:
    for reason in ("第一", "第二"):
        services.waive(round_, Fact.GRADES_DECIDED, reason=reason, by=organiser, at=now)

    assert list(Waiver.objects.values_list("fact", "reason")) == [
        ("grades decided", "第一")
    ]
    assert [one for one in acts() if one[0] == "waive fact"] == [
        ("waive fact", {"fact": "grades decided", "reason": "第一"})
    ]


def test_a_waiver_without_a_reason_is_refused(
    round_: Round, organiser: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="Say why the round may go on"):
        services.waive(round_, Fact.GRADES_DECIDED, reason=" ", by=organiser, at=now)


def test_only_the_organiser_moves_a_round(
    round_: Round, secretary: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="You may not do this"):
        services.start(round_, known=EVERYTHING, by=secretary, at=now)
    with pytest.raises(Refused, match="You may not do this"):
        services.advance(round_, known=EVERYTHING, by=secretary, at=now)
    with pytest.raises(Refused, match="You may not do this"):
        services.waive(round_, Fact.GRADES_DECIDED, reason="x", by=secretary, at=now)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"stage": "asleep"}, "round_stage_is_known"),
        (
            {"started_at": datetime.fromisoformat("2020-01-03T09:00+08:00")},
            "a_started_round_has_a_frozen_scheme",
        ),
    ],
)
def test_the_database_keeps_the_round(
    round_: Round, changed: dict[str, object], sentence: str
) -> None:
    with pytest.raises(IntegrityError, match=sentence):
        Round.objects.update(**changed)


def test_holding_reads_the_round_anew(round_: Round) -> None:
    Round.objects.update(name="改了名字")

    assert services.hold(round_).name == "改了名字"


def test_the_speaking_order_is_drawn_by_lot_and_the_seed_is_kept(
    round_: Round, reporters: dict[str, Reporter], organiser: Person, now: datetime
) -> None:
    order = services.draw(round_, " 红7 ", by=organiser, at=now)

    assert sorted(order) == ["LJ01", "LJ02"]
    drawn = Reporter.objects.exclude(speaking_order=None).order_by("speaking_order")
    assert tuple(drawn.values_list("organisation__code", flat=True)) == order
    assert Entry.objects.get(act="draw order").facts == {"seed": "红7"}


def test_a_lot_without_a_seed_or_without_anybody_is_refused(
    round_: Round, organiser: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="A lot needs a seed"):
        services.draw(round_, "红7", by=organiser, at=now)


def test_nobody_gives_a_duty_to_themself_and_a_stranger_gives_none(
    round_: Round, organiser: Person, stranger: Person, teller: Person, now: datetime
) -> None:
    with pytest.raises(Refused, match="to themself"):
        services.assign(round_, organiser, Duty.LEADER, by=organiser, at=now)
    with pytest.raises(Refused):
        services.assign(round_, teller, Duty.TELLER, by=stranger, at=now)

    assert not Assignment.objects.exists()


def test_who_organises_or_reports_stands_at_no_box(  # noqa: PLR0917 - fixtures are asked for by name
    round_: Round,
    reporters: dict[str, Reporter],
    organiser: Person,
    secretary: Person,
    liaison: Person,
    tree: dict[str, Organisation],
    now: datetime,
) -> None:
    colleague = Person.objects.create_user("colleague")
    at = tree["JZ"]
    organisations.give_duty(colleague, Duty.ORGANISER, at, by=None, at=now)
    for person in (colleague, secretary, liaison):
        for duty in (Duty.TELLER, Duty.MONITOR):
            with pytest.raises(Refused, match="is no teller and no monitor"):
                services.assign(round_, person, duty, by=organiser, at=now)
