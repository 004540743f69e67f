"""A database file whose damage, found while it is in use, is mended at once, and the work that met it done again."""

import threading
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from kiosk.database.file import DatabaseFile, is_foreign

T = TypeVar("T")
Work = Callable[[Connection], T]


class GuardedFile:
    """Safe from any thread. Mending waits until nobody is inside: whoever closes the old file last deletes its log."""

    def __init__(
        self,
        opened: Callable[[], DatabaseFile],
        mended: Callable[[], DatabaseFile],
        told: Callable[[], None] = lambda: None,
    ) -> None:
        """`mended` puts a sound file in the place of the damaged one, which is closed by then, and opens it.

        `told` is called afterwards, when the file is in use again.
        """
        self._mended = mended
        self._told = told
        self._gate = threading.Condition()
        self._inside = 0
        self._mending = self._is_broken = False
        self.file = opened()
        """The one in use now."""

    def read(self, work: Work[T]) -> T:
        """One snapshot for all that `work` asks; it may be called twice."""
        return self._done(lambda file: _read(file, work))

    def write(self, work: Work[T]) -> T:
        """All or nothing; `work` may be called twice, and then the first time nothing was kept."""
        return self._done(lambda file: _write(file, work))

    def truncate_log(self) -> bool:
        """As DatabaseFile.truncate_log."""
        return self._done(DatabaseFile.truncate_log)

    def renew(self) -> None:
        """Mend as if damage had been found."""
        self._mend(self.file)

    def replace(self, made: Callable[[], DatabaseFile]) -> None:
        """Put what `made` makes in the file's place; failing, it is tried again before the next use."""
        self._mended = made
        self._mend(self.file)

    def close(self) -> None:
        self.file.close()

    def _done(self, work: Callable[[DatabaseFile], T]) -> T:
        file = self._enter()
        try:
            return work(file)
        except DatabaseError as error:
            if not is_foreign(error):
                raise
        finally:
            self._leave()
        self._mend(file)
        file = self._enter()
        try:
            return work(file)
        finally:
            self._leave()

    def _enter(self) -> DatabaseFile:
        """What could not be mended the last time is mended first."""
        with self._gate:
            self._gate.wait_for(lambda: not self._mending)
            is_broken, file = self._is_broken, self.file
        if is_broken:
            self._mend(file)
        with self._gate:
            self._gate.wait_for(lambda: not self._mending)
            self._inside += 1
            return self.file

    def _leave(self) -> None:
        with self._gate:
            self._inside -= 1
            self._gate.notify_all()

    def _mend(self, damaged: DatabaseFile) -> None:
        """Once, though several threads may have met the damage."""
        with self._gate:
            self._gate.wait_for(lambda: not self._mending)
            if self.file is not damaged:
                return
            self._mending = self._is_broken = True
            try:
                self._gate.wait_for(lambda: self._inside == 0)
                damaged.close()
                self.file = self._mended()
                self._is_broken = False
            finally:
                self._mending = False
                self._gate.notify_all()
        self._told()


def _read(file: DatabaseFile, work: Work[T]) -> T:
    with file.reading() as connection:
        return work(connection)


def _write(file: DatabaseFile, work: Work[T]) -> T:
    with file.writing() as connection:
        return work(connection)
