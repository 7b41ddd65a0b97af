"""The acts that change a box: prepare, type, settle, count."""

from shuping.ballots.services.boxes import count, enter_outcome, open_typing, prepare
from shuping.ballots.services.typing import (
    Paper,
    retype_sheet,
    settle_cells,
    settle_sheet,
    type_sheets,
)

__all__ = [
    "Paper",
    "count",
    "enter_outcome",
    "open_typing",
    "prepare",
    "retype_sheet",
    "settle_cells",
    "settle_sheet",
    "type_sheets",
]
