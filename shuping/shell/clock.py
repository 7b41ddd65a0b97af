"""The only place that reads the time; everything else is told it as `at`."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """Return the present moment with its time zone; in the demo it stands still."""
    return settings.CLOCK or timezone.now()


def today() -> date:
    """Return the present day where the installation stands."""
    return timezone.localdate(now())
