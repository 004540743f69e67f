"""The one thread that speaks with the company, and a listener that only rings it while a resident is at the screen."""

import logging
import threading
import time
from collections.abc import Callable
from random import SystemRandom

from kiosk import cached, faults, outbox
from kiosk.company import Broken, Offline
from kiosk.connection import Connection
from kiosk.database import Store
from kiosk.domain.company import CompanyProfile
from kiosk.domain.errors import Refused
from kiosk.health import Said
from kiosk.standing import Standing
from sync import contract
from sync.answers import SKEW, WIPE, Denied
from sync.client import Client
from sync.followed import Followed
from sync.listener import Listener
from sync.patience import Patience
from sync.pull import Pull
from sync.push import Push, Pushed
from sync.trust import Distrusted
from sync.vitals import Vitals

IDLE = 60.0
"""Seconds between two looks at the building's feed."""
AT_REST = 3600.0
"""Seconds that a wiped kiosk sleeps before it finds again that there is nothing to do."""

_RANDOM = SystemRandom()
_log = logging.getLogger(__name__)


class Engine:
    """Implements `kiosk.company.Exchange`. All writing of the cache, and all sending, happens on its one thread."""

    def __init__(
        self,
        store: Store,
        client: Client,
        connection: Connection,
        *,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = _RANDOM.random,
        idle: float = IDLE,
        report: Callable[[Said], None] = lambda _said: None,
    ) -> None:
        """`wall` is the machine's clock in s, `chance` a random number in [0, 1), `idle` s between idle looks.

        `report` hears after every round how it went.
        """
        self._store = store
        self._client = client
        self._connection = connection
        self._wall = wall
        self._monotonic = monotonic
        self._idle = idle
        self._push = Push(store, client, wall, chance, lambda: connection.changed("outbox"))
        self._pull = Pull(store, client, self._restored)
        self._patience = Patience(chance, idle)
        self._vitals = Vitals(store, client, report)
        self._listener = Listener(store, client.twin(), self._ring)
        self._bell = threading.Condition()
        self._rung = self._woken = True
        self._stopping = False
        self._followed: Followed | None = None
        self._tidied: Followed | None = None
        self._pending = store.spool.queue().waiting > 0
        self._again = self._cut = self._skewed = self._condemned = self._wiped = False
        self._building_at = -idle
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        store.on_put(self._has_put)
        store.on_renewed(self.wake)

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
        """Nothing is written here, on the screen's thread; but from now on no other account's rows are taken."""
        followed = Followed(account_id, token)
        with self._bell:
            self._followed = followed
            self._store.cache.admit(followed.scope)
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

    def _has_put(self) -> None:
        self._pending = True
        self.wake()

    def _ring(self) -> None:
        with self._bell:
            self._rung = True
            self._bell.notify_all()

    def _run(self) -> None:
        pause = 0.0
        while self._waited(pause):
            pause = self._turn()

    def _waited(self, pause: float) -> bool:
        """Sleep until rung or for `pause` s; False when the engine is to end."""
        with self._bell:
            self._bell.wait_for(lambda: self._rung or self._stopping, timeout=max(0.0, pause))
            self._rung = False
            return not self._stopping

    def _turn(self) -> float:
        """A round, or what its failure means; s until the next."""
        try:
            pause = self._round()
            self._patience.rest()
            self._skewed = False
        except Denied as denied:
            pause = self._denied(denied)
        except Distrusted as error:
            self._cut = True
            pause = self._failed(str(error), error.standing)
        except (Offline, Broken, Refused) as error:
            self._cut = self._cut or isinstance(error, Offline)
            pause = self._failed(_words(error))
        except Exception as error:  # noqa: BLE001 - the thread must outlive any fault, and say where it was
            _log.error("fault %s", faults.place(error))
            pause = self._failed(faults.place(error))
        self._report()
        return pause

    def _round(self) -> float:
        """Agree with the company on everything due; s until the next look."""
        if self._condemned:
            return self._wipe()
        changed: set[str] = set()
        if self._patience.failures:
            outbox.recover(self._store)
            changed |= self._look_at_building()
        woken, followed = self._begin()
        if woken or self._cut:
            self._cut = False
            outbox.hurry(self._store)
        pushed = self._tell()
        self._pending = pushed.next_at is not None
        if followed is not None and self._followed == followed:  # who left meanwhile is asked for no more
            changed |= self._look_at_account(followed)
        if woken or pushed.trouble or pushed.answered or self._monotonic() - self._building_at >= self._idle:
            changed |= self._look_at_building()
        self._settle(followed)
        self._store.tidy(self._client.now())
        self._connection.agreed(self._client.now(), self._trouble(pushed.trouble))
        if changed:
            self._connection.changed(*changed)
        self._listener.heard()
        return self._pause(pushed.next_at)

    def _tell(self) -> Pushed:
        """Push. Whether the company is away, or one command never gets through, the looks that follow find out."""
        try:
            return self._push.round()
        except Offline as error:
            return self._push.left(str(error))

    def _begin(self) -> tuple[bool, Followed | None]:
        """Whether somebody woke us, and who is at the screen; what is kept of others is deleted first."""
        with self._bell:
            woken, self._woken, followed = self._woken, False, self._followed
            if followed is not None:
                self._store.cache.admit(followed.scope)
        if followed is not None and followed is not self._tidied:
            self._store.cache.forget_others()
        self._tidied = followed
        return woken, followed

    def _look_at_account(self, followed: Followed) -> frozenset[str]:
        """Refused, the resident's session has ended: what they ask next will tell them so."""
        try:
            return self._pull.pull(followed.scope, followed.token)
        except Denied as denied:
            if denied.barred:
                raise
            _log.warning("the account's feed is refused: %s", denied.code)
            return frozenset()

    def _look_at_building(self) -> frozenset[str]:
        heartbeat = self._vitals.heartbeat(self._connection.state.agreed_at, len(self._pull.set_aside))
        changed = self._pull.pull(self._store.building_scope, heartbeat=heartbeat)
        self._building_at = self._monotonic()
        return changed

    def _settle(self, followed: Followed | None) -> None:
        """After the building was heard in the same epoch. Not when another resident came meanwhile."""
        with self._bell:
            same = self._followed == followed
        if same:
            outbox.settle(self._store, followed.account_id if followed else None)

    def _restored(self) -> None:
        """The server lives another life, or may: what it did and nobody saw, and its photos, may be lost to it."""
        self._push.forget_uploads()
        followed = self._followed
        outbox.restored(self._store, followed.account_id if followed else None)
        self._again = True

    def _pause(self, next_at: float | None) -> float:
        if self._again:
            self._again = False
            return 0.0
        until_building = self._building_at + self._idle - self._monotonic()
        return until_building if next_at is None else min(until_building, next_at - self._wall())

    def _denied(self, denied: Denied) -> float:
        """A clock that is off was set by the answer itself: only a second time in a row is that a trouble to tell."""
        if denied.code == WIPE and denied.barred:
            self._condemned = True
            return 0.0
        self._cut = self._cut or denied.barred
        standing = denied.standing
        if denied.code == SKEW:
            standing = Standing.CLOCK_WRONG if self._skewed else Standing.SERVED
            self._skewed = True
        return max(float(denied.retry_after or 0), self._failed(denied.code, standing))

    def _failed(self, trouble: str, standing: Standing = Standing.SERVED) -> float:
        """S until the next try; says that the company was lost."""
        self._connection.lost(trouble, standing)
        return self._patience.failed(standing, urgent=self._pending or self._followed is not None)

    def _wipe(self) -> float:
        """Forget everything. The order came by TLS from the company alone, or from this very machine."""
        if not self._wiped:
            phones = self._dispatchers()
            self.leave()
            self._store.wipe(self._client.now(), phones)
            self._wiped = True
            _log.warning("wiped, as the company ordered")
            self._connection.lost(WIPE, Standing.WIPED)
            self._connection.changed("outbox", *contract.FACTS)
        return AT_REST

    def _dispatchers(self) -> tuple[str, ...]:
        """Whom a wiped kiosk names (E.164)."""
        try:
            company = cached.first(self._store, CompanyProfile, self._store.building_scope)
        except Exception as error:  # noqa: BLE001 - a cache that cannot be read must not put off the wiping
            _log.error("fault %s", faults.place(error))
            return ()
        return tuple(dict.fromkeys(company.dispatcher_phones)) if company else ()

    def _report(self) -> None:
        try:
            self._vitals.report(self._connection.state, len(self._pull.set_aside))
        except Exception as error:  # noqa: BLE001 - as in a turn: what cannot be told must not end the telling
            _log.error("fault %s", faults.place(error))

    def _trouble(self, pushing: str) -> str:
        """What an operator should know though the company answers: counts and codes, nothing personal."""
        stuck, aside = outbox.stuck_count(self._store), len(self._pull.set_aside)
        parts = (pushing, f"застряло операций: {stuck}" if stuck else "", f"непонятных строк: {aside}" if aside else "")
        return "; ".join(part for part in parts if part)


def _words(error: Exception) -> str:
    return error.code if isinstance(error, Refused) else str(error) or type(error).__name__
