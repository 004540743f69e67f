"""Readings at the company: each is an event that stays; a meter's present values are derived from all of them."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from kiosk.domain.commands import Taken
from kiosk.domain.errors import Refused
from kiosk.domain.meters import GiveReading, Meter, Reading, check_among, check_numbers
from sync.server import asked, facts
from sync.server.records import ReadingRow


def give(wish: asked.Asked[GiveReading]) -> Taken:
    """Take a reading; Refused when it is no reading of this meter or contradicts another."""
    db, command = wish.db, wish.command
    meter = facts.read(db, wish.scope, Meter, command.meter_id)
    if meter is None:
        raise Refused("reading.meter", "Такого прибора учёта у этого лицевого счёта нет.")
    values = tuple(Decimal(f"{value:f}") for value in command.values)
    check_numbers(values, tariffs=max(1, len(meter.last_values)))
    check_among(values, wish.made_at, given(db, wish.account_id, meter.id))
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


def given(db: Session, account_id: str, meter_id: str) -> tuple[Reading, ...]:
    """Every reading of a meter, by when it was taken; of two taken at one moment, by when they arrived."""
    rows = select(ReadingRow).where(ReadingRow.account_id == account_id, ReadingRow.meter_id == meter_id)
    ordered = rows.order_by(ReadingRow.taken_at, ReadingRow.received_at, ReadingRow.id)
    return tuple(_reading(row) for row in db.scalars(ordered))


def latest(db: Session, account_id: str, meter_id: str) -> Reading:
    """The reading whose values are the meter's present ones; LookupError when none was ever given."""
    readings = given(db, account_id, meter_id)
    if not readings:
        raise LookupError("a meter without readings")
    return readings[-1]


def _reading(row: ReadingRow) -> Reading:
    values = tuple(Decimal(figure) for figure in row.figures)
    return Reading(id=row.id, meter_id=row.meter_id, values=values, taken_at=row.taken_at)
