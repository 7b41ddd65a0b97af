"""The evaluation: its box, its tellers, its outcome."""

from shuping.ballots.views.boxes import count, open_box, prepare
from shuping.ballots.views.bundling import bundle
from shuping.ballots.views.printing import papers, record
from shuping.ballots.views.reading import index, outcome, sheet
from shuping.ballots.views.typing import mismatches, type_sheet

__all__ = [
    "bundle",
    "count",
    "index",
    "mismatches",
    "open_box",
    "outcome",
    "papers",
    "prepare",
    "record",
    "sheet",
    "type_sheet",
]
