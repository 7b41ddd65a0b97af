"""The product's figures against the oracle's, on random folders."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from hypothesis import event, given, settings

from shuping.accounts.models import Person
from shuping.folders import queries, services
from shuping.folders.rules.reading import read
from shuping.rounds.models import Round
from tests.folders.breaking import add, change
from tests.folders.good import GOOD
from tests.oracle.naive import expected
from tests.oracle.strategies import folders

Files = Mapping[str, bytes]
FIGURES = ("turnout", "reporters")


@contextmanager
def _rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _worked(files: Files, by: Person, at: datetime) -> Round:
    reading = read(files)
    assert [str(fault) for fault in reading.faults] == []
    assert reading.folder is not None
    return services.work(reading.folder, by=by, at=at)


def _figures(results: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what the oracle leaves out, and the digest, which has its own test."""
    named = {k: v for k, v in results["round"].items() if k != "scheme_sha256"}
    figures = {key: results[key] for key in FIGURES if key in results}
    return {"round": named, **figures}


@given(files=folders())
def test_the_figures_are_those_of_a_slow_reading_of_the_design(
    files: Files, organiser: Person, now: datetime
) -> None:
    oracle = expected(files)
    if isinstance(oracle, str):
        assert read(files).faults
        assert read(files).folder is None
        return

    with _rolled_back():
        results = queries.results(_worked(files, organiser, now))

    assert _figures(results) == _figures(oracle)


@given(files=folders())
def test_a_folder_written_back_gives_the_same_figures(
    files: Files, organiser: Person, now: datetime
) -> None:
    oracle = expected(files)
    if isinstance(oracle, str) or "reporters" not in oracle:
        event("no figures")
        return

    with _rolled_back():
        written = queries.files_of(_worked(files, organiser, now))
    with _rolled_back():
        again = queries.results(_worked(written, organiser, now))

    assert "ballots.csv" not in written
    assert _figures(again) == _figures(oracle)
    assert _figures(again) == _figures(_as_dict(expected(written)))


@settings(max_examples=10)
@given(files=folders())
def test_the_scheme_is_known_by_the_digest_of_its_bytes(
    files: Files, organiser: Person, now: datetime
) -> None:
    if isinstance(expected(files), str):
        return

    with _rolled_back():
        round_ = _worked(files, organiser, now)
        results, written = queries.results(round_), queries.files_of(round_)

    digest = hashlib.sha256(files["scheme.toml"]).hexdigest()
    assert results["round"]["scheme_sha256"] == digest
    assert written["scheme.toml"] == files["scheme.toml"]


def _as_dict(results: dict[str, Any] | str) -> dict[str, Any]:
    assert isinstance(results, dict)
    return results


def test_a_reporter_of_whom_no_class_is_shown_is_on_the_ballot_all_the_same(
    organiser: Person, now: datetime
) -> None:
    """Only who is not on the ballot has no classes; the drawn test found this once."""
    files = dict(GOOD)
    change("scheme.toml", 'secrecy = "signed"', 'secrecy = "secret"')(files)
    change("scheme.toml", "min_cast = 2", "min_cast = 9")(files)
    change("scheme.toml", '"pool:A"', '"drop"')(files)
    change(
        "scheme.toml", 'code = "ballot"\nweight = 60', 'code = "annual"\nweight = 9'
    )(files)
    files["ballots.csv"] = files["ballots.csv"].replace("联系领导甲".encode(), b"")
    for code in ("LJ01", "LJ02", "LJ03"):
        add("scores.csv", f"{code},annual,80")(files)

    results = queries.results(_worked(files, organiser, now))

    assert [one["classes"] for one in results["reporters"]] == [
        {"A": {"shown": False}, "B": {"shown": False}, "S": {"shown": False}}
    ] * 3
    assert _figures(results) == _figures(_as_dict(expected(files)))
