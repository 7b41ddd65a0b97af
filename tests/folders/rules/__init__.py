"""Tests of the rules of the room folders."""
