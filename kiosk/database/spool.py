"""spool.db: commands the company has not settled, their photos, and who this device is. Every commit is on the disk."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DatabaseError, DBAPIError

from kiosk.database import tables
from kiosk.database.errors import NotKept, WrongKey
from kiosk.database.file import DatabaseFile, error_name, is_foreign
from kiosk.database.rows import Command, State

HEAD = "0001"
"""The newest migration; at it, Alembic is not even imported."""
_ORDERED = (State.READY, State.SENDING, State.STUCK)
"""States in which a command holds up later ones of its aggregate."""
_FIELDS = tuple(column for column in tables.op.c if column.name != "seq")


class Spool:
    """Safe from any thread. Never dropped, never rebuilt."""

    def __init__(self, path: Path, key: bytes) -> None:
        """Open and migrate; WrongKey when the file is another key's, and then it is left as it is."""
        self._file = DatabaseFile(path, key, synchronous="FULL")
        try:
            self._migrate()
            self.recover()
        except DatabaseError as error:
            self.close()
            if is_foreign(error):
                raise WrongKey(f"{path.name}: ключ не подходит, или файл повреждён. Файл оставлен как есть.") from error
            raise

    def close(self) -> None:
        self._file.close()

    def put(self, command: Command, blobs: Sequence[tuple[str, bytes]]) -> bool:
        """Write a command with its photos (SHA-256, bytes), all or nothing; False when its id is already there.

        NotKept when the disk refuses.
        """
        values = {column.name: getattr(command, column.name) for column in _FIELDS}
        values |= {"made_at": command.made_at.isoformat(), "state": str(command.state)}
        try:
            with self._file.writing() as connection:
                return _insert(connection, values, blobs)
        except DBAPIError as error:
            raise NotKept(f"Диск не принял запись ({error_name(error)}).") from error

    def command(self, op_id: str) -> Command | None:
        with self._file.reading() as connection:
            row = connection.execute(select(*_FIELDS).where(tables.op.c.op_id == op_id)).mappings().one_or_none()
        return None if row is None else _command(row)

    def commands(self, account_id: str, *kinds: str) -> list[Command]:
        """An account's commands of these kinds in the order they were made."""
        op = tables.op.c
        return self._commands(op.account_id == account_id, op.kind.in_(kinds))

    def in_states(self, *states: State) -> list[Command]:
        return self._commands(tables.op.c.state.in_([str(state) for state in states]))

    def next_of_each_aggregate(self) -> list[Command]:
        """The oldest unfinished command of every aggregate; a stuck one holds its aggregate up."""
        op = tables.op.c
        unfinished = op.state.in_([str(state) for state in _ORDERED])
        oldest = select(func.min(op.seq)).where(unfinished).group_by(op.aggregate)
        return self._commands(op.seq.in_(oldest), op.state == str(State.READY))

    def change(self, op_id: str, **values: str | float | None) -> None:
        """Set columns of a command."""
        with self._file.writing() as connection:
            connection.execute(update(tables.op).where(tables.op.c.op_id == op_id).values(**values))

    def recover(self) -> None:
        """What was being sent when the machine stopped is sent again, with the same id."""
        sending = tables.op.c.state == str(State.SENDING)
        with self._file.writing() as connection:
            connection.execute(update(tables.op).where(sending).values(state=str(State.READY)))

    def hurry(self) -> None:
        """Let every waiting command be tried at once."""
        ready = tables.op.c.state == str(State.READY)
        with self._file.writing() as connection:
            connection.execute(update(tables.op).where(ready, tables.op.c.next_try_at > 0).values(next_try_at=0.0))

    def delete(self, op_ids: Iterable[str]) -> None:
        """Delete commands, and photos no command needs any more."""
        wanted = list(op_ids)
        if not wanted:
            return
        with self._file.writing() as connection:
            connection.execute(delete(tables.op).where(tables.op.c.op_id.in_(wanted)))
            needed = select(tables.op_blob.c.sha256)
            connection.execute(delete(tables.blob).where(tables.blob.c.sha256.not_in(needed)))

    def truncate_log(self) -> bool:
        """As DatabaseFile.truncate_log."""
        return self._file.truncate_log()

    def blobs(self, op_id: str) -> list[str]:
        """SHA-256 of a command's photos in their order."""
        op_blob = tables.op_blob.c
        query = select(op_blob.sha256).where(op_blob.op_id == op_id).order_by(op_blob.slot)
        with self._file.reading() as connection:
            return list(connection.execute(query).scalars())

    def blob(self, sha256: str) -> bytes | None:
        with self._file.reading() as connection:
            found = connection.execute(select(tables.blob.c.bytes).where(tables.blob.c.sha256 == sha256)).scalar()
        return None if found is None else bytes(found)

    def identity(self) -> dict[str, Any] | None:
        """The columns of the one row, or None before enrolment."""
        table = tables.identity.c
        query = select(table.device_id, table.building_id, table.server, table.private_key, table.authority)
        with self._file.reading() as connection:
            row = connection.execute(query).mappings().one_or_none()
        return None if row is None else dict(row)

    def save_identity(self, **columns: str | bytes) -> None:
        with self._file.writing() as connection:
            connection.execute(delete(tables.identity))
            connection.execute(insert(tables.identity).values(id=1, **columns))

    def _commands(self, *conditions: Any) -> list[Command]:
        with self._file.reading() as connection:
            rows = connection.execute(select(*_FIELDS).where(*conditions).order_by(tables.op.c.seq)).mappings().all()
        return [_command(row) for row in rows]

    def _migrate(self) -> None:
        if self._revision() != HEAD:
            from kiosk.database.migrations import upgrade

            with self._file.writing() as connection:
                upgrade(connection)

    def _revision(self) -> str | None:
        with self._file.reading() as connection:
            if not _has_table(connection, "alembic_version"):
                return None
            revision: str | None = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return revision


def _insert(connection: Connection, values: dict[str, Any], blobs: Sequence[tuple[str, bytes]]) -> bool:
    if not connection.execute(insert(tables.op).values(values).on_conflict_do_nothing()).rowcount:
        return False
    for slot, (sha256, content) in enumerate(blobs):
        photo = {"sha256": sha256, "bytes": content}
        connection.execute(insert(tables.blob).values(photo).on_conflict_do_nothing())
        connection.execute(insert(tables.op_blob).values(op_id=values["op_id"], slot=slot, sha256=sha256))
    return True


def _has_table(connection: Connection, name: str) -> bool:
    query = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?"
    return bool(connection.exec_driver_sql(query, (name,)).scalar_one())


def _command(row: RowMapping) -> Command:
    values: dict[str, Any] = dict(row)
    values |= {"made_at": datetime.fromisoformat(values["made_at"]), "state": State(values["state"])}
    return Command(**values)
