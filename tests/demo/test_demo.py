"""The winter: loaded once, worked, left behind, and told."""

import io
import socket
from argparse import Namespace
from collections.abc import Iterator
from contextlib import redirect_stdout
from http import HTTPStatus
from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from shuping.accounts.models import Person
from shuping.bulletins.models import Bulletin
from shuping.charter import Duty
from shuping.demo import command, queries, services
from shuping.demo.rules import FACTS, INVENTED, MARKING, NOW, WORKED
from shuping.organisations.services import give_duty
from shuping.rounds.models import Round
from tests.documents.papers import papers


def asked(out: Path) -> Namespace:
    return Namespace(fresh=False, no_serve=True, out=out, host="127.0.0.1", port=8000)


def act(out: Path) -> tuple[int, str]:
    with redirect_stdout(io.StringIO()) as said:
        code = command.act(asked(out))
    return code, said.getvalue()


def test_the_demo_loads_works_and_leaves_the_winter_once(
    db: None, tmp_path: Path
) -> None:
    code, said = act(tmp_path)
    again, said_again = act(tmp_path)

    assert (code, again) == (0, 0)
    assert Round.objects.count() == len(FACTS) + len(INVENTED)
    assert "正在装入 linjiang" in said
    assert "正在装入 linjiang" not in said_again
    assert (tmp_path / WORKED / "results.json").exists()
    assert {path.stem for path in (tmp_path / "bulletins").iterdir()} == {
        *FACTS,
        services.ROUND_UP,
    }


@pytest.fixture
def winter(db: None) -> services.Winter:
    return services.load(watch=lambda _: None)


def test_every_round_stands_where_the_winter_leaves_it(
    winter: services.Winter,
) -> None:
    standing = {name: one.stage for name, one in winter.rounds.items()}

    assert {name: standing[name] for name in INVENTED} == {
        name: stage.value for name, stage in INVENTED.items()
    }


def test_what_is_invented_is_marked_and_what_is_a_fact_names_no_invention(
    winter: services.Winter, tmp_path: Path
) -> None:
    services.leave(winter, tmp_path)

    assert MARKING in (tmp_path / WORKED / "bulletin.md").read_text(encoding="utf-8")
    assert Bulletin.objects.count() == len(FACTS) + 2
    told = [str(one) for one in queries.told_of(winter.rounds)]
    assert sum("invented" in one for one in told) == len(INVENTED)


def test_nobody_of_the_demo_can_log_in_by_a_password(winter: services.Winter) -> None:
    assert [one for one in Person.objects.all() if one.has_usable_password()] == []


def test_faults_in_a_folder_of_the_winter_leave_nothing_loaded(
    db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (*FACTS, *INVENTED):
        (tmp_path / name).symlink_to(services.WINTER / name)
    (tmp_path / WORKED).unlink()
    (tmp_path / WORKED).mkdir()
    monkeypatch.setattr(services, "WINTER", tmp_path)

    code, _ = act(tmp_path / "out")

    assert code == command.BROKEN
    assert not Round.objects.exists()


def test_a_taken_port_is_told_before_anything_is_loaded(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        wanted = asked(tmp_path)
        wanted.no_serve, wanted.port = False, port

        code = command.act(wanted)

    assert code == command.NOT_SERVED
    assert f"make demo PORT={port + 1}" in capsys.readouterr().err
    assert not Round.objects.exists()


def addresses(round_: Round) -> Iterator[str]:
    """Yield the addresses that ask for a round and nothing else, and its papers."""
    for name, pattern in named(get_resolver()):
        if set(pattern.pattern.converters) == {"round_id"}:
            yield reverse(name, args=[round_.pk])
    for name, genre, about in papers(round_):
        yield f"{reverse(name, args=about)}?as=html&genre={genre}"


def named(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", entry
        else:
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from named(entry, inner)


def test_a_deadline_that_is_not_stated_stands_on_no_page_and_no_paper(
    winter: services.Winter, client: Client
) -> None:
    person = Person.objects.get(username=services.ORGANISER)
    client.force_login(person)
    asked = [reverse("home")]
    for round_ in winter.rounds.values():
        if round_.stated_deadline is None:
            give_duty(person, Duty.ORGANISER, round_.convenor, by=None, at=NOW)
            asked += addresses(round_)
    given = {address: client.get(address) for address in asked}
    read = {
        address: answer.getvalue().decode()
        for address, answer in given.items()
        if answer.status_code == HTTPStatus.OK
        if answer.headers["Content-Type"].startswith("text/")
    }

    assert len(read) > len(FACTS) * 20
    assert [address for address, page in read.items() if "9999" in page] == []
