"""A bulletin as the two things it goes out as: a news item (信息), a brief (简报)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from shuping.documents.rules.content import Document, Imprint, chinese_date

_MAST = "述职评议工作简报"
_NUMBER = "第　　期"  # whoever issues the brief counts its issues: room for a pen


class Genre(StrEnum):
    """What a bulletin is given as; the name stands in its address and its file."""

    NEWS = "news-item"
    BRIEF = "brief"


def news_item(document: Document, source: str, on: dt.date) -> Document:
    """Return the bulletin with its day and source under the title, unless it has."""
    told = document.byline or f"{chinese_date(on)}　来源：{source}"
    return replace(document, byline=told)


def brief(
    document: Document, issuer: str, to: Sequence[tuple[str, str]], on: dt.date
) -> Document:
    """Return the bulletin under the red name of a brief, with whom it goes to.

    `to` are recipients under their word, 报 or 发. What belongs to a web page alone is
    left out.
    """
    return replace(
        document,
        organ=_MAST,
        number=_NUMBER,
        issuer=issuer,
        issued=on,
        breadcrumb=(),
        byline="",
        imprint=Imprint(issuer, on, tuple(to)),
    )
