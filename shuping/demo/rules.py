"""Which folders the winter has, and where each round stands on the demo's morning."""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone

from shuping.charter import Stage

NOW = datetime(2020, 1, 3, 9, tzinfo=timezone(timedelta(hours=8)))
"""The demo's clock: the morning of the bulletin, in Shanghai."""

MARKING = "演示数据"
"""What every document made of invention says at its top."""

WORKED = "linjiang"
"""The fictitious district that is worked to its end."""

FACTS = ("changning", "minhang", "jiading", "chongming")
"""The four districts of the bulletin, in its order; nothing in them is invented."""

INVENTED: Mapping[str, Stage] = {
    WORKED: Stage.RECTIFYING,
    "qinglan": Stage.REPORTING,
    "pingchuan": Stage.MEETING,
    "qishan": Stage.APPRAISING,
}
"""The fictitious districts, and the stage where each round stands."""


def until(name: str) -> Stage:
    """Return the stage at which a folder's round is left."""
    return INVENTED.get(name, Stage.CLOSED)
