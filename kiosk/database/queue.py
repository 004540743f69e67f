"""What waits in the spool, counted: for the operator, who must know that something is stuck and may not know whose."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from kiosk.database import tables
from kiosk.database.rows import State

_WAITING = (str(State.READY), str(State.SENDING))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """An operation that the company answered as nobody expected; `trouble` is a status and a code."""

    kind: str
    made_at: datetime
    trouble: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """`waiting` for the company's answer, the oldest since `oldest_at`; `stuck` wait for the operator."""

    waiting: int
    oldest_at: datetime | None
    stuck: tuple[Stuck, ...]


def read(connection: Connection) -> Queue:
    op = tables.op.c
    waiting, oldest = connection.execute(select(func.count(), func.min(op.made_at)).where(op.state.in_(_WAITING))).one()
    stuck = select(op.kind, op.made_at, op.trouble).where(op.state == str(State.STUCK)).order_by(op.seq)
    return Queue(
        waiting=waiting,
        oldest_at=None if oldest is None else datetime.fromisoformat(oldest),
        stuck=tuple(
            Stuck(kind=row.kind, made_at=datetime.fromisoformat(row.made_at), trouble=row.trouble)
            for row in connection.execute(stuck)
        ),
    )


def release(connection: Connection) -> int:
    """Let what is stuck be sent again; how many that was."""
    again = {"state": str(State.READY), "next_try_at": 0.0, "attempts": 0}
    return connection.execute(update(tables.op).where(tables.op.c.state == str(State.STUCK)).values(again)).rowcount
