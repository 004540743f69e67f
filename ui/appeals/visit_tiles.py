"""Days and hours to tap for a visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.domain import words
from kiosk.domain.appeals import VISIT_DAYS
from ui.appeals import appeal_words
from ui.appeals.form import Form
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.rows import Rows

QML_IMPORT_NAME = "ui.appeals"
QML_IMPORT_MAJOR_VERSION = 1

FIRST_HOUR, LAST_HOUR = 8, 20
"""The hours of the day that a window may lie in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRow:
    """`day` counts from today."""

    day: int
    weekday: str
    date: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HourRow:
    """A whole hour; `within` lies between the two chosen."""

    hour: int
    label: str
    chosen: bool
    within: bool


@QmlElement
@QmlUncreatable("made by the form's view model")
class VisitTiles(QObject):
    """Shows what the form has of a visit, and says what is still missing."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._days: Rows[DayRow] = Rows(DayRow, self)
        self._starts: Rows[HourRow] = Rows(HourRow, self)
        self._ends: Rows[HourRow] = Rows(HourRow, self)
        self._form = Form()

    def show(self, form: Form, now: datetime) -> None:
        """`now` is the building's."""
        self._form = form
        self._days.show([_day(form, now, ahead) for ahead in range(VISIT_DAYS)])
        self._starts.show([_hour(form, hour, form.start) for hour in range(FIRST_HOUR, LAST_HOUR)])
        self._ends.show([_hour(form, hour, form.end) for hour in range(FIRST_HOUR + 1, LAST_HOUR + 1)])
        self.changed.emit()

    @Property(QObject, constant=True)
    def days(self) -> QObject:
        return self._days

    @Property(QObject, constant=True)
    def starts(self) -> QObject:
        return self._starts

    @Property(QObject, constant=True)
    def ends(self) -> QObject:
        return self._ends

    @Property(str, notify=changed)
    def chosen(self) -> str:
        return appeal_words.visit(self._form.visit)

    @Property(str, notify=changed)
    def missing(self) -> str:
        """What «Дальше» waits for; empty when nothing."""
        form = self._form
        wanted = (("день", form.day), ("начало", form.start), ("конец", form.end))
        names = [name for name, value in wanted if value is None]
        if names:
            return f"Выберите {', '.join(names[:-1])} и {names[-1]}" if len(names) > 1 else f"Выберите {names[0]}"
        return "Выберите другое время" if form.problem else ""


def _day(form: Form, now: datetime, ahead: int) -> DayRow:
    day = now.date() + timedelta(days=ahead)
    weekday, _, rest = words.short_day(day).partition(", ")
    near = {0: "сегодня", 1: "завтра"}
    return DayRow(day=ahead, weekday=near.get(ahead, weekday), date=rest, chosen=form.day == day)


def _hour(form: Form, hour: int, chosen: int | None) -> HourRow:
    within = form.start is not None and form.end is not None and form.start <= hour <= form.end
    return HourRow(hour=hour, label=words.clock(time(hour)), chosen=hour == chosen, within=within)
