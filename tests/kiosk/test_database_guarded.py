"""A damaged file is mended when nobody is inside it any more, and everybody who comes meanwhile waits."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from kiosk.database.file import DatabaseFile
from kiosk.database.guarded import GuardedFile
from tests.kiosk.stores import KEY
from tests.sync.conditions import until

WITHIN = 20.0


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[tuple[GuardedFile, list[int]]]:
    """And how many were inside each time that it was mended."""
    inside: list[int] = []

    def opened() -> DatabaseFile:
        return DatabaseFile(tmp_path / "a.db", KEY, "FULL")

    def mended() -> DatabaseFile:
        inside.append(guard._inside)
        return opened()

    guard = GuardedFile(opened, mended)
    yield guard, inside
    guard.close()


def test_mending_waits_for_who_is_inside_and_holds_up_who_comes(guarded: tuple[GuardedFile, list[int]]) -> None:
    guard, inside = guarded
    begun, go_on = threading.Event(), threading.Event()

    def long(_connection: Connection) -> None:
        begun.set()
        assert go_on.wait(WITHIN)

    reader = threading.Thread(target=lambda: guard.read(long))
    reader.start()
    assert begun.wait(WITHIN)
    mender = threading.Thread(target=guard.renew)
    mender.start()
    until(lambda: guard._mending or inside, "the mender's turn", WITHIN)
    assert inside == []
    late = threading.Thread(target=lambda: guard.read(lambda _connection: None))
    late.start()
    go_on.set()
    for thread in (reader, mender, late):
        thread.join(WITHIN)
        assert not thread.is_alive()
    assert inside == [0]


def test_what_could_not_be_mended_is_mended_by_the_next(tmp_path: Path) -> None:
    tries: list[bool] = []

    def mended() -> DatabaseFile:
        tries.append(True)
        if len(tries) == 1:
            raise OSError("no room")
        return DatabaseFile(tmp_path / "b.db", KEY, "FULL")

    guard = GuardedFile(lambda: DatabaseFile(tmp_path / "a.db", KEY, "FULL"), mended)
    with pytest.raises(OSError, match="no room"):
        guard.renew()
    guard.read(lambda connection: connection.exec_driver_sql("SELECT 1"))
    assert guard.file.path == tmp_path / "b.db"
    assert len(tries) == 2
    guard.close()
