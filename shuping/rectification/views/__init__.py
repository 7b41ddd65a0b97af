"""The ledger, one problem and its life, and requests from below."""

from shuping.rectification.views.moving import (
    close,
    evidence,
    reopen,
    send_back,
    task,
)
from shuping.rectification.views.reading import index, lists, problem
from shuping.rectification.views.requests import answer, ask, requests
from shuping.rectification.views.writing import raise_problem

__all__ = [
    "answer",
    "ask",
    "close",
    "evidence",
    "index",
    "lists",
    "problem",
    "raise_problem",
    "reopen",
    "requests",
    "send_back",
    "task",
]
