"""The only place that reads the time; everything else is told it as `at`."""

import math
import time
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """Return the present moment with its time zone; in the demo it stands still."""
    return settings.CLOCK or timezone.now()


def today() -> date:
    """Return the present day where the installation stands."""
    return timezone.localdate(now())


def seconds_since(file: Path) -> float:
    """Return how long ago a file was touched, by the machine's clock; inf if never."""
    try:
        return time.time() - file.stat().st_mtime
    except OSError:
        return math.inf
