"""A random deviation in a random measure is told with the right number."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuping.documents.rules.measuring.checking import check
from tests.documents.rules.measuring.makers import docx, ofd, pdf
from tests.documents.rules.measuring.wanted import Wanted, square


class Measure(NamedTuple):
    """A handle, from where to where it is wrong, and how it is told where."""

    place: str
    wrong: tuple[tuple[float, float], ...]
    change: Callable[[float], dict[str, Any]]
    forms: str = "docx pdf ofd"
    within: float = 0.1


MEASURES = {
    "left margin": Measure(
        "left margin (订口)",
        ((20, 26.9), (29.1, 34)),
        lambda mm: {"left": mm},
        within=0.15,
    ),
    "top margin": Measure(
        "top margin (天头)",
        ((25, 35.9), (38.1, 45)),
        lambda mm: {"top": mm, "height": 262 - mm},
        "docx",
    ),
    "paper": Measure(
        "paper", ((200, 209.4), (210.6, 216)), lambda mm: {"paper": (mm, 297)}
    ),
    "line pitch": Measure(
        "line pitch", ((24, 28.4), (29.6, 36)), lambda pt: {"pitch": pt}
    ),
    "size of the body": Measure(
        "size of body", ((14, 15.2), (16.8, 18)), lambda pt: {"size": round(2 * pt) / 2}
    ),
    "size of the title": Measure(
        "size of title",
        ((18, 21), (23, 26)),
        lambda pt: {"title_size": round(2 * pt) / 2},
    ),
    "addressee": Measure(
        "addressee, distance from the left edge",
        ((0.6, 20),),
        lambda mm: {"addressee_indent": mm / square(15.79)},
    ),
    "red line": Measure(
        "width of red line", ((100, 154),), lambda mm: {"red_width": mm}
    ),
    "under the number": Measure(
        "red line, distance from the document number",
        ((0.2, 3.4), (4.6, 12)),
        lambda mm: {"red_gap": mm},
        "pdf ofd",
    ),
    "rule": Measure(
        "rule 1 of the imprint",
        ((0.05, 0.28), (0.42, 1.2)),
        lambda mm: {"outer": mm},
        "pdf ofd",
        0.01,
    ),
    "page number": Measure(
        "page number, distance from the type area",
        ((1.5, 6.4), (7.6, 15)),
        lambda mm: {"folio_gap": mm},
        "pdf ofd",
    ),
}
MAKERS = {"docx": docx, "pdf": pdf, "ofd": ofd}


@pytest.mark.parametrize("name", MEASURES)
@settings(max_examples=20, deadline=None)
@given(st.data())
def test_what_is_wrong_is_told_with_its_number(name: str, data: st.DataObject) -> None:
    one = MEASURES[name]
    ranges = [st.floats(*span) for span in one.wrong]
    form = data.draw(st.sampled_from(one.forms.split()))
    changed = one.change(round(data.draw(st.one_of(ranges)), 2))
    wrong = next(iter(changed.values()))
    figure = wrong[0] if isinstance(wrong, tuple) else wrong
    if name == "addressee":
        figure *= square(15.79)

    checked = check(MAKERS[form](replace(Wanted(), **changed)))

    told = [str(at.measured) for at in checked.deviations if str(at.place) == one.place]
    numbers = [float(re.findall(r"[\d.]+", text)[0]) for text in told]
    assert numbers, (form, figure)
    assert min(abs(number - figure) for number in numbers) <= one.within + 0.006
