"""Appeals: what a resident asks of the company, and the rules a new one must keep."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import ClassVar

from kiosk.domain.errors import Refused

MIN_TEXT, MAX_TEXT = 6, 10_000
"""Characters (ГИС ЖКХ: ≤ 10 000; condo: ≥ 6)."""
MAX_COMMENT = 2_000
"""Characters of a rating's comment."""
MAX_PHOTOS = 5
NOT_DONE, RATINGS = 0, (1, 2, 3, 4, 5)
"""«Не выполнено», and how well what was done was done."""
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

    @property
    def word(self) -> str:
        """«В работе», as the company and the cabinet's manual call it."""
        return _WORDS[self]


_WORDS = {
    AppealStatus.NEW: "Новое",
    AppealStatus.IN_WORK: "В работе",
    AppealStatus.POSTPONED: "Отложено",
    AppealStatus.DONE: "Выполнено, ждёт оценки",
    AppealStatus.CLOSED: "Закрыто",
    AppealStatus.CANCELLED: "Отменено",
}


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
    rating: int | None = None
    """What its resident said of the work: 1–5, or NOT_DONE; None before that, and again once the company acts on it."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class EditAppeal:
    """The command that changes an appeal while it is new; every field is as it shall be, photos in their order.

    `appeal_id` may be that of the command that files it, still on its way.
    """

    kind: ClassVar[str] = "appeal.edit"
    appeal_id: str
    type_id: str
    type_name: str
    text: str
    visit: Visit | None
    photos: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelAppeal:
    """The command that takes an appeal back while it is new."""

    kind: ClassVar[str] = "appeal.cancel"
    appeal_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RateAppeal:
    """The command that says whether the work is done: NOT_DONE re-opens it and wants a comment, 1–5 closes it."""

    kind: ClassVar[str] = "appeal.rate"
    appeal_id: str
    rating: int
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealChanged:
    """The company's answer to an edit, a cancel or a rating: where the appeal is now."""

    appeal_id: str
    status: AppealStatus


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


def check_rating(command: RateAppeal) -> None:
    """Refused unless it is NOT_DONE with a comment, or one to five."""
    if command.rating not in (NOT_DONE, *RATINGS):
        raise Refused("appeal.rating", "Выберите оценку от {least} до {most}.", {"least": 1, "most": RATINGS[-1]})
    if command.rating == NOT_DONE and not command.comment.strip():
        raise Refused("appeal.rating.comment", "Напишите, что осталось не сделано.")
    if len(command.comment) > MAX_COMMENT:
        raise Refused("appeal.rating.long", "Комментарий длиннее {most} знаков.", {"most": MAX_COMMENT})


def check(command: FileAppeal, now: datetime) -> None:
    """Every rule of a new appeal, at the kiosk as at the company; `now` is the building's local time."""
    check_text(command.text)
    check_photos(command.photos)
    if command.visit is not None:
        check_visit(command.visit, now)


def check_edit(appeal: Appeal, command: EditAppeal, now: datetime) -> None:
    """Refused unless the appeal is new and the change keeps the rules; a visit left as it was is not judged anew."""
    _check_new(appeal, "appeal.edit.late", "Обращение уже {state}, поэтому изменения не приняты.")
    check_text(command.text)
    check_photos(command.photos)
    if command.visit is not None and command.visit != appeal.visit:
        check_visit(command.visit, now)


def check_cancel(appeal: Appeal) -> None:
    """Refused unless the appeal is new."""
    _check_new(appeal, "appeal.cancel.late", "Обращение уже {state}, отменить его нельзя.")


def check_rate(appeal: Appeal, command: RateAppeal) -> None:
    """Refused unless the work is done, or was said to be: a rating may be replaced until one to five has closed it."""
    check_rating(command)
    if appeal.status is AppealStatus.CLOSED and appeal.rating in RATINGS:
        sentence = "Обращение уже закрыто с оценкой {rating}, новая оценка не принята."
        raise _in_state("appeal.rate.closed", sentence, appeal, rating=appeal.rating or NOT_DONE)
    reopened = appeal.status.is_open and appeal.rating == NOT_DONE
    if appeal.status not in (AppealStatus.DONE, AppealStatus.CLOSED) and not reopened:
        raise _in_state("appeal.rate.early", "Обращение сейчас {state}, оценить его пока нельзя.", appeal)


def rated(rating: int) -> AppealStatus:
    """Where a rating brings an appeal: NOT_DONE re-opens it, one to five closes it."""
    return AppealStatus.IN_WORK if rating == NOT_DONE else AppealStatus.CLOSED


def _check_new(appeal: Appeal, code: str, sentence: str) -> None:
    if appeal.status is not AppealStatus.NEW:
        raise _in_state(code, sentence + " Если нужно что-то дополнить, позвоните в управляющую компанию.", appeal)


def _in_state(code: str, sentence: str, appeal: Appeal, **values: int) -> Refused:
    state = f"«{appeal.status.word}»"
    return Refused(code, sentence, {"number": appeal.number, "status": appeal.status.value, "state": state, **values})
