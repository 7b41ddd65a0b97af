"""Tests of the pure package wording."""
