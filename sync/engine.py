"""The one thread that speaks with the company, and a listener that only rings it while a resident is at the screen."""

import logging
import threading
import time
from collections.abc import Callable
from random import SystemRandom

from kiosk import faults, outbox, parting
from kiosk.company import Broken, Offline
from kiosk.connection import Connection
from kiosk.database import Store
from kiosk.domain.errors import Refused
from kiosk.health import Said
from kiosk.parting import Parted, Parting
from kiosk.standing import Standing
from sync import contract
from sync.answers import SKEW, WIPE, RefusedByCompany
from sync.bell import Bell
from sync.client import Client
from sync.followed import Followed, Following
from sync.listener import Listener
from sync.patience import Patience
from sync.pull import Pull
from sync.push import Push, Pushed
from sync.trust import Distrusted
from sync.vitals import Vitals
from sync.wiping import AT_REST, Wiping

IDLE = 60.0
"""Seconds between two looks at the building's feed."""

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
        self._bell = Bell()
        self._following = Following(store)
        self._push = Push(store, client, wall, chance, lambda: connection.changed("outbox"), self._look_at_building)
        self._pull = Pull(store, client, self._restored)
        self._patience = Patience(chance, idle)
        self._vitals = Vitals(store, client, report)
        self._wiping = Wiping(store, client)
        self._listener = Listener(store, client.twin(), self._bell.ring, Patience(chance, idle))
        self._pending = store.spool.queue().waiting > 0
        self._cut = self._skewed = False
        self._lives = 0
        """Rounds in a row that found another life of the company; the last may still be under way."""
        self._is_new_life = False
        self._building_at = -idle
        self._news: set[str] = set()
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        store.on_put(self._has_put)
        store.on_renewed(self.wake)

    def start(self) -> None:
        self._thread.start()
        self._listener.start()

    def stop(self) -> None:
        """End both threads and any request under way; the client can ask nothing afterwards."""
        self._bell.stop()
        self._listener.stop()
        self._client.close()
        self._thread.join()

    def follow(self, token: str, account_id: str) -> None:
        """Nothing is written here, on the screen's thread; but from now on no other account's rows are taken."""
        followed = Followed(account_id, token)
        self._connection.forget_parting()
        self._following.begin(followed)
        self._listener.follow(followed)
        self._bell.ring()

    def leave(self) -> None:
        self._connection.forget_parting()
        self._following.end()
        self._listener.leave()
        self._bell.ring()

    def wake(self) -> None:
        self._bell.ring(hurry=True)

    def _has_put(self) -> None:
        self._pending = True
        self.wake()

    def _run(self) -> None:
        pause = 0.0
        while self._bell.waited(pause):
            pause = self._turn()

    def _turn(self) -> float:
        """A round, or what its failure means; s until the next."""
        try:
            pause = self._after(self._round())
        except RefusedByCompany as refused:
            pause = self._refused(refused)
        except Distrusted as error:
            self._cut = True
            pause = self._failed(str(error), error.standing)
        except (Offline, Broken, Refused) as error:
            self._cut = self._cut or isinstance(error, Offline)
            pause = self._failed(_words(error))
        except Exception as error:  # noqa: BLE001 - the thread must outlive any fault, and say where it was
            _log.error("fault %s", faults.place(error))
            pause = self._failed(faults.place(error))
        self._tell_news()
        self._report()
        return pause

    def _round(self) -> float:
        """Agree with the company on everything due; s until the next look."""
        if self._wiping.ordered:
            return self._wipe()
        if self._patience.failures:
            outbox.recover(self._store)
            self._look_at_building()
        hurried, followed = self._bell.hurried(), self._following.tidied()
        if hurried or self._cut:
            self._cut = False
            outbox.hurry(self._store)
        pushed = self._send()
        self._pending = pushed.next_at is not None
        if followed is not None and self._following.now is followed:  # who left meanwhile is asked for no more
            self._look_at_account(followed)
        if hurried or pushed.trouble or pushed.answered or self._is_new_life or self._is_due():
            self._look_at_building()
        self._settle(followed)
        self._store.tidy(self._client.now())
        self._connection.agreed(self._client.now(), self._trouble(pushed.trouble))
        self._listener.heard()
        return self._pause(pushed.next_at)

    def _send(self) -> Pushed:
        """Push. Whether the company is away or bars the kiosk, or one command alone is in trouble, the looks tell."""
        try:
            return self._push.round()
        except Offline as error:
            return self._push.left(str(error))
        except RefusedByCompany as refused:
            return self._push.left(f"{refused.status} {refused.code}")

    def _look_at_account(self, followed: Followed) -> None:
        """That the kiosk is barred is believed of the building's feed alone: this may be about the session."""
        try:
            self._news |= self._pull.pull(followed.scope, followed.token)
        except RefusedByCompany as refused:
            _log.warning("the account's feed is refused: %s", refused.code)
            why = parting.of_code(refused.code)
            if refused.barred:
                self._look_at_building()
            elif why is not None:
                self._part(followed, why)

    def _part(self, followed: Followed, why: Parting) -> None:
        """The company shut the account to its resident: nothing of it stays, and the shell lets them go."""
        if self._following.end(followed):
            self._listener.leave(followed)
            self._store.cache.forget_accounts()
            self._news |= {fact.kind for fact in contract.ACCOUNT_FACTS}
            self._connection.part(Parted(followed.token, why))

    def _look_at_building(self) -> None:
        heartbeat = self._vitals.heartbeat(self._connection.state.agreed_at, len(self._pull.set_aside))
        self._news |= self._pull.pull(self._store.building_scope, heartbeat=heartbeat)
        self._building_at = self._monotonic()

    def _is_due(self) -> bool:
        return self._monotonic() - self._building_at >= self._idle

    def _settle(self, followed: Followed | None) -> None:
        """After the building was heard in the same epoch. Not when another resident came meanwhile."""
        if self._following.now is followed:
            outbox.settle(self._store, followed.account_id if followed else None)

    def _restored(self) -> None:
        """The server lives another life, or may: what it did and nobody saw, and its photos, may be lost to it."""
        self._push.forget_uploads()
        followed = self._following.now
        outbox.restored(self._store, followed.account_id if followed else None)
        self._is_new_life = True

    def _after(self, pause: float) -> float:
        """S until the next round, this one having gone well: at once when a new life of the company is to be told
        what it lost, but for one new life after another, as of a company that answers from two databases.
        """
        self._skewed = False
        self._lives = self._lives + 1 if self._is_new_life else 0
        self._is_new_life = False
        if self._lives > 1:
            return self._patience.failed(Standing.SERVED, urgent=self._is_urgent())
        self._patience.rest()
        return 0.0 if self._lives else pause

    def _pause(self, next_at: float | None) -> float:
        until_building = self._building_at + self._idle - self._monotonic()
        return until_building if next_at is None else min(until_building, next_at - self._wall())

    def _refused(self, refused: RefusedByCompany) -> float:
        """A clock that is off was set by the answer itself: only a second time in a row is that a trouble to tell."""
        if refused.code == WIPE and refused.barred:
            self._wiping.ordered = True
            return 0.0
        self._cut = self._cut or refused.barred
        standing = refused.standing
        if refused.code == SKEW:
            standing = Standing.CLOCK_WRONG if self._skewed else Standing.SERVED
            self._skewed = True
        return max(float(refused.retry_after or 0), self._failed(refused.code, standing))

    def _failed(self, trouble: str, standing: Standing = Standing.SERVED) -> float:
        """S until the next try; says that the company was lost."""
        self._connection.lost(trouble, standing)
        return self._patience.failed(standing, urgent=self._is_urgent())

    def _is_urgent(self) -> bool:
        return self._pending or self._following.now is not None

    def _wipe(self) -> float:
        if not self._wiping.done:
            self.leave()
            self._wiping.carry_out()
            self._connection.lost(WIPE, Standing.WIPED)
            self._connection.changed("outbox", *contract.FACTS)
        return AT_REST

    def _tell_news(self) -> None:
        """Of a round that failed later, too."""
        news, self._news = self._news, set()
        if news:
            self._connection.changed(*news)

    def _report(self) -> None:
        try:
            self._vitals.report(self._connection.state, len(self._pull.set_aside), len(self._push.unknown))
        except Exception as error:  # noqa: BLE001 - as in a turn: what cannot be told must not end the telling
            _log.error("fault %s", faults.place(error))

    def _trouble(self, pushing: str) -> str:
        """What an operator should know though the company answers: counts and codes, nothing personal."""
        stuck, aside, unknown = outbox.stuck_count(self._store), len(self._pull.set_aside), len(self._push.unknown)
        parts = (
            pushing,
            f"застряло операций: {stuck}" if stuck else "",
            f"компания ещё не знает операций: {unknown}" if unknown else "",
            f"непонятных строк: {aside}" if aside else "",
            "компания снова отвечает из другой базы" if self._lives and self._is_new_life else "",
        )
        return "; ".join(part for part in parts if part)


def _words(error: Exception) -> str:
    return error.code if isinstance(error, Refused) else str(error) or type(error).__name__
