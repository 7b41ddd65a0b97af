"""Tests of the pure rules of bulletins."""
