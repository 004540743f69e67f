"""What waits in the spool, counted: for the operator, who must know that something is stuck and may not know whose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, FromClause, and_, delete, exists, func, or_, select, update

from kiosk.database import tables
from kiosk.database.rows import State

UNSEEN = 90 * 86_400.0
"""Seconds that what was given up waits for its resident, as long as the company keeps what it refused."""
_WAITING = (str(State.READY), str(State.SENDING))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stuck:
    """An operation that the company answered as nobody expected; `trouble` is a status and a code."""

    op_id: str
    kind: str
    made_at: datetime
    trouble: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """`waiting` for the company's answer, the oldest since `oldest_at`; `stuck` wait for the operator.

    `given_up` are those that were stuck, and that their residents have not seen yet to be undelivered.
    """

    waiting: int
    oldest_at: datetime | None
    stuck: tuple[Stuck, ...]
    given_up: int = 0


def read(connection: Connection) -> Queue:
    op = tables.op.c
    waiting, oldest = connection.execute(select(func.count(), func.min(op.made_at)).where(op.state.in_(_WAITING))).one()
    given_up = select(func.count()).where(op.state == str(State.GIVEN_UP))
    return Queue(
        waiting=waiting,
        oldest_at=None if oldest is None else datetime.fromisoformat(oldest),
        stuck=stuck(connection),
        given_up=connection.execute(given_up).scalar_one(),
    )


def stuck(connection: Connection) -> tuple[Stuck, ...]:
    """Oldest first."""
    op = tables.op.c
    query = select(op.op_id, op.kind, op.made_at, op.trouble).where(op.state == str(State.STUCK)).order_by(op.seq)
    rows = connection.execute(query).mappings()
    return tuple(Stuck(**(dict(row) | {"made_at": datetime.fromisoformat(row["made_at"])})) for row in rows)


def release(connection: Connection) -> int:
    """Let what is stuck be sent again; how many that was."""
    again = {"state": str(State.READY), "next_try_at": 0.0, "attempts": 0}
    return connection.execute(update(tables.op).where(tables.op.c.state == str(State.STUCK)).values(again)).rowcount


def give_up(connection: Connection, which: ColumnElement[bool], answer: str) -> int:
    """End what is stuck of these; `answer` is the refusal that its resident reads. How many that was."""
    ended = {"state": str(State.GIVEN_UP), "answer": answer, "next_try_at": 0.0}
    is_stuck = tables.op.c.state == str(State.STUCK)
    return connection.execute(update(tables.op).where(is_stuck, which).values(ended)).rowcount


def forget(connection: Connection, op_id: str) -> bool:
    """Delete a stuck one that nobody misses; whether it was there."""
    is_stuck = tables.op.c.state == str(State.STUCK)
    is_gone = bool(connection.execute(delete(tables.op).where(is_stuck, is_one(op_id))).rowcount)
    drop_photos(connection)
    return is_gone


def tidy(connection: Connection, now: datetime) -> None:
    """Delete what was given up and not seen within its life, counted from the first time that this is asked.

    `now` is the company's time: the machine's own may have been wrong when it was given up.
    """
    op = tables.op.c
    given_up, since = op.state == str(State.GIVEN_UP), now.timestamp()
    connection.execute(delete(tables.op).where(given_up, op.next_try_at > 0, op.next_try_at < since - UNSEEN))
    connection.execute(update(tables.op).where(given_up, op.next_try_at == 0).values(next_try_at=since))
    drop_photos(connection)


def drop_photos(connection: Connection) -> None:
    """Delete those that no operation needs any more."""
    needed = select(tables.op_blob.c.sha256)
    connection.execute(delete(tables.blob).where(tables.blob.c.sha256.not_in(needed)))


def is_one(op_id: str) -> ColumnElement[bool]:
    """It is this operation."""
    return tables.op.c.op_id == op_id


def is_ours() -> ColumnElement[bool]:
    """The device that this is now made it."""
    return tables.op.c.device_id == select(tables.identity.c.device_id).scalar_subquery()


def is_held_up(waiting: Sequence[str]) -> ColumnElement[bool]:
    """One of the same device stands before it: on its way, or stuck, if it is of the kinds that wait for such."""
    later, before = tables.op.c, tables.op.alias("before")
    is_under_way = before.c.state.in_(_WAITING)
    stops = and_(before.c.state == str(State.STUCK), later.kind.in_(waiting))
    return exists().where(_same_thing(before), before.c.seq < later.seq, is_ours(), or_(is_under_way, stops))


def is_replaced_by(op_id: str, kinds: Sequence[str]) -> ColumnElement[bool]:
    """It is about the same as this later operation of its resident, which is of one of these kinds."""
    later = tables.op.alias("later")
    is_it = and_(later.c.op_id == op_id, later.c.kind.in_(kinds), later.c.resident == tables.op.c.resident)
    return exists().where(is_it, _same_thing(later), tables.op.c.seq < later.c.seq)


def _same_thing(other: FromClause) -> ColumnElement[bool]:
    """Of one device, about one thing."""
    return and_(other.c.aggregate == tables.op.c.aggregate, other.c.device_id == tables.op.c.device_id)
