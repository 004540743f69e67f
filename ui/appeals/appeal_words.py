"""How an appeal is said: state, delivery, dates and holes of old data, in a resident's words."""

from datetime import date, datetime, tzinfo
from enum import IntEnum
from functools import lru_cache
from typing import assert_never

from kiosk.appeals import Delivery, ListedAppeal
from kiosk.domain import words
from kiosk.domain.appeals import Appeal, AppealStatus, AppealType, Visit


class Mood(IntEnum):
    """The values of `Chip.Mood` and, those after PLAIN, of `Banner.Mood`."""

    PLAIN = 0
    GOOD = 1
    ATTENTION = 2
    EMERGENCY = 3


MOODS = {
    AppealStatus.NEW: Mood.PLAIN,
    AppealStatus.IN_WORK: Mood.PLAIN,
    AppealStatus.POSTPONED: Mood.ATTENTION,
    AppealStatus.DONE: Mood.ATTENTION,
    AppealStatus.CLOSED: Mood.GOOD,
    AppealStatus.CANCELLED: Mood.ATTENTION,
}
GLYPHS = {
    AppealStatus.NEW: "circle-check",
    AppealStatus.IN_WORK: "tool",
    AppealStatus.POSTPONED: "clock",
    AppealStatus.DONE: "star",
    AppealStatus.CLOSED: "check",
    AppealStatus.CANCELLED: "x",
}
_day = lru_cache(512)(words.day)
"""A long list writes the same days again and again, and each costs a tenth of a millisecond."""

NO_TYPE = "н/у"
NO_TEXT = "без описания"


def status(value: AppealStatus, postponed_until: date | None = None) -> str:
    """«В работе», «Отложено до 3 декабря 2026»."""
    match value:
        case AppealStatus.NEW:
            return "Новое"
        case AppealStatus.IN_WORK:
            return "В работе"
        case AppealStatus.POSTPONED:
            return f"Отложено до {words.day(postponed_until)}" if postponed_until else "Отложено"
        case AppealStatus.DONE:
            return "Выполнено, ждёт оценки"
        case AppealStatus.CLOSED:
            return "Закрыто"
        case AppealStatus.CANCELLED:
            return "Отменено"
    assert_never(value)


def state(listed: ListedAppeal) -> tuple[str, Mood, str]:
    """Words, mood and icon of where an appeal is; what the company has not taken is never called new."""
    match listed.delivery:
        case Delivery.WAITING:
            return "Ожидает отправки", Mood.ATTENTION, "cloud-up"
        case Delivery.REFUSED:
            return "Не принято", Mood.EMERGENCY, "alert-triangle"
        case Delivery.STUCK:
            return "Не отправлено", Mood.ATTENTION, "alert-triangle"
        case Delivery.COMPANY:
            appeal = listed.appeal
            return status(appeal.status, appeal.postponed_until), MOODS[appeal.status], GLYPHS[appeal.status]
    assert_never(listed.delivery)


def explanation(listed: ListedAppeal) -> str:
    """What a resident must know of an appeal the company does not have; empty when it has."""
    match listed.delivery:
        case Delivery.WAITING:
            return "Обращение сохранено в киоске. Оно уйдёт в управляющую компанию само, как только появится связь."
        case Delivery.REFUSED:
            reason = listed.refusal.text if listed.refusal else ""
            return f"Управляющая компания не приняла обращение. {reason}".strip()
        case Delivery.STUCK:
            return (
                "Обращение сохранено в киоске, но отправить его не получается. "
                "Сообщите консьержу или обратитесь в управляющую компанию."
            )
        case Delivery.COMPANY:
            return ""
    assert_never(listed.delivery)


def number(appeal: Appeal) -> str:
    """«№ 301», or that there is none yet."""
    return f"№{words.NBSP}{appeal.number}" if appeal.number else "Без номера"


def type_name(appeal: Appeal) -> str:
    return appeal.type_name.strip() or NO_TYPE


def text(appeal: Appeal) -> str:
    return appeal.text.strip() or NO_TEXT


def visit(value: Visit | None) -> str:
    """«23 ноября 2026, с 15:00 до 17:00»; old visits may lack the hours."""
    if value is None:
        return "Не выбрано"
    hours = [
        f"{word}{words.NBSP}{words.clock(at)}" for word, at in (("с", value.start), ("до", value.end)) if at is not None
    ]
    return ", ".join(filter(None, (words.day(value.on), " ".join(hours))))


def filed_on(appeal: Appeal, zone: tzinfo) -> str:
    """«17 ноября 2026»."""
    return _day(appeal.filed_at.astimezone(zone).date())


def regulated(kind: AppealType | None) -> str:
    """«Ответ – до 5 минут (ПП РФ № 416, п. 13)»: the type's limit and the act it comes from."""
    if kind is None or not kind.limit:
        return ""
    return f"{kind.limit} ({kind.act})" if kind.act else kind.limit


def age(agreed_at: datetime | None, now: datetime, zone: tzinfo) -> str:
    """How old what is shown may be: «известное на 11:20»."""
    if agreed_at is None:
        return "известное до потери связи"
    agreed = agreed_at.astimezone(zone)
    same_day = agreed.date() == now.astimezone(zone).date()
    return f"известное на {words.clock(agreed.time()) if same_day else words.moment(agreed, zone)}"
