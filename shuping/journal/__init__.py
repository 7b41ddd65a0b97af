"""The append-only record: who did what to which thing, when."""
