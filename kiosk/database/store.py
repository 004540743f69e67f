"""The store: both files of one data directory, opened together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.database.errors import StoreError

if TYPE_CHECKING:
    from kiosk.database.cache import Cache
    from kiosk.database.spool import Spool


class Store:
    """Safe from any thread. `spool` is what must not be lost, `cache` what the company said."""

    def __init__(self, spool: Spool, cache: Cache) -> None:
        self.spool = spool
        self.cache = cache
        self._building: str | None = None
        self._listeners: list[Callable[[], None]] = []

    @classmethod
    def open(cls, directory: Path, key: bytes) -> Store:
        """Open or make both files; StoreError (WrongKey) with the installer's sentence. Costs about 0.7 s once."""
        from sqlalchemy.exc import DBAPIError

        from kiosk.database.cache import Cache
        from kiosk.database.file import error_name
        from kiosk.database.spool import Spool

        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            spool = Spool(directory / "spool.db", key)
            try:
                return cls(spool, Cache(directory / "cache.db", key))
            except BaseException:
                spool.close()
                raise
        except OSError as error:
            raise StoreError(f"Папка данных {directory} недоступна ({error.strerror}).") from error
        except DBAPIError as error:
            raise StoreError(f"Файлы в папке данных {directory} не открываются ({error_name(error)}).") from error

    def close(self) -> None:
        self.cache.close()
        self.spool.close()

    @property
    def building_scope(self) -> str:
        """The feed scope of the building this device is enrolled in; of no building before that."""
        if self._building is None:
            row = self.spool.identity()
            if row is None:
                return "building:"
            self._building = row["building_id"]
        return f"building:{self._building}"

    def on_put(self, listener: Callable[[], None]) -> None:
        """Call `listener`, on the writer's thread, whenever a command was written."""
        self._listeners.append(listener)

    def has_put(self) -> None:
        for listener in self._listeners:
            listener()
