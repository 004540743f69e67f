"""Waiting for what another thread or process does."""

import threading
import time
from collections.abc import Callable

WITHIN = 60.0
"""Seconds after which a condition counts as never met."""
LOOK = 0.01
"""Seconds at most between two looks."""
_elsewhere = threading.Event()
"""Never set: waiting for it gives the processor to whom one waits for."""


def until(condition: Callable[[], object], what: str = "the condition to hold", within: float = WITHIN) -> None:
    """Return as soon as the condition holds; AssertionError names `what` when it never does."""
    last = time.monotonic() + within
    while not condition():
        assert time.monotonic() < last, f"waited in vain for {what}"
        _elsewhere.wait(LOOK)
