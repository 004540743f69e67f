"""Waits at the company's door for news of one account, and rings, also when the door is gone; writes nothing."""

import logging
import threading
from collections.abc import Callable

from kiosk import faults
from kiosk.company import Broken, Offline
from kiosk.database import Store
from kiosk.domain.errors import Refused
from sync import contract
from sync.answers import Denied
from sync.client import Client
from sync.pull import GONE

PAUSE = 5.0
"""Seconds after a failure, and at most between a ring and the engine's having read the news."""

_log = logging.getLogger(__name__)


class Listener:
    """A thread of its own, so that a new command never waits behind a feed that the company holds open."""

    def __init__(self, store: Store, client: Client, ring: Callable[[], None]) -> None:
        """`client` is the listener's own: its requests are aborted when the resident leaves."""
        self._store = store
        self._client = client
        self._ring = ring
        self._news = threading.Condition()
        self._followed: tuple[str, str] | None = None
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

    def follow(self, scope: str, token: str) -> None:
        self._put((scope, token))

    def leave(self) -> None:
        self._put(None)

    def heard(self) -> None:
        """The engine has read the feed: listen on from there."""
        with self._news:
            self._heard = True
            self._news.notify_all()

    def _put(self, followed: tuple[str, str] | None) -> None:
        with self._news:
            self._followed = followed
            self._news.notify_all()
        self._client.abort()

    def _run(self) -> None:
        while (followed := self._next()) is not None:
            self._heard = failed = False
            try:
                news = self._has_news(*followed)
            except (Offline, Broken) as error:
                _log.info("listening ended: %s", type(error).__name__)
                news = failed = True
            except Refused as refused:
                _log.info("listening is refused: %s", refused.code)
                self._pause(followed)
                continue
            except Exception as error:  # noqa: BLE001 - the thread must outlive any fault, and say where it was
                _log.error("fault %s", faults.place(error))
                news = failed = True
            if news:
                self._ring()
                self._pause(followed, whole=failed)

    def _pause(self, followed: tuple[str, str], *, whole: bool = False) -> None:
        """Until the engine has read the feed, another is to be listened for, or the pause is over.

        `whole`: also when the feed is read, or a door that shuts at once would be knocked at without end.
        """

        def over() -> bool:
            return (self._heard and not whole) or self._stopping or self._followed != followed

        with self._news:
            self._news.wait_for(over, timeout=PAUSE)

    def _next(self) -> tuple[str, str] | None:
        """Whom to listen for; waits for a resident. None when the thread is to end."""
        with self._news:
            self._news.wait_for(lambda: self._followed is not None or self._stopping)
            return None if self._stopping else self._followed

    def _has_news(self, scope: str, token: str) -> bool:
        cursor = self._store.cache.cursor(scope)
        if cursor is None:
            return True
        try:
            page = self._client.feed(scope, cursor.rev, limit=0, wait=contract.LONG_POLL, token=token)
        except Denied as denied:
            if denied.status != GONE:
                raise
            return True
        return page.more or page.rev != cursor.rev or page.epoch != cursor.epoch
