"""Readings at the company: each is an event that stays; a meter's present values are derived from all of them."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from kiosk.domain.commands import Taken
from kiosk.domain.errors import Refused
from kiosk.domain.meters import GiveReading, Meter, Reading, check_among, check_numbers
from sync.server import asked, facts
from sync.server.records import ReadingRow

_ORDER = (ReadingRow.taken_at, ReadingRow.received_at, ReadingRow.id)
"""By when they were taken; of two taken at one moment, by when they arrived."""


def give(wish: asked.Asked[GiveReading]) -> Taken:
    """Take a reading; Refused when it is no reading of this meter or contradicts another."""
    db, command = wish.db, wish.command
    meter = facts.read(db, wish.scope, Meter, command.meter_id)
    if meter is None:
        raise Refused("reading.meter", "Такого прибора учёта у этого лицевого счёта нет.")
    values = tuple(Decimal(f"{value:f}") for value in command.values)
    check_numbers(values, tariffs=max(1, len(meter.last_values)))
    check_among(values, wish.made_at, _neighbours(db, wish.account_id, meter.id, wish.made_at))
    reading = Reading(id=wish.op_id, meter_id=meter.id, values=values, taken_at=wish.made_at)
    record(db, wish.account_id, reading, wish.now, wish.phone)
    facts.publish(db, wish.scope, reading, wish.now, wish.op_id)
    newest = latest(db, wish.account_id, meter.id)
    read_on = newest.taken_at.astimezone(wish.building().zone).date()
    present = replace(meter, last_values=newest.values, last_read_on=read_on)
    if present != meter:
        facts.publish(db, wish.scope, present, wish.now, wish.op_id)
    return Taken(at=wish.now)


def record(db: Session, account_id: str, reading: Reading, now: datetime, phone: str | None = None) -> None:
    """Note a reading, with who gave it where a resident did."""
    db.add(
        ReadingRow(
            id=reading.id,
            meter_id=reading.meter_id,
            account_id=account_id,
            phone=phone,
            figures=[f"{value:f}" for value in reading.values],
            taken_at=reading.taken_at,
            received_at=now,
        )
    )
    db.flush()


def latest(db: Session, account_id: str, meter_id: str) -> Reading:
    """The reading whose values are the meter's present ones."""
    newest = _of(account_id, meter_id).order_by(*(column.desc() for column in _ORDER)).limit(1)
    return _reading(db.scalars(newest).one())


def _neighbours(db: Session, account_id: str, meter_id: str, taken_at: datetime) -> tuple[Reading, ...]:
    """The reading before a moment and the one after it, where there are such."""
    rows = _of(account_id, meter_id)
    before = rows.where(ReadingRow.taken_at <= taken_at).order_by(*(column.desc() for column in _ORDER))
    after = rows.where(ReadingRow.taken_at > taken_at).order_by(*_ORDER)
    found = (db.scalar(before.limit(1)), db.scalar(after.limit(1)))
    return tuple(_reading(row) for row in found if row is not None)


def _of(account_id: str, meter_id: str) -> Select[ReadingRow]:
    return select(ReadingRow).where(ReadingRow.account_id == account_id, ReadingRow.meter_id == meter_id)


def _reading(row: ReadingRow) -> Reading:
    values = tuple(Decimal(figure) for figure in row.figures)
    return Reading(id=row.id, meter_id=row.meter_id, values=values, taken_at=row.taken_at)
