"""What the board shows: outages with their allowed length, and news."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar


class NoticeKind(StrEnum):
    EMERGENCY_OUTAGE = "emergency_outage"
    PLANNED_OUTAGE = "planned_outage"
    NEWS = "news"


class Service(StrEnum):
    """What an outage takes away."""

    COLD_WATER = "cold_water"
    HOT_WATER = "hot_water"
    SEWERAGE = "sewerage"
    ELECTRICITY = "electricity"
    GAS = "gas"
    HEATING = "heating"
    WASTE = "waste"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """`allowed_minutes` at once, where a rule sets it (ПП РФ 354, given by the company); None where it does not."""

    kind: ClassVar[str] = "notice"
    id: str
    notice: NoticeKind
    title: str
    text: str
    published_at: datetime
    services: tuple[Service, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    allowed_minutes: int | None = None

    @property
    def order(self) -> str:
        return (self.starts_at or self.published_at).isoformat()
