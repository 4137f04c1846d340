"""What every run of the tests has: settings of Hypothesis, and the fixtures of `tests/plugins`."""

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = [
    "tests.plugins.browser",
    "tests.plugins.golden",
    "tests.plugins.hosts",
    "tests.plugins.killing",
    "tests.plugins.page_kinds",
    "tests.plugins.server",
    "tests.plugins.sites",
]

# No timed assertions: a slow machine fails no property. `make test` tries the same few examples each time,
# `make torture` thousands of others.
settings.register_profile(
    "portal",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=50,
    derandomize=True,
)
settings.register_profile(
    "torture",
    deadline=None,
    # With other examples each time, the first few may all be passed over.
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    max_examples=int(os.environ.get("HYPOTHESIS_EXAMPLES", "5000")),
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "portal"))

# As the command line does: what the tests and their sites are made of lives until the end.
gc.set_threshold(100_000, 20, 10)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Keeps modules and collected tests out of every search for garbage."""
    gc.freeze()
