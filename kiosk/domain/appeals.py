"""Appeals: what a resident asks of the company, and the rules a new one must keep."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import ClassVar

from kiosk.domain.errors import Refused

MIN_TEXT, MAX_TEXT = 6, 10_000
"""Characters (ГИС ЖКХ: ≤ 10 000; condo: ≥ 6)."""
MAX_PHOTOS = 5
VISIT_DAYS = 14
"""How many days ahead, today included, a visit may be asked for."""


class AppealStatus(StrEnum):
    NEW = "new"
    IN_WORK = "in_work"
    POSTPONED = "postponed"
    DONE = "done"
    """Done, waits for the resident's rating."""
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def is_open(self) -> bool:
        return self not in (AppealStatus.CLOSED, AppealStatus.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealType:
    """A leaf or a group of the type tree. `limit` and `act` are the regulated time and where it comes from."""

    kind: ClassVar[str] = "appeal_type"
    id: str
    parent_id: str | None
    name: str
    icon: str
    position: int
    emergency: bool = False
    limit: str = ""
    act: str = ""
    phrases: tuple[str, ...] = ()

    @property
    def order(self) -> str:
        return f"{9999 - self.position:04}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """When a person may come. Old data may lack the hours; a new visit has both."""

    on: date
    start: time | None = None
    end: time | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealEvent:
    """A line of an appeal's history, in the company's words."""

    at: datetime
    status: AppealStatus
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """An appeal as the company knows it; `number` is empty until it has one, `photos` are SHA-256 hex digests."""

    kind: ClassVar[str] = "appeal"
    id: str
    number: str
    type_id: str | None
    type_name: str
    text: str
    status: AppealStatus
    filed_at: datetime
    visit: Visit | None = None
    postponed_until: date | None = None
    photos: tuple[str, ...] = ()
    history: tuple[AppealEvent, ...] = ()

    @property
    def order(self) -> str:
        return self.filed_at.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAppeal:
    """The command of a new appeal; `type_name` is what the resident saw, `photos` are SHA-256 hex digests."""

    kind: ClassVar[str] = "appeal.file"
    type_id: str
    type_name: str
    text: str
    visit: Visit | None
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealFiled:
    """The company's answer to FileAppeal."""

    appeal_id: str
    number: str


def check_text(text: str) -> None:
    """Refused unless the trimmed text has 6 to 10 000 characters."""
    length = len(text.strip())
    if length < MIN_TEXT:
        values = {"least": MIN_TEXT, "missing": MIN_TEXT - length}
        raise Refused(
            "appeal.text.short", "Опишите подробнее: нужно хотя бы {least} знаков, не хватает {missing}.", values
        )
    if length > MAX_TEXT:
        values = {"most": MAX_TEXT, "excess": length - MAX_TEXT}
        raise Refused("appeal.text.long", "Текст длиннее {most} знаков. Сократите его на {excess}.", values)


def check_visit(visit: Visit, now: datetime) -> None:
    """Refused unless the visit lies within the next days, has both hours in order, and is not over. `now` is local."""
    if not now.date() <= visit.on < now.date() + timedelta(days=VISIT_DAYS):
        raise Refused("appeal.visit.day", "Выберите день визита в ближайшие {days} дней.", {"days": VISIT_DAYS})
    if visit.start is None or visit.end is None:
        raise Refused("appeal.visit.hours", "Выберите время визита: с какого и до какого часа.")
    if visit.start >= visit.end:
        raise Refused("appeal.visit.reversed", "Время «с» должно быть раньше времени «до».")
    if visit.on == now.date() and visit.end <= now.time():
        raise Refused("appeal.visit.past", "Это время уже прошло. Выберите более позднее.")


def check_photos(photos: tuple[str, ...]) -> None:
    """Refused when there are more than five."""
    if len(photos) > MAX_PHOTOS:
        raise Refused(
            "appeal.photos.many", "К обращению можно приложить не больше {most} снимков.", {"most": MAX_PHOTOS}
        )


def check(command: FileAppeal, now: datetime) -> None:
    """Every rule of a new appeal, the same at the kiosk and at the company; `now` is the building's local time."""
    check_text(command.text)
    check_photos(command.photos)
    if command.visit is not None:
        check_visit(command.visit, now)
