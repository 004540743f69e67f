"""Individual meters and their last readings."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar


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
