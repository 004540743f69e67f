"""Waits at the company's door for news of one account, and rings, also when the door is gone; writes nothing."""

import logging
import threading
from collections.abc import Callable

from kiosk import faults, parting
from kiosk.company import Broken, Offline
from kiosk.database import Store
from kiosk.domain.errors import Refused
from kiosk.standing import Standing
from sync import contract
from sync.answers import RefusedByCompany
from sync.client import Client
from sync.followed import Followed
from sync.patience import Patience
from sync.pull import GONE

PAUSE = 5.0
"""Seconds after a failure at least, and at most between a ring and the engine's having read the news."""

_log = logging.getLogger(__name__)


class Listener:
    """A thread of its own, so that a new command never waits behind a feed that the company holds open."""

    def __init__(self, store: Store, client: Client, ring: Callable[[], None], patience: Patience) -> None:
        """`client` is the listener's own: its requests are aborted when the resident leaves."""
        self._store = store
        self._client = client
        self._ring = ring
        self._patience = patience
        self._news = threading.Condition()
        self._followed: Followed | None = None
        self._heard = self._stopping = False
        self._thread = threading.Thread(target=self._run, name="listener", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End the thread and any request under way."""
        with self._news:
            self._stopping = True
            self._news.notify_all()
        self._client.close()
        self._thread.join()

    def follow(self, followed: Followed) -> None:
        self._put(followed)

    def leave(self, only: Followed | None = None) -> None:
        """With `only`, if it is still that one that is listened for."""
        with self._news:
            if only is not None and self._followed is not only:
                return
        self._put(None)

    def heard(self) -> None:
        """The engine has read the feed: listen on from there."""
        with self._news:
            self._heard = True
            self._news.notify_all()

    def _put(self, followed: Followed | None) -> None:
        with self._news:
            self._followed = followed
            self._news.notify_all()
        self._client.abort()

    def _run(self) -> None:
        while (followed := self._next()) is not None:
            self._heard = False
            rings, went_well = self._listened(followed)
            if rings:
                self._ring()
            if went_well:
                self._patience.rest()
            if rings or not went_well:
                self._pause(followed, whole=not went_well)

    def _listened(self, followed: Followed) -> tuple[bool, bool]:
        """Whether the engine must look, and whether the door may be knocked at again as soon as it has."""
        try:
            return self._heard_news(followed)
        except (Offline, Broken) as error:
            _log.info("listening ended: %s", type(error).__name__)
            return True, False
        except Refused as refused:
            _log.info("listening is refused: %s", refused.code)
            return parting.of_code(refused.code) is not None, False
        except Exception as error:  # noqa: BLE001 - the thread must outlive any fault, and say where it was
            _log.error("fault %s", faults.place(error))
            return True, False

    def _pause(self, followed: Followed, *, whole: bool) -> None:
        """Until the engine has read the feed, another is to be listened for, or the pause is over.

        `whole`: also when the feed is read, or a door that shuts at once would be knocked at without end.
        """

        def over() -> bool:
            return (self._heard and not whole) or self._stopping or self._followed is not followed

        longest = max(PAUSE, self._patience.failed(Standing.SERVED, urgent=True)) if whole else PAUSE
        with self._news:
            self._news.wait_for(over, timeout=longest)

    def _next(self) -> Followed | None:
        """Whom to listen for; waits for a resident. None when the thread is to end."""
        with self._news:
            self._news.wait_for(lambda: self._followed is not None or self._stopping)
            return None if self._stopping else self._followed

    def _heard_news(self, followed: Followed) -> tuple[bool, bool]:
        """As `_listened`. After another life of the company the door is left alone a while: the next may come."""
        cursor = self._store.cache.cursor(followed.scope)
        if cursor is None:
            return True, True
        try:
            page = self._client.feed(
                followed.scope,
                cursor.rev,
                limit=0,
                wait=contract.LONG_POLL,
                token=followed.token,
                wanted=lambda: self._followed is followed and not self._stopping,
            )
        except RefusedByCompany as refused:
            if refused.status != GONE:
                raise
            return True, False
        same_life = page.epoch == cursor.epoch
        return page.more or page.rev != cursor.rev or not same_life, same_life
