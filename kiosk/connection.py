"""Whether the company is reachable, when we last agreed, and what changed; sync writes, shells hear."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

Listener = Callable[[frozenset[str]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionState:
    """`reachable` is None before the first attempt; `trouble` is for the operator."""

    reachable: bool | None = None
    agreed_at: datetime | None = None
    trouble: str = ""


class Connection:
    """A thread-safe notice board. Listeners run on the writer's thread: they must only pass the news on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state = ConnectionState()
        self._listeners: list[Listener] = []

    @property
    def state(self) -> ConnectionState:
        with self._lock:
            return self._state

    def listen(self, listener: Listener) -> None:
        """Call `listener` with the kinds of facts that changed, {"connection"} and {"outbox"} among them."""
        with self._lock:
            self._listeners.append(listener)

    def agreed(self, at: datetime, trouble: str = "") -> None:
        """The company answered, as the contract has it; `trouble` is what still needs an operator."""
        self._set(ConnectionState(reachable=True, agreed_at=at, trouble=trouble))

    def lost(self, trouble: str) -> None:
        """The company did not answer, or not as the contract has it."""
        self._set(replace(self.state, reachable=False, trouble=trouble))

    def changed(self, *kinds: str) -> None:
        """Tell every listener that facts of these kinds are new."""
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(frozenset(kinds))

    def _set(self, state: ConnectionState) -> None:
        with self._lock:
            same = self._state.reachable == state.reachable and self._state.trouble == state.trouble
            self._state = state
        if not same:
            self.changed("connection")
