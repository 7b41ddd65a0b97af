"""The problem ledger across years, and requests from below."""
