"""Waiting for what another thread or process does."""

import time
from collections.abc import Callable

WITHIN = 60.0
"""Seconds after which a condition counts as never met."""


def until(met: Callable[[], bool], within: float = WITHIN) -> None:
    """Return as soon as the condition is met; AssertionError when it never is."""
    last = time.monotonic() + within
    while not met():
        assert time.monotonic() < last, "waited in vain"
        time.sleep(0.02)
