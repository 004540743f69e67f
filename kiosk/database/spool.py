"""spool.db: commands the company has not settled, their photos, and who this device is. Every commit is on the disk."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Executable, RowMapping, Select, delete, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError
from sqlcipher3.dbapi2 import Error as DriverError  # type: ignore[import-untyped]  # has no stubs

from kiosk.database import damaged, opening, queue, tables, wiping
from kiosk.database.claim import Claim
from kiosk.database.errors import NotKept, StoreError
from kiosk.database.file import DatabaseFile, error_name
from kiosk.database.queue import Queue
from kiosk.database.rows import Command, Recovered, State, Wiped

_log = logging.getLogger(__name__)
_FIELDS = tuple(column for column in tables.op.c if column.name != "seq")


class Spool:
    """Safe from any thread. Never dropped: damaged, it is set aside, and a new one takes over what can be read."""

    def __init__(self, path: Path, key: bytes, claim: Claim, is_alone: bool) -> None:
        """Open, mend and migrate; WrongKey when the file is another key's, and then it is left as it is."""
        self._path, self._key, self._claim = path, key, claim
        self._guard = opening.spool(path, key, claim, is_alone)
        try:
            self.recover()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._guard.close()

    def put(self, command: Command, blobs: Sequence[tuple[str, bytes]]) -> bool:
        """Write a command with its photos (SHA-256, bytes), all or nothing; False when its id is already there.

        NotKept when the disk refuses, OutOfService on a kiosk that was wiped.
        """
        values = {column.name: getattr(command, column.name) for column in _FIELDS}
        values |= {"made_at": command.made_at.isoformat(), "state": str(command.state)}
        try:
            return self._guard.write(lambda connection: _insert(connection, values, blobs))
        except DBAPIError as error:
            raise NotKept(f"Диск не принял запись ({error_name(error)}).") from error
        except NotKept:
            raise
        except (StoreError, OSError) as error:
            raise NotKept(f"Хранилище повреждено и не чинится ({type(error).__name__}).") from error

    def command(self, op_id: str) -> Command | None:
        query = select(*_FIELDS).where(tables.op.c.op_id == op_id)
        row = self._guard.read(lambda connection: connection.execute(query).mappings().one_or_none())
        return None if row is None else _command(row)

    def commands(self, account_id: str, *kinds: str) -> list[Command]:
        """An account's commands of these kinds in the order they were made, on the device that this is now."""
        op = tables.op.c
        return self._commands(op.account_id == account_id, op.kind.in_(kinds), queue.is_ours())

    def in_states(self, *states: State, ours: bool = False) -> list[Command]:
        """`ours`: only of the device that this is now."""
        conditions = [queue.is_ours()] if ours else []
        return self._commands(tables.op.c.state.in_([str(state) for state in states]), *conditions)

    def next_of_each_aggregate(self, waiting: Sequence[str]) -> list[Command]:
        """Commands with none before them of their aggregate; those of the kinds `waiting` wait for stuck ones too.

        What an earlier device left holds up nothing, and is held up by nothing.
        """
        return self._commands(tables.op.c.state == str(State.READY), ~queue.is_held_up(waiting))

    def change(self, op_id: str, **values: str | float | None) -> None:
        """Set columns of a command."""
        self._write(update(tables.op).where(tables.op.c.op_id == op_id).values(**values))

    def replace(self, op_id: str, kinds: Sequence[str], ended: str, **values: str | float | None) -> None:
        """The same; and if it is of these `kinds`, the stuck ones before it about the same thing are given up.

        `ended` is their answer.
        """

        def work(connection: Connection) -> None:
            connection.execute(update(tables.op).where(tables.op.c.op_id == op_id).values(**values))
            queue.give_up(connection, queue.is_replaced_by(op_id, kinds), ended)

        self._guard.write(work)

    def recover(self) -> None:
        """What was being sent when the machine stopped is sent again, with the same id."""
        sending = tables.op.c.state == str(State.SENDING)
        self._write(update(tables.op).where(sending).values(state=str(State.READY)))

    def hurry(self) -> None:
        """Let every waiting command be tried at once."""
        ready = tables.op.c.state == str(State.READY)
        self._write(update(tables.op).where(ready, tables.op.c.next_try_at > 0).values(next_try_at=0.0))

    def delete(self, op_ids: Iterable[str]) -> None:
        """Delete commands, and photos no command needs any more."""
        wanted = list(op_ids)
        if wanted:
            self._guard.write(lambda connection: _delete(connection, wanted))

    def truncate_log(self) -> bool:
        """As DatabaseFile.truncate_log."""
        return self._guard.truncate_log()

    def blobs(self, op_id: str) -> list[str]:
        """SHA-256 of a command's photos in their order."""
        op_blob = tables.op_blob.c
        query = select(op_blob.sha256).where(op_blob.op_id == op_id).order_by(op_blob.slot)
        return self._guard.read(lambda connection: list(connection.execute(query).scalars()))

    def blob(self, sha256: str) -> bytes | None:
        query = select(tables.blob.c.bytes).where(tables.blob.c.sha256 == sha256)
        found = self._guard.read(lambda connection: connection.execute(query).scalar())
        return None if found is None else bytes(found)

    def identity(self) -> dict[str, Any] | None:
        """The columns of the one row, or None before enrolment."""
        return self._one(select(*(column for column in tables.identity.c if column.name != "id")))

    def save_identity(self, **columns: str | bytes) -> None:
        new = insert(tables.identity).values(id=1, **columns)
        self._write(delete(tables.identity), delete(tables.wiped), new)

    def queue(self) -> Queue:
        """What waits, counted."""
        return self._guard.read(queue.read)

    def wipe(self, at: datetime, phones: Sequence[str]) -> None:
        """Forget every command, photo and the device itself, and note that in the same transaction.

        Where the disk takes no transaction the files are removed, and noted is what it takes then.
        """
        try:
            self._guard.write(lambda connection: wiping.empty(connection, at, phones))
            self._guard.truncate_log()
        except (DBAPIError, OSError) as error:
            if error_name(error).startswith("SQLITE_BUSY"):
                raise
            _log.error("the spool cannot forget and is removed: %s", error_name(error))
            self._remove(at, phones)

    def _remove(self, at: datetime, phones: Sequence[str]) -> None:
        note = self._note(at, phones)
        try:
            self._guard.replace(lambda: opening.wiped(self._path, self._key, self._claim, note))
        except (DBAPIError, DriverError) as error:
            _log.error("no note of the wiping could be left: %s", error_name(error))

    def _note(self, at: datetime, phones: Sequence[str]) -> wiping.Note:
        """What to remember, though the file may not even be readable."""
        blank: wiping.Note = {"at": at.isoformat(), "device_id": "", "lost": 0, "phones": " ".join(phones)}
        try:
            return self._guard.read(lambda file: wiping.note(file, at, phones) or wiping.left(file)) or blank
        except (DBAPIError, OSError) as error:
            _log.error("what is wiped cannot be counted: %s", error_name(error))
            return blank

    @property
    def wiped(self) -> Wiped | None:
        """That the company had this kiosk wiped; None once it is enrolled anew."""
        row = self._one(select(*(column for column in tables.wiped.c if column.name != "id")))
        if row is None:
            return None
        return Wiped(**(row | {"at": datetime.fromisoformat(row["at"]), "phones": tuple(row["phones"].split())}))

    @property
    def recovered(self) -> Recovered | None:
        """What became of a damaged spool, until the operator has seen it."""
        return self._guard.read(damaged.report)

    def tidy(self, now: datetime) -> None:
        """Delete what was kept long enough: a damaged file, and what was given up and nobody came to see.

        `now` is the company's time.
        """
        if self.recovered is not None or self.queue().given_up:
            self._guard.write(lambda connection: _tidy(connection, self._path.parent, now))
            self._guard.truncate_log()

    @property
    def _file(self) -> DatabaseFile:
        return self._guard.file

    def _one(self, query: Select[Any]) -> dict[str, Any] | None:
        row = self._guard.read(lambda connection: connection.execute(query).mappings().one_or_none())
        return None if row is None else dict(row)

    def _write(self, *statements: Executable) -> None:
        def work(connection: Connection) -> None:
            for statement in statements:
                connection.execute(statement)

        self._guard.write(work)

    def _commands(self, *conditions: Any) -> list[Command]:
        query = select(*_FIELDS).where(*conditions).order_by(tables.op.c.seq)
        rows = self._guard.read(lambda connection: connection.execute(query).mappings().all())
        return [_command(row) for row in rows]


def _insert(connection: Connection, values: dict[str, Any], blobs: Sequence[tuple[str, bytes]]) -> bool:
    wiping.refuse(connection)
    if not connection.execute(insert(tables.op).values(values).on_conflict_do_nothing()).rowcount:
        return False
    for slot, (sha256, content) in enumerate(blobs):
        photo = {"sha256": sha256, "bytes": content}
        connection.execute(insert(tables.blob).values(photo).on_conflict_do_nothing())
        connection.execute(insert(tables.op_blob).values(op_id=values["op_id"], slot=slot, sha256=sha256))
    return True


def _delete(connection: Connection, op_ids: Sequence[str]) -> None:
    connection.execute(delete(tables.op).where(tables.op.c.op_id.in_(op_ids)))
    queue.drop_photos(connection)


def _tidy(connection: Connection, directory: Path, now: datetime) -> None:
    damaged.tidy(connection, directory, now)
    queue.tidy(connection, now)


def _command(row: RowMapping) -> Command:
    values: dict[str, Any] = dict(row)
    values |= {"made_at": datetime.fromisoformat(values["made_at"]), "state": State(values["state"])}
    return Command(**values)
