"""Reports: read in a table and one by one, written in sections, sent round."""

from shuping.reports.views.moving import accept, send_back, submit
from shuping.reports.views.reading import compiled, index, report
from shuping.reports.views.writing import upload, write

__all__ = [
    "accept",
    "compiled",
    "index",
    "report",
    "send_back",
    "submit",
    "upload",
    "write",
]
