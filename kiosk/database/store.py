"""The store: both files of one data directory, opened together."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from datetime import datetime
from errno import EACCES, EDQUOT, EIO, ENOSPC, EROFS
from pathlib import Path

from kiosk.database.errors import unusable


class Store:
    """Safe from any thread. `spool` is what must not be lost, `cache` what the company said."""

    def __init__(self, directory: Path, key: bytes) -> None:
        """As `open`, with the errors of the system and of SQLAlchemy as they are."""
        from kiosk.database.cache import Cache
        from kiosk.database.claim import Claim
        from kiosk.database.spool import Spool

        self._directory = directory
        self._building: str | None = None
        self._put: list[Callable[[], None]] = []
        self._renewed: list[Callable[[], None]] = []
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        with ExitStack() as opened:
            self._claim = opened.enter_context(closing(Claim(directory)))
            with self._claim.alone() as is_alone:
                self.spool = opened.enter_context(closing(Spool(directory / "spool.db", key, self._claim, is_alone)))
                self.cache = Cache(directory / "cache.db", key, self._claim, is_alone, self._has_renewed)
            opened.pop_all()

    @classmethod
    def open(cls, directory: Path, key: bytes) -> Store:
        """Open or make both files; StoreError (WrongKey) with the installer's sentence. Costs about 0.7 s once."""
        import sqlcipher3.dbapi2 as sqlite  # type: ignore[import-untyped]  # has no stubs
        from sqlalchemy.exc import DBAPIError

        from kiosk.database.file import error_name

        try:
            return cls(directory, key)
        except OSError as error:
            raise unusable(directory, _system_name(error)) from error
        except sqlite.Error as error:
            raise unusable(directory, _tried(directory) or error.sqlite_errorname) from error
        except DBAPIError as error:
            raise unusable(directory, _tried(directory) or error_name(error)) from error

    def close(self) -> None:
        self.cache.close()
        self.spool.close()
        self._claim.close()

    @property
    def building_scope(self) -> str:
        """The feed scope of the building this device is enrolled in; of no building before that."""
        if self._building is None:
            row = self.spool.identity()
            if row is None:
                return "building:"
            self._building = row["building_id"]
        return f"building:{self._building}"

    def wipe(self, at: datetime, phones: Sequence[str]) -> None:
        """Forget everything, this device included, but that it was wiped and whom to call; as often as one likes."""
        self.spool.wipe(at, phones)
        self._building = None
        self.cache.forget_all()
        for damaged in self._directory.glob("spool.*damaged*"):
            damaged.unlink()

    def tidy(self, now: datetime) -> None:
        """Delete what was kept long enough; `now` is the company's time."""
        self.spool.tidy(now)

    def on_put(self, listener: Callable[[], None]) -> None:
        """Call `listener`, on the writer's thread, whenever a command was written."""
        self._put.append(listener)

    def has_put(self) -> None:
        for listener in self._put:
            listener()

    def on_renewed(self, listener: Callable[[], None]) -> None:
        """Call `listener`, on any thread, when the cache was found damaged and is empty: the company is to be asked."""
        self._renewed.append(listener)

    def _has_renewed(self) -> None:
        for listener in self._renewed:
            listener()


_NAMES = {
    EACCES: "SQLITE_PERM",
    EDQUOT: "SQLITE_FULL",
    EIO: "SQLITE_IOERR",
    ENOSPC: "SQLITE_FULL",
    EROFS: "SQLITE_READONLY",
}


_TRIAL = 64 * 1024


def _tried(directory: Path) -> str | None:
    """What the system says to a small file of ours there: SQLite calls many a cause by one name."""
    try:
        with tempfile.TemporaryFile(dir=directory, buffering=0) as file:
            return None if file.write(bytes(_TRIAL)) == _TRIAL else _NAMES[ENOSPC]
    except OSError as error:
        return _system_name(error)


def _system_name(error: OSError) -> str:
    """The system's error under the name that SQLite has for it, or in the system's words."""
    return _NAMES.get(error.errno or 0, error.strerror or type(error).__name__)
