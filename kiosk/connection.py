"""Whether the company is reachable, when we last agreed, and what changed; sync writes, shells hear."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from kiosk.parting import Parted, Parting
from kiosk.standing import Standing

PARTED = "parted"
"""The kind of news that somebody at a screen is to be let go."""

Listener = Callable[[frozenset[str]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionState:
    """`reachable` is None before the first attempt; `trouble` is for the operator, `standing` for everybody."""

    reachable: bool | None = None
    agreed_at: datetime | None = None
    trouble: str = ""
    standing: Standing = Standing.SERVED


class Connection:
    """A thread-safe notice board. Listeners run on the writer's thread: they must only pass the news on."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state = ConnectionState()
        self._parted: Parted | None = None
        self._listeners: list[Listener] = []

    @property
    def state(self) -> ConnectionState:
        with self._lock:
            return self._state

    def listen(self, listener: Listener) -> None:
        """Call `listener` with the kinds of what is new: facts, "connection", "outbox", "parted"."""
        with self._lock:
            self._listeners.append(listener)

    def agreed(self, at: datetime, trouble: str = "") -> None:
        """The company answered, as the contract has it; `trouble` is what still needs an operator."""
        self._set(ConnectionState(reachable=True, agreed_at=at, trouble=trouble))

    def lost(self, trouble: str, standing: Standing = Standing.SERVED) -> None:
        """The company did not answer, not as the contract has it, or will not serve this kiosk as it stands."""
        self._set(replace(self.state, reachable=False, trouble=trouble, standing=standing))

    def part(self, parted: Parted) -> None:
        """The company shut the account to whoever has this session: the shell must let them go."""
        with self._lock:
            self._parted = parted
        self.changed(PARTED)

    def parting(self, token: str) -> Parting | None:
        """Why the company shut the account to this session; None while it did not."""
        with self._lock:
            return self._parted.why if self._parted is not None and self._parted.token == token else None

    def forget_parting(self) -> None:
        """Another is at the screen, or nobody."""
        with self._lock:
            self._parted = None

    def changed(self, *kinds: str) -> None:
        """Tell every listener that facts of these kinds are new."""
        with self._lock:
            listeners = tuple(self._listeners)
        for listener in listeners:
            listener(frozenset(kinds))

    def _set(self, state: ConnectionState) -> None:
        with self._lock:
            same = replace(self._state, agreed_at=state.agreed_at) == state
            self._state = state
        if not same:
            self.changed("connection")
