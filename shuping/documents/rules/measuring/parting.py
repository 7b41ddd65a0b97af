"""Documents that stand one after the other in a file, as letters printed together do.

A document begins on the first page, and wherever the page number is 1 again.
"""

import re
from dataclasses import replace

from shuping.documents.rules.measuring.measured import Measured, Page
from shuping.documents.rules.measuring.roles import is_folio

Pages = tuple[int, int]
"""The first and the last page of a document in its file, from 1."""


def parted(whole: Measured) -> tuple[Pages, ...]:
    """Return the pages of each document that a file holds."""
    starts = [1]
    starts += [
        number
        for number, page in enumerate(whole.pages, 1)
        if number > 1 and _number(page) == 1
    ]
    ends = [start - 1 for start in starts[1:]]
    return tuple(zip(starts, [*ends, len(whole.pages)], strict=True))


def part(whole: Measured, pages: Pages) -> Measured:
    """Return some pages of a file as a document of their own, numbered from 1."""
    first, last = pages
    notes = [(page - first + 1, words) for page, words in whole.notes]
    return replace(
        whole,
        pages=whole.pages[first - 1 : last],
        notes=tuple(one for one in notes if 1 <= one[0] <= last - first + 1),
    )


def _number(page: Page) -> int:
    """Return the number that a page bears, 0 where it bears none."""
    last = len(page.lines) - 1
    shown = [
        line
        for place, line in enumerate(page.lines)
        if is_folio(line, is_last=place == last)
    ]
    return int(re.findall(r"\d+", shown[-1].text)[0]) if shown else 0
