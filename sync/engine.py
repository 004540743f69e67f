"""The one thread that speaks with the company, and a listener that only rings it while a resident is at the screen."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import SystemRandom

from kiosk import cached, faults, outbox
from kiosk.company import Broken, Offline
from kiosk.connection import Connection
from kiosk.database import Store
from kiosk.domain.errors import Refused
from sync.client import Client
from sync.listener import Listener
from sync.pull import Pull
from sync.push import Push

IDLE = 60.0
"""Seconds between two looks at the building's feed."""
FIRST_PAUSE, SHORTEST_PAUSE = 2.0, 0.2
"""Seconds after a failed round: full jitter up to the first, doubled each time, never less than the second."""

_RANDOM = SystemRandom()
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Followed:
    """The account at the screen, and the session's token that lets us see it."""

    account_id: str
    token: str = field(repr=False)

    @property
    def scope(self) -> str:
        return cached.account_scope(self.account_id)


class Engine:
    """Implements `kiosk.company.Exchange`. All writing of the cache, and all sending, happens on its one thread."""

    def __init__(
        self,
        store: Store,
        client: Client,
        connection: Connection,
        *,
        wall: Callable[[], float] = time.time,
        chance: Callable[[], float] = _RANDOM.random,
        idle: float = IDLE,
    ) -> None:
        """`wall` is the machine's clock in s, `chance` a random number in [0, 1), `idle` s between idle looks."""
        self._store = store
        self._client = client
        self._connection = connection
        self._wall = wall
        self._chance = chance
        self._idle = idle
        self._push = Push(store, client, wall, chance, lambda: connection.changed("outbox"))
        self._pull = Pull(store, client, self._push.forget_uploads)
        self._listener = Listener(store, client.twin(), self._ring)
        self._bell = threading.Condition()
        self._rung = self._woken = True
        self._stopping = False
        self._followed: Followed | None = None
        self._failures = 0
        self._building_at = -idle
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        store.on_put(self.wake)

    def start(self) -> None:
        self._thread.start()
        self._listener.start()

    def stop(self) -> None:
        """End both threads and any request under way; the client can ask nothing afterwards."""
        with self._bell:
            self._stopping = True
            self._bell.notify_all()
        self._listener.stop()
        self._client.close()
        self._thread.join()

    def follow(self, token: str, account_id: str) -> None:
        followed = Followed(account_id, token)
        with self._bell:
            self._followed = followed
            self._store.cache.follow(followed.scope)
        self._listener.follow(followed.scope, token)
        self._ring()

    def leave(self) -> None:
        with self._bell:
            self._followed = None
        self._listener.leave()
        self._ring()

    def wake(self) -> None:
        with self._bell:
            self._rung = self._woken = True
            self._bell.notify_all()

    def _ring(self) -> None:
        with self._bell:
            self._rung = True
            self._bell.notify_all()

    def _run(self) -> None:
        pause = 0.0
        while self._waited(pause):
            try:
                pause = self._round()
                self._failures = 0
            except (Offline, Broken, Refused) as error:
                pause = self._failed(_words(error))
            except Exception as error:  # noqa: BLE001 - the thread must outlive any fault, and say where it was
                _log.error("fault %s", faults.place(error))
                pause = self._failed(faults.place(error))

    def _waited(self, pause: float) -> bool:
        """Sleep until rung or for `pause` s; False when the engine is to end."""
        with self._bell:
            self._bell.wait_for(lambda: self._rung or self._stopping, timeout=max(0.0, pause))
            self._rung = False
            return not self._stopping

    def _round(self) -> float:
        """Agree with the company on everything due; s until the next look."""
        changed: set[str] = set()
        if self._failures:
            outbox.recover(self._store)
            changed |= self._look_at_building()
        with self._bell:
            woken, self._woken, followed = self._woken, False, self._followed
        if woken or self._failures:
            outbox.hurry(self._store)
        pushed = self._push.round()
        if followed is not None:
            changed |= self._look_at_account(followed)
        if woken or pushed.trouble or time.monotonic() - self._building_at >= self._idle:
            changed |= self._look_at_building()
        outbox.settle(self._store, followed.account_id if followed else None)
        self._connection.agreed(self._client.now(), self._trouble(pushed.trouble))
        if changed:
            self._connection.changed(*changed)
        self._listener.heard()
        return self._pause(pushed.next_at)

    def _look_at_account(self, followed: Followed) -> frozenset[str]:
        """Refused, the resident's session has ended: what they ask next will tell them so."""
        try:
            return self._pull.pull(followed.scope, followed.token)
        except Refused as refused:
            _log.warning("the account's feed is refused: %s", refused.code)
            return frozenset()

    def _look_at_building(self) -> frozenset[str]:
        changed = self._pull.pull(self._store.building_scope)
        self._building_at = time.monotonic()
        return changed

    def _pause(self, next_at: float | None) -> float:
        until_building = self._building_at + self._idle - time.monotonic()
        return until_building if next_at is None else min(until_building, next_at - self._wall())

    def _failed(self, trouble: str) -> float:
        """S until the next try; says that the company was lost."""
        self._connection.lost(trouble)
        longest = min(self._idle, FIRST_PAUSE * 2.0 ** min(self._failures, 8))
        self._failures += 1
        return max(SHORTEST_PAUSE, self._chance() * longest)

    def _trouble(self, pushing: str) -> str:
        """What an operator should know though the company answers: counts and codes, nothing personal."""
        stuck, aside = outbox.stuck_count(self._store), len(self._pull.set_aside)
        parts = (pushing, f"застряло операций: {stuck}" if stuck else "", f"непонятных строк: {aside}" if aside else "")
        return "; ".join(part for part in parts if part)


def _words(error: Exception) -> str:
    return error.code if isinstance(error, Refused) else str(error) or type(error).__name__
