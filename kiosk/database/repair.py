"""A damaged spool is set aside under a name with the time, and what can be read of it goes into a new one.

Each step may be the last before a power cut: the new file is whole before the old one is renamed, and `finish` does
at the next opening what was left to do.
"""

import logging
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from kiosk.database import proof, tables, wal
from kiosk.database.file import DatabaseFile
from kiosk.database.salvage import Salvage, salvage

_log = logging.getLogger(__name__)
_PART, _NEW, _ASIDE, _LOG = "recovering", "recovered", "damaged", "-wal"


def is_needed(database: Path) -> bool:
    """Whether the files, which nobody may have open, show a damage that SQLite would pass over in silence.

    A spool that is gone or empty though there was one, and a log that it would read only in part.
    """
    if not _size(database):
        return proof.path_of(database).exists() and not _size(_beside(database, _LOG))
    return wal.is_damaged(_content(_beside(database, _LOG)))


def mend(database: Path, key: bytes) -> None:
    """Put a new spool with all that is readable in the damaged one's place; nobody may have it open.

    WrongKey, and nothing done, when the key is not the file's. Errors of a disk that is full leave all as it was.
    """
    file, log = _content(database), _content(_beside(database, _LOG))
    found = salvage(proof.lock_of(database, key, file, log), file, log)
    at = datetime.now(UTC)
    fresh = _named(database, _NEW, f"{at:%Y%m%dT%H%M%S%f}")
    _write(_named(database, _PART, "new"), key, found, at, _aside(database, fresh).name if database.exists() else "")
    _named(database, _PART, "new").rename(fresh)
    _log.error(
        "the spool was damaged and is set aside: operations kept %d, incomplete %d, rows lost %d, pages lost %d",
        len(found.ops),
        found.incomplete,
        found.rows_lost,
        found.pages_lost,
    )
    _set_aside(database, fresh)


def finish(database: Path) -> None:
    """Do the rest of what a power cut interrupted; nobody may have the files open.

    While the damaged file still has its name, nothing was done that counts, and it will be mended anew.
    """
    waiting = sorted(_all_named(database, _NEW))
    if waiting and not database.exists():
        _set_aside(database, waiting.pop())
    for left in (*waiting, *_all_named(database, _PART)):
        _drop(left)


def _write(fresh: Path, key: bytes, found: Salvage, at: datetime, aside: str) -> None:
    """The new spool, whole and in one file, or an error and no file of use."""
    from kiosk.database.migrations import upgrade

    _drop(fresh)
    file = DatabaseFile(fresh, key, synchronous="FULL")
    try:
        with file.writing() as connection:
            upgrade(connection)
            for table, rows in (
                (tables.op, found.ops),
                (tables.blob, found.blobs),
                (tables.op_blob, found.op_blobs),
                (tables.identity, [found.identity] if found.identity else ()),
                (tables.recovery, [_report(found, at, aside)]),
            ):
                if rows:
                    connection.execute(insert(table), list(rows))
        file.truncate_log()
    finally:
        file.close()


def _report(found: Salvage, at: datetime, aside: str) -> dict[str, object]:
    return {
        "id": 1,
        "at": at.isoformat(),
        "set_aside": aside,
        "operations": len(found.ops),
        "incomplete": found.incomplete,
        "rows_lost": found.rows_lost,
        "pages_lost": found.pages_lost,
        "has_identity": found.identity is not None,
    }


def _set_aside(database: Path, fresh: Path) -> None:
    """The database goes first: without it, its log beside a new one would be taken for that one's."""
    aside = _aside(database, fresh)
    for suffix in ("", _LOG):
        if _beside(database, suffix).exists():
            _beside(database, suffix).rename(_beside(aside, suffix))
    _beside(database, "-shm").unlink(missing_ok=True)
    _settle(database.parent)
    fresh.rename(database)
    _settle(database.parent)


def _aside(database: Path, fresh: Path) -> Path:
    return database.with_name(fresh.name.replace(f".{_NEW}-", f".{_ASIDE}-"))


def _named(database: Path, what: str, stamp: str) -> Path:
    return database.with_name(f"{database.stem}.{what}-{stamp}{database.suffix}")


def _all_named(database: Path, what: str) -> Iterator[Path]:
    return database.parent.glob(f"{database.stem}.{what}-*{database.suffix}")


def _drop(left: Path) -> None:
    for suffix in ("", _LOG, "-shm"):
        _beside(left, suffix).unlink(missing_ok=True)


def _beside(database: Path, suffix: str) -> Path:
    return database.with_name(database.name + suffix)


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.exists() else b""


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _settle(directory: Path) -> None:
    """Make renames last; systems that cannot open a folder order them by themselves."""
    if os.name == "posix":
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
