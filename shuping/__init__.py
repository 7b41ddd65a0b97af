"""述评: the yearly round of reports, comments, ballots and grades."""

__version__ = "0.1.0"
