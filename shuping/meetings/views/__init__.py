"""Meetings: arranged, recorded, commented."""

from shuping.meetings.views.arranging import arrange, index, seat
from shuping.meetings.views.commenting import change, comments, confirm, draft
from shuping.meetings.views.recording import points, visiting

__all__ = [
    "arrange",
    "change",
    "comments",
    "confirm",
    "draft",
    "index",
    "points",
    "seat",
    "visiting",
]
