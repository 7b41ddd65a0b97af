"""The kinds of findings."""

from collections.abc import Mapping
from enum import StrEnum

from shuping.refusal import Words, say


class Kind(StrEnum):
    """How something was found during the year."""

    VISIT = "visit"
    INSPECTION = "inspection"
    COMPLAINT = "complaint"
    INDICATOR = "indicator"


KINDS: Mapping[Kind, Words] = {
    Kind.VISIT: say("visit"),
    Kind.INSPECTION: say("inspection"),
    Kind.COMPLAINT: say("complaint"),
    Kind.INDICATOR: say("indicator"),
}
