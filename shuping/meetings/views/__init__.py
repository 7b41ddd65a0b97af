"""Meetings: arranged, recorded, commented."""

from shuping.meetings.views.arranging import arrange, index, seat
from shuping.meetings.views.commenting import change, comments, confirm, draft
from shuping.meetings.views.documents import cards, minutes, papers
from shuping.meetings.views.recording import points, visiting

__all__ = [
    "arrange",
    "cards",
    "change",
    "comments",
    "confirm",
    "draft",
    "index",
    "minutes",
    "papers",
    "points",
    "seat",
    "visiting",
]
