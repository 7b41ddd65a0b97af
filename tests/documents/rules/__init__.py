"""Tests of the pure rules of documents."""
