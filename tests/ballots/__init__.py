"""Tests of the room ballots."""
