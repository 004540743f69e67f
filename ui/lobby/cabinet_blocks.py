"""The cabinet's blocks: what each says at a glance, and the five newest facts behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from kiosk import appeals, invoices, meetings, meters, notifications, payments, refusals
from kiosk.appeals import ListedAppeal
from kiosk.cached import SUMMARY
from kiosk.domain import words
from kiosk.domain.company import Modules
from kiosk.domain.money import Kopecks
from ui.appeals import appeal_words

if TYPE_CHECKING:
    from kiosk.database import Store
    from kiosk.session import Session

HIDDEN = "сумма скрыта"
REFUSED = {
    "appeal.file": "обращение",
    "appeal.edit": "изменение обращения",
    "appeal.cancel": "отмену обращения",
    "appeal.rate": "оценку",
    "reading.give": "показания",
    "vote.cast": "голос",
    "consent.decide": "решение о согласии",
    "notifications.choose": "выбор уведомлений",
}
"""What was not accepted, by the kind of the operation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block on the cabinet's page; `key` names it to the taps, `detailed` when a page of its own opens."""

    key: str
    glyph: str
    title: str
    figure: str
    note: str
    chip: str = ""
    newest: str = ""
    """Lines, each a fact behind the note."""
    detailed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One fact of a summary page."""

    title: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the blocks are drawn from: whose, at which visit, when, and whether sums may be seen."""

    store: Store
    account_id: str
    session: Session
    now: datetime
    zone: tzinfo
    sums: bool
    modules: Modules

    def sum(self, kopecks: Kopecks) -> str:
        return words.money(kopecks) if self.sums else HIDDEN

    def dated(self, when: str, kopecks: Kopecks) -> str:
        """«11 июля 2017 — 3 098,05 ₽»; the date alone while sums are hidden."""
        return f"{when} — {words.money(kopecks)}" if self.sums else when


def blocks(view: View) -> tuple[Block, ...]:
    """The six blocks after the header, in the manual's order of use."""
    return (_appeals(view), _meters(view), _invoices(view), _payments(view), _meetings(view), _notifications(view))


def refused_words(view: View) -> str:
    """What waits to be read before anything else: «Компания не приняла обращение»; empty when nothing does."""
    found = refusals.listed(view.store, view.account_id, view.session)
    if not found:
        return ""
    if len(found) > 1:
        return f"Компания не приняла: {len(found)}"
    if found[0].conflict:
        return "Уже учтено компанией"
    return f"Компания не приняла {REFUSED.get(found[0].operation, 'запрос')}"


def lines(view: View, key: str) -> tuple[Line, ...]:
    """The five newest facts of a block whose own page comes later."""
    match key:
        case "meters":
            return tuple(_meter_lines(view))
        case "payments":
            newest = payments.listed(view.store, view.account_id, limit=SUMMARY)
            return tuple(
                Line(title=words.day(payment.paid_on), detail=f"№ {payment.number} · {view.sum(payment.total)}")
                for payment in newest
            )
        case "meetings":
            return tuple(_meeting_lines(view))
        case "notifications":
            choices = notifications.chosen(view.store, view.account_id, view.session).choices
            by = {True: "включены", False: "выключены"}
            return (
                Line(title="СМС об обращениях", detail=by[choices.appeals_by_sms]),
                Line(title="СМС об отключениях", detail=by[choices.outages_by_sms]),
            )
        case _:
            return ()


def _appeals(view: View) -> Block:
    listed = appeals.listed(view.store, view.account_id, view.session)
    waiting = [one for one in listed if one.delivery.on_its_way]
    first = next((one for one in listed if one.appeal.status.is_open), listed[0] if listed else None)
    open_count = appeals.open_count(view.store, view.account_id, view.session)
    figure = words.count(open_count, "открытое", "открытых", "открытых") if open_count else "открытых нет"
    return Block(
        key="appeals",
        glyph="message",
        title="Обращения",
        figure=figure,
        note=_appeal_note(first) if first else "здесь будут ваши обращения",
        chip="ожидает отправки" if waiting else "",
        newest="\n".join(_appeal_note(one) for one in listed[:SUMMARY] if one is not first),
        detailed=True,
    )


def _appeal_note(one: ListedAppeal) -> str:
    """«№ 301 — в работе», «без номера — ожидает отправки»."""
    number = f"№ {one.appeal.number}" if one.appeal.number else "без номера"
    return f"{number} — {appeal_words.state(one)[0].lower()}"


def _meters(view: View) -> Block:
    if not view.modules.meters:
        return _absent("meters", "gauge", "Приборы учёта")
    listed = [each.meter for each in meters.listed(view.store, view.account_id, view.session)]
    read = max((meter.last_read_on for meter in listed if meter.last_read_on), default=None)
    note = f"показания от {words.day_and_month(read)}" if read else "показаний ещё не было"
    figure = words.count(len(listed), "прибор", "прибора", "приборов") if listed else "приборов нет"
    newest = "\n".join(f"{meter.resource.word}, № {meter.serial}" for meter in listed[:SUMMARY])
    return Block(
        key="meters", glyph="gauge", title="Приборы учёта", figure=figure, note=note if listed else "", newest=newest
    )


def _invoices(view: View) -> Block:
    title = "Платёжные документы"
    if not view.modules.charges:
        return _absent("invoices", "file-invoice", title)
    listed = invoices.listed(view.store, view.account_id, limit=SUMMARY)
    figure, note = (words.month(listed[0].period), view.sum(listed[0].charged)) if listed else ("пока нет", "")
    newest = "\n".join(view.dated(words.month(each.period), each.charged) for each in listed[1:])
    return Block(
        key="invoices", glyph="file-invoice", title=title, figure=figure, note=note, newest=newest, detailed=True
    )


def _payments(view: View) -> Block:
    if not view.modules.charges:
        return _absent("payments", "coins", "Платежи")
    listed = payments.listed(view.store, view.account_id, limit=SUMMARY)
    figure, note = (words.day(listed[0].paid_on), view.sum(listed[0].total)) if listed else ("пока нет", "")
    newest = "\n".join(view.dated(words.day(each.paid_on), each.total) for each in listed[1:])
    return Block(key="payments", glyph="coins", title="Платежи", figure=figure, note=note, newest=newest)


def _meetings(view: View) -> Block:
    if not view.modules.meetings:
        return _absent("meetings", "users-group", "Собрания")
    meeting = meetings.nearest(view.store, view.now)
    if meeting is None:
        return Block(key="meetings", glyph="users-group", title="Собрания", figure="не назначены", note="")
    ends = words.day_and_month(meeting.ends_at.astimezone(view.zone).date())
    figure = "идёт голосование" if meeting.starts_at <= view.now else "скоро"
    share = f"участвовали {words.number(meeting.participated, 0)}{words.NBSP}% голосов"
    return Block(
        key="meetings",
        glyph="users-group",
        title="Собрания",
        figure=figure,
        note=f"{meeting.title}, до {ends}",
        newest=share,
    )


def _notifications(view: View) -> Block:
    if not view.modules.sms:
        return _absent("notifications", "bell", "Уведомления")
    choices = notifications.chosen(view.store, view.account_id, view.session).choices
    kinds = (("обращениях", choices.appeals_by_sms), ("отключениях", choices.outages_by_sms))
    on = [kind for kind, chosen in kinds if chosen]
    return Block(
        key="notifications",
        glyph="bell",
        title="Уведомления",
        figure=f"СМС {'включены' if on else 'выключены'}",
        note=f"об {' и '.join(on or [kind for kind, _ in kinds])}",
        newest="\n".join(f"об {kind} — {'да' if chosen else 'нет'}" for kind, chosen in kinds),
    )


def _absent(key: str, glyph: str, title: str) -> Block:
    return Block(key=key, glyph=glyph, title=title, figure="не подключено", note="управляющей компанией")


def _meter_lines(view: View) -> list[Line]:
    found = []
    for meter in (each.meter for each in meters.listed(view.store, view.account_id, view.session, limit=SUMMARY)):
        values = " / ".join(words.number(value, 0) for value in meter.last_values)
        last = (
            f"{values} {meter.unit}, {words.day(meter.last_read_on)}" if meter.last_read_on else "показаний ещё не было"
        )
        verified = f"поверка до {words.day(meter.verified_until)}"
        found.append(
            Line(title=f"{meter.resource.word} · {meter.place}", detail=f"№ {meter.serial} · {last} · {verified}")
        )
    return found


def _meeting_lines(view: View) -> list[Line]:
    found = []
    for meeting in meetings.listed(view.store, limit=SUMMARY):
        start, end = (words.day(moment.astimezone(view.zone).date()) for moment in (meeting.starts_at, meeting.ends_at))
        share = words.number(meeting.participated, 0)
        found.append(Line(title=meeting.title, detail=f"{start} — {end} · участвовали {share}{words.NBSP}% голосов"))
    return found
