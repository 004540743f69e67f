"""The account's meters: what the company knows, with the readings it has not heard yet laid over it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import TYPE_CHECKING

from kiosk import cached, delivery, outbox, refusals
from kiosk.delivery import Delivery
from kiosk.domain.errors import Refused
from kiosk.domain.meters import GiveReading, Meter, Reading, check_values
from kiosk.notices import zone
from kiosk.refusals import Refusal

if TYPE_CHECKING:
    from kiosk.database import Store
    from kiosk.session import Session

MOST = 1000
"""Readings that are read at once: of ten meters, eight years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedMeter:
    """A meter with its last values as they will be; `delivery` is of readings on their way, `refusal` if REFUSED."""

    meter: Meter
    delivery: Delivery = Delivery.COMPANY
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedReading:
    """What a meter showed; the company may not have heard it yet."""

    reading: Reading
    delivery: Delivery = Delivery.COMPANY


def listed(
    store: Store, account_id: str, session: Session, limit: int = cached.PAGE, offset: int = 0
) -> tuple[ListedMeter, ...]:
    """By resource and serial number. `session` as in `refusals`."""
    waiting, refused = _waiting(store, account_id), refusals.listed(store, account_id, session)
    meters = cached.listed(store, Meter, cached.account_scope(account_id), limit, offset)
    at = zone(store)
    return tuple(_over(meter, waiting, refused, at) for meter in meters)


def find(store: Store, account_id: str, meter_id: str, session: Session) -> ListedMeter | None:
    """One by the company's id."""
    waiting, refused = _waiting(store, account_id), refusals.listed(store, account_id, session)
    meter = cached.found(store, Meter, cached.account_scope(account_id), meter_id)
    return None if meter is None else _over(meter, waiting, refused, zone(store))


def readings(store: Store, account_id: str, meter_id: str) -> tuple[ListedReading, ...]:
    """A meter's readings, last taken first."""
    waiting = [command for command in _waiting(store, account_id) if _is_of(command, meter_id)]
    heard = cached.listed(store, Reading, cached.account_scope(account_id), limit=MOST)
    known = {reading.id: ListedReading(reading=reading) for reading in heard if reading.meter_id == meter_id}
    fresh = {each.op_id: ListedReading(reading=_reading(each), delivery=delivery.of(each.state)) for each in waiting}
    return tuple(sorted((fresh | known).values(), key=lambda entry: entry.reading.taken_at, reverse=True))


def give(
    store: Store, session: Session, meter_id: str, values: tuple[Decimal, ...], *, op_id: str, now: datetime
) -> ListedMeter:
    """Write a reading to the outbox and return the meter as it is shown then; with the same `op_id` once.

    `now` is aware. Refused when it cannot be what the meter shows, or the disk refuses; SessionClosed after leaving.
    """
    account_id = outbox.chosen_account(session)
    meter = find(store, account_id, meter_id, session)
    if meter is None:
        raise Refused("reading.meter", "Такого прибора учёта у этого лицевого счёта нет.")
    if store.spool.command(op_id) is None:
        check_values(meter.meter, values)
    outbox.put(store, session, GiveReading(meter_id=meter_id, values=values), op_id=op_id, now=now)
    return find(store, account_id, meter_id, session) or meter


def read_as(meter: Meter, readings: Iterable[Reading], at: tzinfo) -> Meter:
    """The meter after these readings, oldest first; `at` is the building's zone."""
    for reading in readings:
        taken_on = reading.taken_at.astimezone(at).date()
        if meter.last_read_on is None or taken_on >= meter.last_read_on:
            meter = replace(meter, last_values=reading.values, last_read_on=taken_on)
    return meter


def _waiting(store: Store, account_id: str) -> list[outbox.Command]:
    """Readings the company has not refused, and has not shown back."""
    return [each for each in outbox.unsettled(store, account_id, GiveReading.kind) if outbox.refusal(each) is None]


def _over(meter: Meter, waiting: Sequence[outbox.Command], refused: Iterable[Refusal], at: tzinfo) -> ListedMeter:
    ours = [command for command in waiting if _is_of(command, meter.id)]
    shown = read_as(meter, map(_reading, ours), at)
    refusal = next((each for each in refused if each.concerns == f"{Meter.kind}:{meter.id}"), None)
    if ours or refusal is None:
        return ListedMeter(meter=shown, delivery=delivery.gravest(ours))
    return ListedMeter(meter=shown, delivery=Delivery.REFUSED, refusal=refusal)


def _is_of(command: outbox.Command, meter_id: str) -> bool:
    return command.aggregate == f"{Meter.kind}:{meter_id}"


def _reading(command: outbox.Command) -> Reading:
    given = outbox.payload(command, GiveReading)
    return Reading(id=command.op_id, meter_id=given.meter_id, values=given.values, taken_at=command.made_at)
