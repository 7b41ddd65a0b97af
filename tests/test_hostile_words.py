"""What people typed is shown as typed, and never acts: on every page there is."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.apps import apps
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Concat, Left
from django.test import Client
from django.urls import reverse

from shuping.accounts.models import Person
from shuping.rounds.models import Round
from tests.browser.test_axe import _last_stage
from tests.test_doors import GUARDED, thing
from tests.world import World, everyone, world

__all__ = ["everyone", "world"]

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{7*7}}{% load x %}"
OURS = [one.label for one in apps.get_app_configs() if "shuping" in one.name]
ROOMS = frozenset(OURS) - {"accounts"}  # a password is nobody's words

MOST = 200
NUMBERS = frozenset({"score", "points"})  # exact fractions, kept as text


def said(model: type[models.Model]) -> Iterator[str]:
    """Name the fields of a model that hold people's own words."""
    for field in model._meta.fields:
        free = isinstance(field, models.CharField | models.TextField)
        exact = field.unique or field.choices or field.name in NUMBERS
        if free and not exact and (field.max_length or MOST) >= MOST:
            yield field.name


def poison() -> int:
    """Put hostile words behind whatever people wrote, in every room."""
    poisoned = 0
    for model in apps.get_models():
        if model._meta.app_label not in ROOMS:
            continue
        for name in said(model):
            whole = Concat(F(name), Value(HOSTILE))
            kept = Left(whole, MOST)
            poisoned += model._default_manager.update(**{name: kept})
    return poisoned


@pytest.fixture
def reading(everyone: Person) -> Client:
    client = Client()
    client.force_login(everyone)
    return client


def test_no_page_runs_what_somebody_typed(
    world: World, everyone: Person, reading: Client, now: datetime
) -> None:
    assert poison() > 100
    shown = 0
    for door in GUARDED:
        Round.objects.filter(pk=world.round.pk).update(stage=_last_stage(door))
        answer = reading.get(
            reverse(door.name, args=[thing(one, world) for one in door.about])
        )
        if "html" not in answer.headers.get("Content-Type", ""):
            continue
        page = answer.content.decode()
        assert "<script>alert" not in page, door.name
        assert "<img" not in page, door.name
        shown += "&lt;script&gt;alert" in page
        assert "&gt;49" not in page, door.name
    assert shown > 20
