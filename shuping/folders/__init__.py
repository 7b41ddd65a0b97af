"""The round folder in and out, and `run`."""
