"""Whose account is at the screen."""

import threading
from dataclasses import dataclass, field

from kiosk import cached
from kiosk.database import Store


@dataclass(frozen=True, slots=True)
class Followed:
    """The account at the screen, and the session's token that lets us see it."""

    account_id: str
    token: str = field(repr=False)

    @property
    def scope(self) -> str:
        return cached.account_scope(self.account_id)


class Following:
    """Told by the screen's thread, read by the engine's; from then on no other account's rows are taken."""

    def __init__(self, store: Store) -> None:
        self._cache = store.cache
        self._lock = threading.Lock()
        self._now: Followed | None = None
        self._tidied: Followed | None = None

    @property
    def now(self) -> Followed | None:
        return self._now

    def begin(self, followed: Followed) -> None:
        """Nothing is written here, on the screen's thread."""
        with self._lock:
            self._now = followed
            self._cache.admit(followed.scope)

    def end(self, only: Followed | None = None) -> bool:
        """Nobody is at the screen; with `only`, if it was still that one: whether it was."""
        with self._lock:
            if only is not None and self._now is not only:
                return False
            self._now = None
            return True

    def tidied(self) -> Followed | None:
        """Who is at the screen; what is kept of others is deleted first. On the engine's thread."""
        with self._lock:
            followed = self._now
            if followed is not None:
                self._cache.admit(followed.scope)
        if followed is not None and followed is not self._tidied:
            self._cache.forget_others()
        self._tidied = followed
        return followed
