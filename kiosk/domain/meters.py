"""Individual meters and their last readings."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from kiosk.domain.errors import Refused

MAX_DIGITS, MAX_PLACES = 15, 7
"""Of a value, before and after the comma (ГИС ЖКХ)."""


class Resource(StrEnum):
    COLD_WATER = "cold_water"
    HOT_WATER = "hot_water"
    ELECTRICITY = "electricity"
    GAS = "gas"
    HEATING = "heating"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """`last_values` has one value a tariff, empty before the first reading; `unit` as printed («м³»)."""

    kind: ClassVar[str] = "meter"
    id: str
    resource: Resource
    serial: str
    place: str
    unit: str
    verified_until: date
    last_values: tuple[Decimal, ...] = ()
    last_read_on: date | None = None

    @property
    def order(self) -> str:
        return f"{self.resource} {self.serial}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a meter showed, once and for all: `values` has one a tariff, `taken_at` is when it was given."""

    kind: ClassVar[str] = "reading"
    id: str
    meter_id: str
    values: tuple[Decimal, ...]
    taken_at: datetime

    @property
    def order(self) -> str:
        return self.taken_at.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveReading:
    """The command that tells what a meter shows; the company derives the meter's values from all it was told."""

    kind: ClassVar[str] = "reading.give"
    meter_id: str
    values: tuple[Decimal, ...]


def check_values(meter: Meter, values: tuple[Decimal, ...]) -> None:
    """Refused unless there is one plain number a tariff, none less than before."""
    if len(values) != max(1, len(meter.last_values)):
        raise Refused("reading.tariffs", "Введите показания по всем тарифам.")
    for value in values:
        if not value.is_finite() or value < 0:
            raise Refused("reading.number", "Показание – это число не меньше нуля.")
        if value.adjusted() >= MAX_DIGITS or -int(value.as_tuple().exponent) > MAX_PLACES:
            sentence = "Не больше {digits} цифр до запятой и {places} после."
            raise Refused("reading.digits", sentence, {"digits": MAX_DIGITS, "places": MAX_PLACES})
    if any(value < last for value, last in zip(values, meter.last_values, strict=False)):
        raise Refused("reading.less", "Показание меньше предыдущего. Проверьте цифры на счётчике.")
