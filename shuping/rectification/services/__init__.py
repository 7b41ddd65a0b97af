"""The acts that change the ledger. Only the superior closes a problem."""

from shuping.rectification.services.closing import (
    close,
    reopen,
    send_back,
    show_evidence,
    task,
)
from shuping.rectification.services.raising import (
    Carried,
    Shortcoming,
    carry,
    raise_from_comments,
    raise_problem,
)
from shuping.rectification.services.requests import Answered, Asked, answer, ask

__all__ = [
    "Answered",
    "Asked",
    "Carried",
    "Shortcoming",
    "answer",
    "ask",
    "carry",
    "close",
    "raise_from_comments",
    "raise_problem",
    "reopen",
    "send_back",
    "show_evidence",
    "task",
]
