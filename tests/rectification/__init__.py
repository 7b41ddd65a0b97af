"""Tests of the room rectification."""
