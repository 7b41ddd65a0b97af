"""Bringing in lists through the pages: sent, looked at, taken in."""

import re
from datetime import datetime
from http import HTTPStatus

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.charter import Duty
from shuping.organisations.models import Organisation, Tenure
from shuping.organisations.rules.layouts import BODIES
from shuping.organisations.services import Body, found, give_duty
from tests.pages import browser, sent, shown
from tests.tables.books import book

HEAD = "代码,上级,名称\n"


@pytest.fixture
def desk(keeps: Person) -> Client:
    return browser(keeps)


def look(
    desk: Client, content: str | bytes, name: str = "a.csv", kind: str = "bodies"
) -> str:
    """Send a file and return the page that follows."""
    raw = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, raw)
    answer = desk.post(reverse(f"organisations:{kind}"), {"list": file})
    return answer.content.decode()


def token(page: str) -> str:
    found = re.search(r'name="agreed" value="([^"]+)"', page)
    assert found
    return found[1]


def agree(desk: Client, page: str, kind: str = "bodies") -> str:
    return sent(desk, f"organisations:{kind}", agreed=token(page))


def test_a_list_is_looked_at_and_then_taken_in_once(desk: Client) -> None:
    page = look(desk, HEAD + "LJ04,LJ,新城街道\nLJ01,LJ,云台镇\nLJ02,LJ,河湾镇\n")

    assert "新城街道" in page
    assert '<td data-h="Now">云台街道</td><td data-h="Then">云台镇</td>' in page
    assert not Organisation.objects.filter(code="LJ04").exists()
    assert "1 new, 1 changed." in agree(desk, page)
    assert "Nothing changed: it stood so already." in agree(desk, page)
    again = look(desk, HEAD + "LJ04,LJ,新城街道\n")
    assert "The list changes nothing" in again
    assert 'name="agreed"' not in again


def test_the_preview_names_kinds_and_sectors(desk: Client) -> None:
    head = "代码,上级,名称,类别,领域\n"
    page = look(
        desk,
        head + "LJ04,LJ,新城街道,committee,street_town\nLJ03,LJ,区水务局,group,own\n",
    )

    assert '<td data-h="Sector">streets and towns</td>' in page
    assert '<td data-h="Now">departments</td><td data-h="Then">own</td>' in page


def test_a_workbook_is_taken_in_too(desk: Client) -> None:
    content = book(("代码", "上级", "名称"), ("LJ04", "LJ", "新城街道"))

    assert "1 new, 0 changed." in agree(desk, look(desk, content, "名册.xlsx"))


def test_every_fault_is_told_at_its_cell_and_nothing_is_taken_in(desk: Client) -> None:
    content = book(("代码", "上级", "名称"), ("X", "NO", "x"), ("Y", "", "y"))

    page = look(desk, content, "名册.xlsx")

    assert "Nothing was taken in: 2 faults" in page
    assert "NO is nowhere" in page
    assert ">B2</th>" in page
    assert ">B3</th>" in page
    none = look(desk, b"<html>", "名册.xlsx")
    assert "This is no Excel file (.xlsx) but a web page." in none


def test_the_first_two_hundred_faults_are_shown(desk: Client) -> None:
    page = look(desk, HEAD + "".join(f"X{n},NO,x\n" for n in range(201)))

    assert "Nothing was taken in: 201 faults" in page
    assert page.count("NO is nowhere") == 200
    assert "The first 200 are shown" in page


def test_no_file_and_too_large_a_file_are_told(desk: Client) -> None:
    assert "This field is required" in sent(desk, "organisations:bodies")
    assert "The file has more than 20 MB." in look(desk, "x" * (20 * 1024 * 1024 + 1))


def test_a_list_too_long_for_one_go_is_told(
    desk: Client, settings: LazySettings
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 + 100

    assert "the list is too long" in look(desk, HEAD + "X,LJ,x\n")


def test_a_preview_holds_for_its_list_and_its_reader_only(
    desk: Client, tree: dict[str, Organisation], stranger: Person, now: datetime
) -> None:
    page = look(desk, HEAD + "X,LJ,x\n")
    give_duty(stranger, Duty.ORGANISER, tree["JZ"], by=None, at=now)
    other = browser(stranger)

    gone = "The preview holds no more"
    assert gone in agree(other, page)
    assert gone in agree(desk, page, "posts")
    assert gone in sent(desk, "organisations:bodies", agreed=f"{token(page)}x")
    assert not Organisation.objects.filter(code="X").exists()


def test_a_tree_that_changed_after_the_preview_is_told(
    desk: Client, keeps: Person, now: datetime
) -> None:
    page = look(desk, HEAD + "X,LJ,x\n")
    found([Body("X", "JZ", "x")], by=keeps, at=now)

    assert "has changed since the preview" in agree(desk, page)


def test_posts_are_looked_at_and_taken_in(desk: Client) -> None:
    list_ = "单位,职务,姓名,任职\nLJ,书记,甲,2015-01-01\nLJ,书记,乙,2019-05-01\n"
    page = look(desk, list_, kind="posts")
    assert "2 new, 0 changed." in agree(desk, page, "posts")

    changed = look(desk, "单位,职务,姓名,任职\nLJ,书记,丙,2020-01-01\n", kind="posts")

    assert "乙" in changed
    assert "→" in changed
    assert Tenure.objects.count() == 2


def test_empty_lists_to_fill_in_and_the_list_of_bodies_are_given_out(
    desk: Client, tree: dict[str, Organisation]
) -> None:
    Organisation.objects.filter(code="LJ03").update(name="=1+1")

    def given(name: str) -> tuple[str, str]:
        answer = desk.get(reverse(f"organisations:{name}"))
        named = answer.headers["Content-Disposition"]
        return named, answer.content.decode("utf-8-sig")

    assert given("bodies_template") == (
        'attachment; filename="bodies.csv"',
        '"代码","上级","名称","类别","领域"\r\n',
    )
    assert given("posts_template")[1].startswith('"单位","职务","姓名","任职"')
    _, list_ = given("list")
    assert '"LJ","JZ","临江区委","district","district"' in list_
    assert '"LJ03","LJ","\'=1+1","group","department"' in list_
    assert "6 faults" not in look(desk, list_)


def test_what_is_given_out_goes_in_again_and_changes_nothing(desk: Client) -> None:
    list_ = desk.get(reverse("organisations:list")).content

    assert "The list changes nothing" in look(desk, list_)


def test_who_keeps_no_tree_finds_no_page(
    tree: dict[str, Organisation], keeps: Person, stranger: Person, now: datetime
) -> None:
    give_duty(stranger, Duty.ADMINISTRATOR, tree["JZ"], by=None, at=now)
    desk = browser(stranger)

    assert "Bring in" not in shown(desk, "organisations:index")
    for name in ("bodies", "posts", "bodies_template", "posts_template"):
        answer = desk.get(reverse(f"organisations:{name}"))
        assert answer.status_code == HTTPStatus.NOT_FOUND


def test_an_administrator_of_a_fresh_installation_brings_in_the_tree(
    tree: dict[str, Organisation], stranger: Person, now: datetime
) -> None:
    give_duty(stranger, Duty.ADMINISTRATOR, tree["JZ"], by=None, at=now)
    desk = browser(stranger)

    assert "Bring in a list of bodies" in shown(desk, "organisations:index")
    page = look(desk, HEAD + "X,JZ,x\n")
    assert "1 new, 0 changed." in agree(desk, page)


def test_the_columns_that_a_page_explains_are_those_that_are_read(
    desk: Client,
) -> None:
    page = shown(desk, "organisations:bodies")

    assert all(f"<code>{name}</code>" in page for name in BODIES.headers.values())
