"""Waiting for what another thread or process does."""

import threading
import time
from collections.abc import Callable

WITHIN = 60.0
"""Seconds after which a condition counts as never met."""
LOOK = 0.005
"""Seconds at least between two looks."""
SELDOM = 0.1
"""Seconds at most between them: one that takes long leaves twice its time to those whom one waits for."""
BUSY = 5.0
"""Seconds that a busy machine may add to what is promised at once."""
_elsewhere = threading.Event()
"""Never set: waiting for it gives the processor to whom one waits for."""


def until(condition: Callable[[], object], what: str = "the condition to hold", within: float = WITHIN) -> None:
    """Return as soon as the condition holds; AssertionError names `what` when it never does."""
    began = looked = time.monotonic()
    while not condition():
        now = time.monotonic()
        assert now < began + within, f"waited in vain for {what}"
        _elsewhere.wait(min(SELDOM, max(LOOK, 2 * (now - looked))))
        looked = time.monotonic()
