"""How an appeal is said: state, delivery, dates and holes of old data, in a resident's words."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import IntEnum
from functools import lru_cache
from typing import assert_never

from kiosk.appeals import Delivery, ListedAppeal
from kiosk.domain import words
from kiosk.domain.appeals import (
    Appeal,
    AppealStatus,
    AppealType,
    CancelAppeal,
    EditAppeal,
    FileAppeal,
    RateAppeal,
    Visit,
)
from ui.controls.said import URGENT


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What was asked, in the forms that sentences need."""

    name: str
    kept: str
    not_taken: str
    refused: str


THINGS = {
    FileAppeal.kind: Thing(
        name="Обращение", kept="Обращение сохранено", not_taken="его не приняла", refused="не принято"
    ),
    EditAppeal.kind: Thing(
        name="Изменение", kept="Изменение сохранено", not_taken="его не приняла", refused="не принято"
    ),
    CancelAppeal.kind: Thing(name="Отмена", kept="Отмена сохранена", not_taken="её не приняла", refused="не принята"),
    RateAppeal.kind: Thing(name="Оценка", kept="Оценка сохранена", not_taken="её не приняла", refused="не принята"),
}
"""By the kind of the command."""
_day = lru_cache(512)(words.day)
"""A long list writes the same days again and again, and each costs a tenth of a millisecond."""

NO_TYPE = "н/у"
NO_TEXT = "без описания"


def status(value: AppealStatus, postponed_until: date | None = None) -> str:
    """«В работе», «Отложено до 3 декабря 2026»."""
    return f"{value.word} до {words.day(postponed_until)}" if postponed_until else value.word


def state(listed: ListedAppeal) -> tuple[str, Mood, str]:
    """Words, mood and icon of where an appeal is; what the company has not taken is never called new.

    Of an appeal that the company has, a refused change is told by `notice` alone: the appeal is where it was.
    """
    match listed.delivery:
        case Delivery.WAITING:
            return "Ожидает отправки", Mood.ATTENTION, "cloud-up"
        case Delivery.SENDING:
            return "Отправляется", Mood.ATTENTION, "cloud-up"
        case Delivery.STUCK:
            return "Ждёт специалиста", Mood.ATTENTION, "clock"
        case Delivery.REFUSED if not listed.with_company:
            return refused(listed)
        case Delivery.COMPANY | Delivery.REFUSED:
            appeal = listed.appeal
            return status(appeal.status, appeal.postponed_until), MOODS[appeal.status], GLYPHS[appeal.status]
    assert_never(listed.delivery)


def refused(listed: ListedAppeal) -> tuple[str, Mood, str]:
    """The same of what was asked last and refused."""
    if listed.refusal is not None and listed.refusal.conflict:
        return "Уже учтено", Mood.ATTENTION, "info-circle"
    return "Не принято", Mood.EMERGENCY, "alert-triangle"


def notice(listed: ListedAppeal) -> tuple[Mood, str]:
    """Mood and icon of the explanation."""
    _, mood, glyph = refused(listed) if listed.delivery is Delivery.REFUSED else state(listed)
    return mood, glyph


def explanation(listed: ListedAppeal) -> str:
    """What a resident must know of what the company does not have; empty when it has everything."""
    thing = THINGS.get(listed.asked, THINGS[FileAppeal.kind])
    match listed.delivery:
        case Delivery.WAITING:
            return f"{thing.kept} в киоске и уйдёт в управляющую компанию, как только появится связь."
        case Delivery.SENDING:
            return f"{thing.kept} в киоске и отправляется в управляющую компанию."
        case Delivery.STUCK:
            return f"{thing.kept} в киоске. Компания пока {thing.not_taken}, мы сообщили специалисту. {URGENT}"
        case Delivery.REFUSED:
            reason = listed.refusal.text if listed.refusal else ""
            said = "Уже учтено" if listed.refusal and listed.refusal.conflict else f"{thing.name} {thing.refused}"
            return f"{said}. {reason}".strip()
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
