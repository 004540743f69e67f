"""Opening the spool: migrated, proven sound, and mended first where it is not."""

from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from kiosk.database import proof, repair, wiping
from kiosk.database.claim import Claim
from kiosk.database.errors import Damaged
from kiosk.database.file import DatabaseFile, error_name, is_foreign
from kiosk.database.guarded import GuardedFile

HEAD = "0001"
"""The newest migration; at it, Alembic is not even imported."""
SYNCHRONOUS = "FULL"


def spool(path: Path, key: bytes, claim: Claim, is_alone: bool) -> GuardedFile:
    """Open it; WrongKey, and nothing touched, when it was written with another key.

    `is_alone`: nobody else has it open now. Damage found later is mended then.
    """

    def mended() -> DatabaseFile:
        with claim.required():
            repair.mend(path, key)
            return _sound(path, key)

    def opened() -> DatabaseFile:
        if is_alone:
            repair.finish(path)
            if repair.is_needed(path):
                repair.mend(path, key)
        try:
            return _sound(path, key)
        except Damaged:
            if not is_alone:
                raise
            repair.mend(path, key)
            return _sound(path, key)

    return GuardedFile(opened, mended)


def wiped(path: Path, key: bytes, claim: Claim, note: wiping.Note) -> DatabaseFile:
    """A new spool in the place of one that the company had wiped, with nothing in it but the note.

    DBAPIError, and no spool at all, when the disk takes not even that.
    """
    with claim.required():
        wiping.remove(path)
        file = _sound(path, key)
    with file.writing() as connection:
        wiping.write(connection, note)
    return file


def _sound(path: Path, key: bytes) -> DatabaseFile:
    """Damaged when it is not, or the key is another's."""
    file = DatabaseFile(path, key, SYNCHRONOUS)
    try:
        if not file.is_sound():
            raise Damaged("the check failed")
        _migrate(file)
        file.truncate_log()
        proof.keep(path, key, file.salt())
    except DatabaseError as error:
        file.close()
        if is_foreign(error):
            raise Damaged(error_name(error)) from error
        raise
    except BaseException:
        file.close()
        raise
    return file


def _migrate(file: DatabaseFile) -> None:
    with file.reading() as connection:
        revision = _revision(connection)
    if revision != HEAD:
        from kiosk.database.migrations import upgrade

        with file.migrating() as connection:
            upgrade(connection)


def _revision(connection: Connection) -> str | None:
    query = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'"
    if not connection.exec_driver_sql(query).scalar_one():
        return None
    revision: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return revision
