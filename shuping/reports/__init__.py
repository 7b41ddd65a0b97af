"""Reports: drafts, checks, submission, return, acceptance."""
