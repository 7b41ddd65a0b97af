"""The review of the page is up to date, and leaves no point of the page out."""

from pathlib import Path

import review_page

import shuping

DOCS = Path(shuping.__file__).parents[1] / "docs"


def test_the_review_of_the_page_is_what_the_composer_writes_today() -> None:
    written = (DOCS / "review-of-the-page.md").read_text(encoding="utf-8")

    assert written == review_page.review(), "run tools/review_page.py"


def test_the_review_misses_no_point_of_the_page() -> None:
    assert "**missing**" not in review_page.review()


def test_the_trace_has_nothing_that_is_not_there_yet() -> None:
    trace = (DOCS / "seed.md").read_text(encoding="utf-8")
    rows = [line for line in trace.splitlines() if line.startswith("|")]

    assert [row for row in rows if "not yet" in row.lower()] == []
