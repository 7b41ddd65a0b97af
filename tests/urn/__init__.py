"""Tests of the urn, which knows no Django and no person."""
