"""store.lock: how many programs have the store open. Files are replaced only by one that is alone with them."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite  # type: ignore[import-untyped]  # has no stubs

from kiosk.database.errors import StoreError

NAME = "store.lock"


class Claim:
    """A lock on a file of its own, which is empty; SQLite locks files alike on every system, and a dead program's not.

    Everyone who has the store open shares it.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._turn = threading.Lock()
        self._lock = sqlite.connect(str(directory / NAME), timeout=0, isolation_level=None, check_same_thread=False)
        self._lock.execute("PRAGMA journal_mode=MEMORY")

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether nobody else has the store open; if so, nobody opens it meanwhile. It is shared from the end on."""
        with self._turn:
            self._release()
            is_alone = self._seized()
            if not is_alone:
                self._share()
            try:
                yield is_alone
            finally:
                if is_alone:
                    self._release()
                    self._share()

    @contextmanager
    def required(self) -> Iterator[None]:
        """As alone; StoreError when others have the store open, because its files cannot be replaced then."""
        with self.alone() as is_alone:
            if not is_alone:
                raise StoreError(f"Папка данных {self._directory} открыта другой программой. Закройте её.")
            yield

    def close(self) -> None:
        self._lock.close()

    def _seized(self) -> bool:
        try:
            self._lock.execute("BEGIN EXCLUSIVE")
        except sqlite.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY":
                raise
            return False
        return True

    def _release(self) -> None:
        if self._lock.in_transaction:
            self._lock.execute("ROLLBACK")

    def _share(self) -> None:
        """A read transaction that is never ended; it waits for one that is alone."""
        self._lock.execute("PRAGMA busy_timeout=60000")
        self._lock.execute("BEGIN")
        self._lock.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        self._lock.execute("PRAGMA busy_timeout=0")
