"""spool.check, beside the spool: the file's salt and a proof of its key, so that damage is told from a wrong key."""

import hmac
import os
from collections.abc import Sequence
from pathlib import Path

from kiosk.database import pages, wal
from kiosk.database.errors import WrongKey
from kiosk.database.pages import PageLock

_PURPOSE = b"kiosk-zhitelya spool.check 1"


def path_of(database: Path) -> Path:
    return database.with_suffix(".check")


def keep(database: Path, key: bytes, salt: bytes) -> None:
    """Write it down, once, of a spool that opens."""
    wanted = salt + _proof(key, salt)
    path = path_of(database)
    if path.exists() and path.read_bytes() == wanted:
        return
    fresh = path.with_suffix(".check-new")
    with fresh.open("wb") as file:
        file.write(wanted)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def lock_of(database: Path, key: bytes, file: bytes, log: bytes) -> PageLock:
    """What opens the sound pages of a spool that does not open; WrongKey when nothing of it was written with this key.

    The salt is the file's, or the noted one where its own is damaged. One sound page proves the key; where none is
    left, the note does.
    """
    path = path_of(database)
    noted = path.read_bytes() if path.exists() else b""
    salts = [salt for salt in (file[: pages.SALT], noted[: pages.SALT]) if len(salt) == pages.SALT]
    locks = [PageLock(key, salt) for salt in salts]
    written = [*enumerate(pages.split(file), start=1)]
    written += [(frame.number, frame.page) for frame in wal.frames(log)]
    for lock in locks:
        if _opens_any(lock, written):
            return lock
    if locks and hmac.compare_digest(noted, salts[-1] + _proof(key, salts[-1])):
        return locks[-1]
    raise WrongKey(
        f"{database}: ключ не подходит к сохранённым операциям. Файл оставлен как есть: верните прежний ключ. "
        "Если прежнего ключа нет, переместите файлы spool.* из папки данных и подключите киоск заново."
    )


def _opens_any(lock: PageLock, written: Sequence[tuple[int, bytes]]) -> bool:
    return any(lock.fits(number, page) for number, page in written)


def _proof(key: bytes, salt: bytes) -> bytes:
    return hmac.digest(key, _PURPOSE + salt, "sha256")
