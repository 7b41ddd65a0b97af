"""The acts of a meeting: arrange, seat, record, comment, confirm."""

from shuping.meetings.services.arranging import (
    Changed,
    MeetingPlan,
    PointPlan,
    Seats,
    Words,
    add_meeting,
    arrange,
    rearrange,
    record_visit,
    reseat,
    seat,
    speak,
)
from shuping.meetings.services.comments import (
    Drafted,
    confirm_comments,
    draft_comments,
    revise_comment,
)

__all__ = [
    "Changed",
    "Drafted",
    "MeetingPlan",
    "PointPlan",
    "Seats",
    "Words",
    "add_meeting",
    "arrange",
    "confirm_comments",
    "draft_comments",
    "rearrange",
    "record_visit",
    "reseat",
    "revise_comment",
    "seat",
    "speak",
]
