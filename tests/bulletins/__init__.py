"""Tests of the room bulletins."""
