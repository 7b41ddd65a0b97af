"""Tests of the pure reading of tables."""
