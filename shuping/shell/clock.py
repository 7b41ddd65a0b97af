"""The only place that reads the time; everything else is told it as `at`."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """Return the present moment with its time zone."""
    return timezone.now()
