"""How long the drawn tests run: short by default, long with SHUPING_NIGHTLY=1."""

import os

from hypothesis import HealthCheck, settings

NIGHTLY = os.environ.get("SHUPING_NIGHTLY") == "1"
FUZZED = 2_000 if NIGHTLY else 50

_CALM = [
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.large_base_example,
    HealthCheck.function_scoped_fixture,  # each example rolls its own rows back
]

settings.register_profile(
    "quick", max_examples=100, deadline=None, suppress_health_check=_CALM
)
settings.register_profile(
    "nightly", max_examples=10_000, deadline=None, suppress_health_check=_CALM
)
settings.load_profile("nightly" if NIGHTLY else "quick")
