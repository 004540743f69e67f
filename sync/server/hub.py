"""Wakes feeds that wait in this process; news from other processes is found by asking the database."""

import asyncio
import threading
from collections import defaultdict


class Hub:
    """Waiters by scope. `wake` may be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: defaultdict[str, set[tuple[asyncio.AbstractEventLoop, asyncio.Event]]] = defaultdict(set)

    async def wait(self, scope: str, seconds: float) -> None:
        """Return when the scope changed, or after `seconds`."""
        waiter = (asyncio.get_running_loop(), asyncio.Event())
        with self._lock:
            self._waiting[scope].add(waiter)
        try:
            async with asyncio.timeout(seconds):
                await waiter[1].wait()
        except TimeoutError:
            return
        finally:
            self._leave(scope, waiter)

    def wake(self, scope: str) -> None:
        """Let every waiter of the scope look again."""
        with self._lock:
            waiters = tuple(self._waiting.get(scope, ()))
        for loop, event in waiters:
            loop.call_soon_threadsafe(event.set)

    def _leave(self, scope: str, waiter: tuple[asyncio.AbstractEventLoop, asyncio.Event]) -> None:
        with self._lock:
            self._waiting[scope].discard(waiter)
            if not self._waiting[scope]:
                del self._waiting[scope]
