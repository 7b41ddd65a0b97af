"""The drawn tests of this room run by the profile that the environment names."""

from tests.oracle import profiles

__all__ = ["profiles"]
