"""The spool looked at by another program than the kiosk, while the kiosk runs or not: nothing is migrated or mended."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.exc import DatabaseError

from kiosk.database import damaged, queue, tables
from kiosk.database.claim import Claim
from kiosk.database.errors import StoreError, WrongKey
from kiosk.database.file import DatabaseFile, is_foreign
from kiosk.database.queue import Queue, Stuck
from kiosk.database.rows import Recovered, Wiped


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """`running`: another program has the store open, the kiosk most likely. `device` has no key in it.

    `damaged`: names of the files that were set aside and are still there.
    """

    running: bool
    device: dict[str, str] | None
    queue: Queue
    wiped: Wiped | None
    recovered: Recovered | None
    damaged: tuple[str, ...] = ()


def look(directory: Path, key: bytes) -> Seen:
    """What the spool, which must be there, holds, counted. StoreError with the installer's sentence."""
    with _opened(directory, key) as (file, is_alone), file.reading() as connection:
        device = _one(connection, tables.identity)
        wiped = _one(connection, tables.wiped)
        return Seen(
            running=not is_alone,
            device=None if device is None else {name: str(device[name]) for name in _PUBLIC},
            queue=queue.read(connection),
            wiped=None if wiped is None else Wiped(**(_dated(wiped) | {"phones": tuple(wiped["phones"].split())})),
            recovered=damaged.report(connection),
            damaged=tuple(path.name for path in damaged.files(directory)),
        )


def release(directory: Path, key: bytes) -> int:
    """Let every stuck operation be sent again, at the kiosk's next round; how many. StoreError as `look`."""
    with _opened(directory, key) as (file, _), file.writing() as connection:
        return queue.release(connection)


def stuck(directory: Path, key: bytes) -> tuple[Stuck, ...]:
    """What is stuck, oldest first. StoreError as `look`."""
    with _opened(directory, key) as (file, _), file.reading() as connection:
        return queue.stuck(connection)


def give_up(directory: Path, key: bytes, op_id: str, answer: str | None) -> bool:
    """End a stuck operation with this answer to its resident, or, without one, delete it; False if it is not stuck.

    StoreError as `look`.
    """
    with _opened(directory, key) as (file, _), file.writing() as connection:
        if answer is None:
            return queue.forget(connection, op_id)
        return bool(queue.give_up(connection, queue.is_one(op_id), answer))


def note(directory: Path, key: bytes) -> None:
    """The operator knows what became of a damaged spool, and needs its file no more. StoreError as `look`."""
    with _opened(directory, key) as (file, _), file.writing() as connection:
        damaged.noted(connection, directory)


_PUBLIC = ("device_id", "building_id", "server", "authority")


@contextmanager
def _opened(directory: Path, key: bytes) -> Iterator[tuple[DatabaseFile, bool]]:
    """The file, and whether nobody else has it open; it is not replaced meanwhile."""
    with closing(Claim(directory)) as claim, claim.alone() as is_alone, _file(directory, key) as file:
        yield file, is_alone


@contextmanager
def _file(directory: Path, key: bytes) -> Iterator[DatabaseFile]:
    file = DatabaseFile(directory / "spool.db", key, "FULL")
    try:
        yield file
    except DatabaseError as error:
        if is_foreign(error):
            raise WrongKey(
                "spool.db: ключ не подходит, или файл повреждён. Запустите киоск: он починит файл."
            ) from error
        raise StoreError("spool.db: файл от другой версии киоска. Запустите киоск: он обновит файл.") from error
    finally:
        file.close()


def _one(connection: Connection, table: Table) -> dict[str, Any] | None:
    row = connection.execute(select(table)).mappings().one_or_none()
    return None if row is None else {name: row[name] for name in row if name != "id"}


def _dated(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"at": datetime.fromisoformat(row["at"])}
