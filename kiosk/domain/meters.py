"""Individual meters, what they showed and when, and the rules of a new reading."""

from collections.abc import Iterable
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

    @property
    def word(self) -> str:
        """«Холодная вода»."""
        return _WORDS[self]


_WORDS = {
    Resource.COLD_WATER: "Холодная вода",
    Resource.HOT_WATER: "Горячая вода",
    Resource.ELECTRICITY: "Электричество",
    Resource.GAS: "Газ",
    Resource.HEATING: "Отопление",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """`last_values` has one value a tariff, empty before the first reading; `unit` as printed («м³»).

    The last values are those of the reading that was taken last, whenever it arrived.
    """

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
    """What a meter showed, once and for all: `values` has one a tariff, `taken_at` is when it was given.

    The id is that of the operation that gave it.
    """

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
    check_numbers(values, tariffs=max(1, len(meter.last_values)))
    if _any_less(values, meter.last_values):
        raise Refused("reading.less", "Показание меньше предыдущего. Проверьте цифры на счётчике.")


def check_numbers(values: tuple[Decimal, ...], tariffs: int) -> None:
    """Refused unless there is one plain number a tariff."""
    if len(values) != tariffs:
        raise Refused("reading.tariffs", "Введите показания по всем тарифам.")
    for value in values:
        if not value.is_finite() or value.is_signed():
            raise Refused("reading.number", "Показание – это число не меньше нуля.")
        if value.adjusted() >= MAX_DIGITS or -int(value.as_tuple().exponent) > MAX_PLACES:
            sentence = "Не больше {digits} цифр до запятой и {places} после."
            raise Refused("reading.digits", sentence, {"digits": MAX_DIGITS, "places": MAX_PLACES})


def check_among(values: tuple[Decimal, ...], taken_at: datetime, others: Iterable[Reading]) -> None:
    """Refused when a reading contradicts one taken earlier or later; `others` are the meter's, in any order.

    Of two taken at one moment the given one is the later. A reading may arrive after others that were taken later.
    """
    ordered = sorted(others, key=lambda reading: reading.taken_at)
    earlier = [reading for reading in ordered if reading.taken_at <= taken_at]
    later = [reading for reading in ordered if reading.taken_at > taken_at]
    if earlier and _any_less(values, earlier[-1].values):
        raise Refused("reading.less", "Показание меньше предыдущего. Проверьте цифры на счётчике.")
    if later and _any_less(later[0].values, values):
        sentence = "Позже уже передано показание меньше этого. Проверьте цифры на счётчике и передайте ещё раз."
        raise Refused("reading.more", sentence)


def _any_less(values: tuple[Decimal, ...], than: tuple[Decimal, ...]) -> bool:
    return any(value < other for value, other in zip(values, than, strict=False))
