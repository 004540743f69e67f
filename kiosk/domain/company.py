"""The company and the building as the board and the header name them."""

from dataclasses import dataclass
from typing import ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@dataclass(frozen=True, slots=True, kw_only=True)
class Modules:
    """What the company has connected; a block not connected says so."""

    charges: bool = True
    meters: bool = True
    meetings: bool = True
    sms: bool = True
    online_payment: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyProfile:
    """Name, emergency dispatcher's phones (E.164, the first is shown largest), what is connected."""

    kind: ClassVar[str] = "company"
    id: str
    name: str
    office: str
    dispatcher_phones: tuple[str, ...]
    emergency_advice: str
    modules: Modules

    @property
    def order(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Building:
    """Where the kiosk stands. `street` is «Волгодонск, ул. 100 стрелковой дивизии», `house` is «Дом 1, подъезд 2».

    ValueError for a time zone that nobody knows.
    """

    kind: ClassVar[str] = "building"
    id: str
    street: str
    house: str
    timezone: str

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, OSError) as error:
            raise ValueError("no such time zone") from error

    @property
    def order(self) -> str:
        return self.id

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)
