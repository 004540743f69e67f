"""Every sentence the form's pages say of what is in it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.appeals import Delivery
from kiosk.domain import words
from kiosk.domain.appeals import MAX_TEXT, MIN_TEXT
from ui.appeals import appeal_words
from ui.appeals.appeal_words import Mood
from ui.appeals.form import Form
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.resident import Resident

QML_IMPORT_NAME = "ui.appeals"
QML_IMPORT_MAJOR_VERSION = 1

NEAR = 500
"""Characters left from which the counter is shown."""


@QmlElement
@QmlUncreatable("made by the form's view model")
class FormWords(QObject):
    """Shows one form; every property is a function of it."""

    changed = Signal()

    def __init__(self, resident: Resident, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._resident = resident
        self._form = Form()

    def show(self, form: Form) -> None:
        self._form = form
        self.changed.emit()

    @Property(str, notify=changed)
    def problem(self) -> str:
        return self._form.problem

    @Property(bool, notify=changed)
    def sending(self) -> bool:
        return self._form.sending

    @Property(bool, notify=changed)
    def revised(self) -> bool:
        """After this page comes the check again."""
        return self._form.revised

    @Property(str, notify=changed)
    def typeName(self) -> str:
        return self._form.draft.type.name if self._form.draft.type else ""

    @Property(str, notify=changed)
    def typeIcon(self) -> str:
        return self._form.draft.type.icon if self._form.draft.type else ""

    @Property(bool, notify=changed)
    def emergency(self) -> bool:
        return self._form.draft.type is not None and self._form.draft.type.emergency

    @Property("QStringList", notify=changed)
    def phrases(self) -> list[str]:
        return list(self._form.draft.type.phrases) if self._form.draft.type else []

    @Property(str, notify=changed)
    def typed(self) -> str:
        return self._form.typed

    @Property(str, notify=changed)
    def missing(self) -> str:
        """What the text still needs; empty when it may be accepted."""
        length = len(self._form.typed.strip())
        if length < MIN_TEXT:
            return f"нужно ещё {_characters(MIN_TEXT - length)}"
        return f"сократите на {_characters(length - MAX_TEXT)}" if length > MAX_TEXT else ""

    @Property(str, notify=changed)
    def counter(self) -> str:
        """«Осталось 120 знаков», only when that matters."""
        left = MAX_TEXT - len(self._form.typed.strip())
        if left > NEAR:
            return ""
        return f"Лишних знаков: {-left}" if left < 0 else f"Осталось {_characters(left)}"

    @Property(str, notify=changed)
    def text(self) -> str:
        return self._form.draft.text

    @Property(str, notify=changed)
    def visit(self) -> str:
        return appeal_words.visit(self._form.draft.visit) if self._form.draft.visit else "Время не важно"

    @Property(str, notify=changed)
    def account(self) -> str:
        """«Лицевой счёт № 10117, кв. 17…»: for which flat this is."""
        session = self._resident.session
        links = session.links if session else ()
        link = next((link for link in links if link.account_id == self._resident.account_id), None)
        return "" if link is None else f"Лицевой счёт №{words.NBSP}{link.number}, {link.address}"

    @Property(str, notify=changed)
    def number(self) -> str:
        """The company's number, bare; empty until it comes."""
        return self._form.filed.appeal.number if self._form.filed else ""

    @Property(str, notify=changed)
    def outcome(self) -> str:
        """What became of the appeal, in a few words."""
        filed = self._form.filed
        if filed is None:
            return ""
        match filed.delivery:
            case Delivery.WAITING:
                return "Принято. Ожидает отправки"
            case Delivery.COMPANY:
                return "Обращение отправлено"
            case Delivery.REFUSED | Delivery.STUCK:
                return appeal_words.state(filed)[0]

    @Property(str, notify=changed)
    def explanation(self) -> str:
        return appeal_words.explanation(self._form.filed) if self._form.filed else ""

    @Property(int, notify=changed)
    def mood(self) -> int:
        """As `Banner.Mood`."""
        filed = self._form.filed
        if filed is None or filed.delivery is Delivery.COMPANY:
            return Mood.GOOD
        return appeal_words.state(filed)[1]

    @Property(str, notify=changed)
    def regulated(self) -> str:
        return appeal_words.regulated(self._form.draft.type)


def _characters(count: int) -> str:
    return words.count(count, "знак", "знака", "знаков")
