"""What a worked round gives out: its results, and itself as a round folder."""

from shuping.folders.queries.results import results
from shuping.folders.queries.written import files_of

__all__ = ["files_of", "results"]
