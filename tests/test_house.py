"""The house rules that no other tool checks."""

import ast
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignObjectRel

import shuping

HOUSE = Path(shuping.__file__).parent
MODULES = [
    path
    for path in sorted(HOUSE.rglob("*.py"))
    if "migrations" not in path.parts and path.read_text(encoding="utf-8")
]
ROOMS = [
    "demo",
    "folders",
    "progress",
    "bulletins",
    "appraisal",
    "meetings",
    "ballots",
    "reports",
    "findings",
    "rectification",
    "rounds",
    "documents",
    "organisations",
    "journal",
    "shell",
    "accounts",
]
OUTSIDE = {
    "axes",
    "auth",
    "contenttypes",
    "django_cotton",
    "django_tasks_database",
    "forms",
    "messages",
    "sessions",
    "staticfiles",
}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_a_module_is_short_and_says_what_it_is_for(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert ast.get_docstring(ast.parse(source)), "say in a sentence what is kept here"
    assert len(source.splitlines()) <= 300, "split it by the field's terms"


def functions() -> Iterator[ast.FunctionDef]:
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef))


def body_lines(one: ast.FunctionDef) -> int:
    body = one.body[1:] if ast.get_docstring(one) and len(one.body) > 1 else one.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def test_the_median_function_is_under_ten_lines() -> None:
    assert statistics.median(body_lines(one) for one in functions()) < 10


def test_no_function_is_longer_than_a_screen() -> None:
    long = {one.name: body_lines(one) for one in functions() if body_lines(one) > 50}

    assert long == {}


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in MODULES
        if {"rules", "services", "queries"}
        & {part.removesuffix(".py") for part in path.relative_to(HOUSE).parts}
    ],
    ids=lambda p: str(p.relative_to(HOUSE)),
)
def test_public_functions_of_rules_services_and_queries_say_what_they_give(
    path: Path,
) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = [
        one.name
        for one in tree.body
        if isinstance(one, ast.FunctionDef)
        and not one.name.startswith("_")
        and not ast.get_docstring(one)
    ]

    assert silent == []


def test_the_rooms_stand_in_the_settings_in_their_order() -> None:
    installed = [config.label for config in apps.get_app_configs()]

    assert [label for label in installed if label not in OUTSIDE] == ROOMS


def test_no_foreign_key_leads_to_a_later_room() -> None:
    back = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if not isinstance(field, ForeignObjectRel)
        and field.is_relation
        and isinstance(field.related_model, type)
        and model._meta.app_label in ROOMS
        and field.related_model._meta.app_label in ROOMS
        and ROOMS.index(field.related_model._meta.app_label)
        < ROOMS.index(model._meta.app_label)
    ]

    assert back == []


def test_no_reverse_accessor_crosses_rooms() -> None:
    crossing = [
        f"{model._meta.label}.{rel.get_accessor_name()}"
        for model in apps.get_models()
        for rel in model._meta.related_objects
        if rel.related_model._meta.app_label != model._meta.app_label
        and not rel.hidden
        and model._meta.app_label in ROOMS
    ]

    assert crossing == []


def test_every_constraint_is_named_by_a_sentence() -> None:
    short = [
        constraint.name
        for model in apps.get_models()
        if model._meta.app_label in ROOMS
        for constraint in model._meta.constraints
        if constraint.name.count("_") < 2
    ]

    assert short == []


TEMPLATES = sorted(HOUSE.rglob("templates/**/*.html"))
LED_TO = re.compile(
    r"""(?:\{%\s*(?:url|include|extends)|(?:redirect|reverse)\()\s*["']([\w./:-]+)["']"""
)


def room_of(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0]


@pytest.mark.parametrize(
    "path",
    [*TEMPLATES, *(path for path in MODULES if room_of(path) in ROOMS)],
    ids=lambda path: str(path.relative_to(HOUSE)),
)
def test_a_page_leads_to_and_takes_in_its_own_room_and_those_below(path: Path) -> None:
    here = ROOMS.index(room_of(path))
    names = LED_TO.findall(path.read_text(encoding="utf-8"))
    rooms = {name.split(":")[0].split("/")[0] for name in names}

    assert [room for room in rooms if room in ROOMS and ROOMS.index(room) < here] == []


def test_a_page_has_no_inline_script_or_style() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:")
    found = [
        str(path.relative_to(HOUSE))
        for path in TEMPLATES
        if inline.search(path.read_text(encoding="utf-8"))
    ]

    assert found == []
