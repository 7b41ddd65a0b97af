"""The kinds of findings."""

from enum import StrEnum


class Kind(StrEnum):
    """How something was found during the year."""

    VISIT = "visit"
    INSPECTION = "inspection"
    COMPLAINT = "complaint"
    INDICATOR = "indicator"
