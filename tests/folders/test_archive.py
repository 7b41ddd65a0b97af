"""A round in the archive: whole, readable, brought back, and every damage named."""

import io
import random
import zipfile
from argparse import ArgumentParser
from datetime import datetime
from html.parser import HTMLParser
from http import HTTPStatus
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from shuping import archive as command
from shuping.accounts.models import Person
from shuping.bulletins import queries
from shuping.bulletins import services as bulletins
from shuping.bulletins.models import Bulletin
from shuping.bulletins.rules.composing import Head
from shuping.bulletins.rules.states import Audience
from shuping.bulletins.services import Received
from shuping.charter import Duty, Stage
from shuping.folders import services
from shuping.folders.rules import reading
from shuping.folders.rules.archive import is_package, opened, packed, round_of
from shuping.organisations import services as organisations
from shuping.organisations.models import Duty as Given
from shuping.organisations.services import Body
from shuping.refusal import Refused
from shuping.rounds import services as rounds
from shuping.rounds.models import Round
from shuping.shell.models import Task
from shuping.shell.tasks import work_off
from tests.folders.good import GOOD
from tests.folders.test_invented_districts import WINTER, _files
from tests.pages import browser, done_beside, shown

FOREIGN = Received("东湖区", "东湖区委组织部", ("东湖区近日召开。",), "a.md", b"x")
SMALL = {"round/scheme.toml": b"x = 1\n", "documents/letters/LJ01.docx": b"PK" * 50}


def worked(files: dict[str, bytes], by: Person, at: datetime) -> Round:
    folder = reading.read(files).folder
    assert folder is not None
    return services.work(folder, by=by, at=at)


def published(round_: Round, by: Person, second: Person, at: datetime) -> Bulletin:
    """Publish the round's bulletin, correct it, and withdraw the correction."""
    rounds.assign(round_, second, Duty.LEADER, by=by, at=at)
    first = bulletins.compose_bulletin(round_, by=by, at=at)
    bulletins.proof(first, by=second, at=at)
    bulletins.publish(first, Audience.BELOW, by=by, at=at)
    further = bulletins.correct(first, "人数有误", by=by, at=at)
    bulletins.proof(further, by=second, at=at)
    bulletins.publish(further, Audience.PUBLIC, by=by, at=at)
    return bulletins.withdraw(further, "另行发布", by=by, at=at)


def rounded_up(
    those: list[Round], by: Person, second: Person, at: datetime
) -> Bulletin:
    """Publish a round-up with a part from elsewhere, and a correction of it."""
    for one in those:
        rounds.assign(one, second, Duty.LEADER, by=by, at=at)
    head = Head(at.date(), source="市委组织部")
    first = bulletins.compose_round_up(those, head=head, by=by, at=at)
    bulletins.receive(first, FOREIGN, by=by, at=at)
    bulletins.move_part(first, 2, by=by, at=at)
    bulletins.proof(first, by=second, at=at)
    _publish(first, Audience.BELOW, by, at)
    further = bulletins.correct(first, "漏了一区", by=by, at=at)
    bulletins.proof(further, by=second, at=at)
    _publish(further, Audience.PUBLIC, by, at)
    return further


def _publish(one: Bulletin, to: Audience, by: Person, at: datetime) -> None:
    read = {part.pk for part in queries.parts_to_read(one, to)}
    bulletins.publish(one, to, read=read, by=by, at=at)


def beside() -> dict[str, bytes]:
    """Return the folder of another district of the same city."""
    return {
        name: raw.replace(b"LJ", b"PX").replace("临江".encode(), "平溪".encode())
        for name, raw in GOOD.items()
        if not name.startswith("reports/")
    }


def fresh(round_: Round, now: datetime) -> Person:
    """Empty the installation but for the body above; return its organiser."""
    above = round_.convenor.parent
    kept = above or round_.convenor
    body = Body(kept.code, "", kept.name, kept.kind, kept.sector)
    connection.check_constraints()  # PostgreSQL empties no table before it has
    call_command("flush", interactive=False, verbosity=0)
    organiser = Person.objects.create_user("new organiser")
    top = organisations.found([body], by=organiser, at=now)[kept.code]
    organisations.give_duty(organiser, Duty.ORGANISER, top, by=None, at=now)
    return organiser


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("closed", [False, True])
def test_an_archived_round_brought_back_gives_the_same_package(
    organiser: Person, leader: Person, now: datetime, *, closed: bool
) -> None:
    round_ = worked(dict(GOOD), organiser, now)
    published(round_, organiser, leader, now)
    if closed:
        services.archiving._close(round_, by=organiser, at=now)
    first = services.archive(round_, by=organiser, at=now)
    pieces = opened(first)
    assert not isinstance(pieces, tuple)
    again = fresh(round_, now)
    folder = reading.read(round_of(pieces)).folder
    assert folder is not None

    back = services.bring_back(folder, pieces, by=again, at=now)

    assert back.stage == (Stage.CLOSED if closed else Stage.RECTIFYING)
    theirs = opened(services.archive(back, by=again, at=now))
    assert not isinstance(theirs, tuple)
    assert {
        name: data for name, data in theirs.items() if data != pieces.get(name)
    } == {}
    assert services.archive(back, by=again, at=now) == first


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["linjiang", "minhang"])
def test_a_district_of_69_comes_back_from_the_archive(
    name: str, organiser: Person, now: datetime
) -> None:
    round_ = worked(_files(WINTER / name), organiser, now)
    first = services.archive(round_, by=organiser, at=now)
    pieces = opened(first)
    assert not isinstance(pieces, tuple)
    again = fresh(round_, now)
    folder = reading.read(round_of(pieces)).folder
    assert folder is not None

    back = services.bring_back(folder, pieces, by=again, at=now)

    assert services.archive(back, by=again, at=now) == first


def brought_back(package: bytes, by: Person, at: datetime) -> Round:
    pieces = opened(package)
    assert not isinstance(pieces, tuple)
    folder = reading.read(round_of(pieces)).folder
    assert folder is not None
    return services.bring_back(folder, pieces, by=by, at=at)


@pytest.mark.django_db(transaction=True)
def test_a_round_up_lies_in_the_package_of_each_round_and_comes_back_once(
    organiser: Person, leader: Person, now: datetime
) -> None:
    here, there = (worked(one, organiser, now) for one in (dict(GOOD), beside()))
    made = rounded_up([here, there], organiser, leader, now)
    facts, body, of = made.facts, made.body, ("round__convenor__code", "name")
    parts = list(made.parts.values_list(*of))
    whole = [services.archive(one, by=organiser, at=now) for one in (here, there)]
    names = opened(whole[0])
    assert not isinstance(names, tuple)
    assert {f"documents/round-up-{n}.pdf" for n in (1, 2)} < set(names)
    again = fresh(here, now)

    first = brought_back(whole[0], again, now)

    alone = Bulletin.objects.get(kind="roundup", version=2)
    assert queries.rounds_of(alone) == [first]
    assert (alone.facts, alone.body) == ([facts[1]], body)
    assert alone.parts.filter(round=None).count() == 2
    assert services.archive(first, by=again, at=now) == whole[0]

    second = brought_back(whole[1], again, now)

    joined = Bulletin.objects.get(kind="roundup", version=2)
    assert set(queries.rounds_of(joined)) == {first, second}
    assert joined.facts == facts
    assert list(joined.parts.values_list(*of)) == parts
    assert [services.archive(one, by=again, at=now) for one in (first, second)] == whole


@pytest.mark.django_db(transaction=True)
def test_a_version_that_tells_of_a_round_no_more_stays_in_its_package(
    organiser: Person, leader: Person, now: datetime
) -> None:
    here, there = (worked(one, organiser, now) for one in (dict(GOOD), beside()))
    made = rounded_up([here, there], organiser, leader, now)
    last = bulletins.correct(made, "另行报道", by=organiser, at=now)
    bulletins.remove_part(last, 1, by=organiser, at=now)
    bulletins.proof(last, by=leader, at=now)
    _publish(last, Audience.PUBLIC, organiser, now)
    gone = next(one for one in (here, there) if one not in queries.rounds_of(last))
    whole = services.archive(gone, by=organiser, at=now)
    again = fresh(here, now)

    back = brought_back(whole, again, now)

    told = Bulletin.objects.filter(kind="roundup").order_by("version")
    assert [queries.rounds_of(one) for one in told] == [[back], [back], []]
    assert set(told) == set(queries.telling_of(back))
    desk, genre = browser(again), {"genre": "brief"}
    printed = reverse("bulletins:printed", args=[back.pk, told[2].pk])
    assert desk.get(printed, genre).status_code == HTTPStatus.OK
    with pytest.raises(Refused, match="may not do this"):
        bulletins.correct(told[2], "x", by=Person.objects.create_user("y"), at=now)
    assert services.archive(back, by=again, at=now) == whole


def test_a_round_up_that_has_not_gone_out_lies_in_no_package(
    organiser: Person, now: datetime
) -> None:
    round_ = worked(dict(GOOD), organiser, now)
    head = Head(now.date())
    bulletins.compose_round_up([round_], head=head, by=organiser, at=now)

    files = opened(services.archive(round_, by=organiser, at=now))

    assert not isinstance(files, tuple)
    assert not any("round-up" in name for name in files)


def test_a_flipped_byte_of_a_round_up_is_named(
    organiser: Person, leader: Person, now: datetime
) -> None:
    round_ = worked(dict(GOOD), organiser, now)
    rounded_up([round_], organiser, leader, now)
    whole = services.archive(round_, by=organiser, at=now)
    place = whole.index("漏了一区".encode())
    bad = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]

    named = opened(bad)

    assert isinstance(named, tuple)
    assert [str(one) for one in named] == ["round-ups.json"]


def test_a_package_is_the_same_bytes_whatever_the_order_of_its_pieces() -> None:
    turned = dict(reversed(SMALL.items()))

    assert packed(SMALL, "某轮") == packed(turned, "某轮")


def test_every_flipped_byte_is_named() -> None:
    whole = packed(SMALL, "某轮")
    generator = random.Random(20200103)
    places = {generator.randrange(len(whole)) for _ in range(300)}

    unnamed = []
    for place in places:
        bad = bytearray(whole)
        bad[place] ^= 1 << generator.randrange(8)
        if not isinstance(opened(bytes(bad)), tuple):
            unnamed.append(place)

    assert unnamed == []
    assert not isinstance(opened(whole), tuple)


@pytest.mark.parametrize("name", SMALL)
def test_the_damaged_piece_is_the_one_that_is_named(name: str) -> None:
    whole = packed(SMALL, "某轮")
    place = whole.index(SMALL[name])
    bad = bytearray(whole)
    bad[place] ^= 1

    named = opened(bytes(bad))

    assert isinstance(named, tuple)
    assert [str(one) for one in named] == [name]


def test_of_damaged_sums_or_a_damaged_directory_no_piece_is_accused() -> None:
    whole = packed(SMALL, "某轮")
    found = opened(whole)
    assert not isinstance(found, tuple)

    def named(place: int) -> list[str]:
        bad = bytearray(whole)
        bad[place] ^= 1
        told = opened(bytes(bad))
        assert isinstance(told, tuple)
        return [str(one) for one in told]

    assert named(whole.index(found["SHA256SUMS"])) == ["SHA256SUMS"]
    assert named(len(whole) - 5) == ["the directory of the package"]


def test_a_piece_that_was_taken_out_or_put_in_is_named() -> None:
    fewer = packed({"round/scheme.toml": SMALL["round/scheme.toml"]}, "某轮")
    more = opened(fewer)
    assert not isinstance(more, tuple)

    named = opened(_with(dict(more), "round/extra.csv"))

    assert isinstance(named, tuple)
    assert [str(one) for one in named] == ["round/extra.csv"]


def _with(files: dict[str, bytes], name: str) -> bytes:
    from shuping.folders.rules import archive  # noqa: PLC0415 - its own way to zip

    return archive._zipped({**files, name: b"a"})


class _Rows(HTMLParser):
    """The files that an index names."""

    def __init__(self) -> None:
        super().__init__()
        self.named: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.named.append(dict(attrs)["href"] or "")


def test_a_zip_that_leads_out_of_itself_is_not_unpacked() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        package.writestr("../round/scheme.toml", "")

    (problem,) = opened(content.getvalue())

    assert "leads out of it" in str(problem)


def test_the_index_names_every_piece_with_the_time_it_is_kept(tmp_path: Path) -> None:
    files = opened(packed(SMALL, "某轮"))
    assert not isinstance(files, tuple)
    page = files["index.html"].decode()
    reader = _Rows()
    reader.feed(page)

    assert reader.named == sorted(SMALL)
    assert page.count("永久") == len(SMALL)
    assert "选票不在其中" in page


def test_ballots_are_in_no_archive(organiser: Person, now: datetime) -> None:
    round_ = worked(dict(GOOD), organiser, now)

    files = opened(services.archive(round_, by=organiser, at=now))

    assert "ballots.csv" in GOOD
    assert not isinstance(files, tuple)
    assert not any("ballots" in name for name in files)
    assert "round/counts.csv" in files


def test_a_round_under_way_is_not_archived(
    round_: Round, organiser: Person, now: datetime
) -> None:
    with pytest.raises(Refused):
        services.archive(round_, by=organiser, at=now)


def test_what_is_no_package_of_ours_is_not_brought_back(
    organiser: Person, now: datetime
) -> None:
    folder = reading.read(dict(GOOD)).folder
    assert folder is not None

    with pytest.raises(Refused, match="none of this program"):
        services.bring_back(folder, {}, by=organiser, at=now)


def test_a_package_is_told_from_a_folder_and_from_other_files() -> None:
    folder = _with({}, "scheme.toml")

    assert is_package(packed(SMALL, "某轮"))
    assert not is_package(folder)
    assert not is_package(b"PK")


@pytest.fixture
def ended(organiser: Person, now: datetime) -> Round:
    return worked(dict(GOOD), organiser, now)


def test_a_package_is_made_beside_the_pages_and_brought_back_there(
    ended: Round, organiser: Person
) -> None:
    desk = browser(organiser)
    assert "for the archive" in shown(desk, "folders:index")

    told = done_beside(desk, "folders:archive", ended.pk)
    there = reverse("folders:archived", args=[ended.pk])
    assert there in told
    packed_ = desk.get(there).content
    assert not isinstance(opened(packed_), tuple)
    Round.objects.all().delete()
    back = done_beside(desk, "folders:index", folder=_sent(packed_))

    assert "The round of the folder stands." in back
    assert Round.objects.get().stage == Stage.RECTIFYING


def test_a_damaged_package_is_refused_and_its_piece_is_named(
    ended: Round, organiser: Person, now: datetime
) -> None:
    whole = services.archive(ended, by=organiser, at=now)
    place = whole.index("云台".encode())
    bad = whole[:place] + b"\x00" + whole[place + 1 :]

    told = done_beside(browser(organiser), "folders:index", folder=_sent(bad))

    assert "The package is damaged: " in told
    assert "round/" in told
    assert Round.objects.count() == 1


def test_a_package_that_was_not_made_is_not_given_out(
    ended: Round, organiser: Person
) -> None:
    there = reverse("folders:archived", args=[ended.pk])

    answer = browser(organiser).get(there)

    assert answer.headers["Location"] == reverse("folders:index")


def test_who_lost_the_duty_meanwhile_gets_no_package(
    ended: Round, organiser: Person
) -> None:
    desk = browser(organiser)
    desk.post(reverse("folders:archive", args=[ended.pk]))
    Given.objects.all().delete()
    work_off()

    assert Task.objects.get().state == "refused"


def _sent(packed_: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("archive.zip", packed_, "application/zip")


def run(*words: str) -> int:
    parser = ArgumentParser()
    command.arguments(parser)
    return command.act(parser.parse_args(words))


def test_the_command_gives_checks_and_takes_a_package(
    ended: Round, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, bad, odd = (str(tmp_path / name) for name in ("a.zip", "b.zip", "c.zip"))
    code, year = ended.convenor.code, str(ended.year)

    assert run("give", code, year, file, "--by", "organiser") == 0
    assert run("give", code, year, file, "--by", "organiser") == 2
    assert run("give", code, "1999", odd, "--by", "organiser") == 2
    assert run("give", code, year, odd, "--by", "nobody") == 2
    Round.objects.all().delete()
    assert run("check", file) == 0
    assert Round.objects.count() == 0
    whole = bytearray(Path(file).read_bytes())
    whole[whole.index(b"# ")] ^= 1
    Path(bad).write_bytes(whole)
    assert run("check", bad) == 1
    assert run("take", bad, "--by", "organiser") == 1
    assert run("check", odd) == 2
    Path(odd).write_bytes(packed(SMALL, "某轮"))
    assert run("take", odd, "--by", "organiser") == run("check", odd) == 2
    assert run("take", file, "--by", "organiser") == 0
    assert Round.objects.count() == 1
    assert "b.zip" not in capsys.readouterr().out
