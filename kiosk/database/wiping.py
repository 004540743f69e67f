"""What is left of a spool that the company had wiped: a note in it, and nothing of any resident."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from kiosk.database import proof, tables
from kiosk.database.errors import OutOfService
from kiosk.database.rows import State

UNDELIVERED = tuple(str(state) for state in (State.READY, State.SENDING, State.STUCK))

Note = dict[str, Any]
"""The columns of the one row of `wiped`."""


def note(connection: Connection, at: datetime, phones: Sequence[str]) -> Note | None:
    """What is to be remembered of the device that is here; None where none is, or it was wiped before."""
    device = connection.execute(select(tables.identity.c.device_id)).scalar()
    if device is None:
        return None
    lost = connection.execute(select(func.count()).where(tables.op.c.state.in_(UNDELIVERED))).scalar_one()
    return {"at": at.isoformat(), "device_id": device, "lost": lost, "phones": " ".join(phones)}


def left(connection: Connection) -> Note | None:
    """The note as it stands."""
    row = connection.execute(select(tables.wiped)).mappings().one_or_none()
    return None if row is None else {name: row[name] for name in row if name != "id"}


def empty(connection: Connection, at: datetime, phones: Sequence[str]) -> None:
    """Forget every command, photo and the device itself, and note that."""
    noted = note(connection, at, phones)
    for table in (tables.op_blob, tables.op, tables.blob, tables.recovery):
        connection.execute(delete(table))
    if noted is not None:
        connection.execute(delete(tables.identity))
        write(connection, noted)


def write(connection: Connection, noted: Note) -> None:
    connection.execute(delete(tables.wiped))
    connection.execute(insert(tables.wiped).values(id=1, **noted))


def refuse(connection: Connection) -> None:
    """OutOfService where the note stands: what is written beside it would never be delivered."""
    if connection.execute(select(tables.wiped.c.id)).first() is not None:
        raise OutOfService("Компания стёрла данные этого киоска: он ничего больше не принимает.")


def remove(database: Path) -> None:
    """Delete the spool with all that lies beside it; nobody may have it open.

    The proof of its key goes first: after a power cut in between, nobody looks for what is gone.
    """
    proof.path_of(database).unlink(missing_ok=True)
    for path in sorted(database.parent.glob(f"{database.stem}.*"), reverse=True):
        path.unlink(missing_ok=True)
