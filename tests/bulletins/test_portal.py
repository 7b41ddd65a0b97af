"""The portal: what anybody reads, finds, subscribes to, and takes to another site."""

import re
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.bulletins import services
from shuping.bulletins.command import act
from shuping.bulletins.models import Bulletin
from shuping.bulletins.queries import portal as queries
from shuping.bulletins.rules.searching import sought
from shuping.bulletins.rules.states import Audience, State
from shuping.bulletins.services.exporting import export
from shuping.refusal import Refused
from shuping.rounds.models import Round

Publishes = Callable[[Bulletin], Bulletin]


@pytest.fixture
def publishes(
    settings: LazySettings, organiser: Person, leader: Person, now: datetime
) -> Publishes:
    """Switch the portal on; proof a bulletin and publish it to everyone."""
    settings.PORTAL = True

    def publish(one: Bulletin) -> Bulletin:
        services.proof(one, by=leader, at=now)
        return services.publish(one, Audience.PUBLIC, by=organiser, at=now)

    return publish


@pytest.fixture
def bulletin(
    cast: Round, organiser: Person, now: datetime, publishes: Publishes
) -> Bulletin:
    return publishes(services.compose_bulletin(cast, by=organiser, at=now))


def many(bulletin: Bulletin, count: int) -> None:
    """Publish copies, each a minute older, every tenth in another column."""
    assert bulletin.published_at
    values = {
        one.attname: getattr(bulletin, one.attname)
        for one in Bulletin._meta.fields
        if one.attname != "id"
    }
    rows = []
    for number in range(count):
        told = {
            "title": f"临江区简报第{number}期",
            "searched": f"临江区简报第{number}期 压实责任 " + "党建" * 400,
            "column": "机关党建" if number % 10 == 0 else "基层党建",
            "published_at": bulletin.published_at - timedelta(minutes=number + 1),
        }
        rows.append(Bulletin(**{**values, **told}))
    Bulletin.objects.bulk_create(rows)


def listed(client: Client, **asked: str) -> list[str]:
    page = client.get(reverse("portal"), asked)
    assert page.status_code == HTTPStatus.OK
    return [one.title for one in page.context["bulletins"]]


ADDRESSES = ("portal", "feed", "published", "published_version")


@pytest.mark.parametrize("name", ADDRESSES)
def test_without_the_setting_there_is_no_portal(
    name: str, bulletin: Bulletin, client: Client, settings: LazySettings
) -> None:
    args = {"published": [bulletin.pk], "published_version": [bulletin.pk, 1]}
    there = reverse(name, args=args.get(name))
    assert client.get(there).status_code == HTTPStatus.OK

    settings.PORTAL = False

    assert client.get(there).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
@pytest.mark.parametrize("version", ["", "1/", f"{10**30}/"])
def test_where_nothing_is_public_the_way_leads_back_to_the_portal(
    number: int, version: str, bulletin: Bulletin, client: Client
) -> None:
    answer = client.get(f"{reverse('portal')}{number}/{version}")

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert reverse("portal") in answer.content.decode()


def test_who_reads_outside_gets_no_cookie_and_no_way_to_the_desk(
    bulletin: Bulletin, client: Client
) -> None:
    there = reverse("published", args=[bulletin.pk])
    for address in (reverse("portal"), reverse("feed"), there, f"{there}9/"):
        answer = client.get(address)

        assert not answer.cookies
        assert "/desk/" not in answer.content.decode()


def test_words_are_found_whatever_their_width_and_all_of_them(
    bulletin: Bulletin, client: Client
) -> None:
    many(bulletin, 12)

    assert listed(client, words="简报第３期") == ["临江区简报第3期"]
    assert listed(client, words="第4期 责任") == ["临江区简报第4期"]
    assert listed(client, words="第4期 没有的词") == []
    assert listed(client, words="100%_") == []
    assert listed(client, words="述职") == [bulletin.title]
    assert listed(client, words="\u200b述\u202e职\ufeff") == [bulletin.title]


def test_a_column_is_listed_alone(bulletin: Bulletin, client: Client) -> None:
    many(bulletin, 12)

    assert listed(client, column="机关党建") == ["临江区简报第0期", "临江区简报第10期"]
    assert queries.columns() == sorted({"机关党建", "基层党建"})
    made_up = client.get(reverse("portal"), {"column": "没有"})
    assert made_up.status_code == HTTPStatus.NOT_FOUND
    assert "没有</h1>" not in made_up.content.decode()


def test_nothing_sought_finds_everything() -> None:
    assert sought("  ") == ()
    assert len(sought(" ".join("甲乙丙丁戊己庚辛壬癸"))) == 8


def test_a_page_of_the_portal_asks_the_same_of_5000_as_of_1(
    bulletin: Bulletin, client: Client
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            listed(client, words="述职")
        return len(found)

    few = asked()
    many(bulletin, 5000)

    assert asked() == few == 3
    assert len(listed(client)) == 20
    assert len(listed(client, page="251")) == 1
    last = client.get(reverse("portal"), {"words": "责任", "page": "250"})
    assert last.context["count"] == 5000


def test_a_corrected_bulletin_keeps_its_address_and_says_why(
    bulletin: Bulletin,
    organiser: Person,
    client: Client,
    now: datetime,
    publishes: Publishes,
) -> None:
    draft = services.correct(bulletin, "人数有误", by=organiser, at=now)
    there = reverse("published", args=[bulletin.pk])
    assert "人数有误" not in client.get(there).content.decode()

    further = publishes(draft)

    page = client.get(there).content.decode()
    assert "人数有误" in page
    assert client.get(there).context["bulletin"] == further
    first = client.get(reverse("published_version", args=[bulletin.pk, 1]))
    assert first.context["bulletin"] == bulletin
    assert "此版本已于" in first.content.decode()
    assert listed(client) == [further.title]
    assert client.get(reverse("published", args=[further.pk])).status_code == 404
    assert client.get(f"{there}3/").status_code == HTTPStatus.NOT_FOUND


def test_what_is_withdrawn_says_so_and_shows_no_text(
    bulletin: Bulletin, organiser: Person, client: Client, now: datetime
) -> None:
    text = str(bulletin.body["blocks"][0]["text"])
    there = reverse("published", args=[bulletin.pk])
    assert text in client.get(there).content.decode()

    services.withdraw(bulletin, "另行发布", by=organiser, at=now)

    page = client.get(there).content.decode()
    assert "另行发布" in page
    assert text not in page
    assert listed(client) == []


def test_a_correction_of_what_was_withdrawn_is_read_again(
    bulletin: Bulletin,
    organiser: Person,
    client: Client,
    now: datetime,
    publishes: Publishes,
) -> None:
    services.withdraw(bulletin, "人数有误", by=organiser, at=now)

    further = publishes(services.correct(bulletin, "已核对", by=organiser, at=now))
    services.withdraw(further, "再行核对", by=organiser, at=now)

    first = client.get(reverse("published_version", args=[bulletin.pk, 1]))
    assert "人数有误" in first.content.decode()
    page = client.get(reverse("published", args=[bulletin.pk])).content.decode()
    assert "再行核对" in page
    assert page.count(">已撤回</span>") == len(queries.public_versions(bulletin.pk))
    assert re.findall(r'aria-current="page">(\S+)</a>', page) == ["第2版"]


def test_the_feed_leads_to_every_page(bulletin: Bulletin, client: Client) -> None:
    told = client.get(reverse("feed"))

    assert told.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert f"http://testserver/bulletins/{bulletin.pk}/" in told.content.decode()
    assert str(bulletin.title) in told.content.decode()


def test_the_portal_as_files_is_the_same_twice_and_its_links_lead_to_files(
    bulletin: Bulletin, organiser: Person, now: datetime, tmp_path: Path
) -> None:
    many(bulletin, 30)
    gone = Bulletin.objects.get(title="临江区简报第7期")
    services.withdraw(gone, "另行发布", by=organiser, at=now)

    first = export(tmp_path / "a", site="https://site.example/news")
    again = export(tmp_path / "b", site="https://site.example/news")

    names = {one.name for one in first}
    assert [one.read_bytes() for one in first] == [one.read_bytes() for one in again]
    assert {"index.html", "index-2.html", "column-1.html", "feed.xml"} < names
    pages = {one: one.read_text("utf-8") for one in first if one.suffix == ".html"}
    links = {
        link.partition('"')[0]
        for text in pages.values()
        for link in text.split('href="')[1:]
    }
    assert links <= names
    assert "另行发布" in (tmp_path / "a" / f"{gone.pk}.html").read_text("utf-8")
    feed = (tmp_path / "a" / "feed.xml").read_text("utf-8")
    assert f"https://site.example/news/{bulletin.pk}.html" in feed


def test_an_export_of_nothing_is_a_page_that_says_so(db: None, tmp_path: Path) -> None:
    written = export(tmp_path, site="https://site.example/")

    assert {one.name for one in written} == {"feed.xml", "index.html", "style.css"}


def test_an_export_to_where_nothing_can_be_written_is_refused(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.write_text("")

    with pytest.raises(Refused, match="cannot be written"):
        export(file, site="")
    assert act(Namespace(folder=file, site="https://a.example/")) == 2
    assert act(Namespace(folder=tmp_path / "new", site="https://a.example/")) == 0
    assert "3" in capsys.readouterr().out


def test_a_bulletin_below_is_not_public(
    cast: Round,
    organiser: Person,
    leader: Person,
    client: Client,
    now: datetime,
    settings: LazySettings,
) -> None:
    settings.PORTAL = True
    one = services.compose_bulletin(cast, by=organiser, at=now)
    services.proof(one, by=leader, at=now)
    services.publish(one, Audience.BELOW, by=organiser, at=now)

    assert one.state == State.PUBLISHED
    assert listed(client) == []
    assert client.get(reverse("published", args=[one.pk])).status_code == 404
