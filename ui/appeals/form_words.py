"""Every sentence the form's pages say of what is in it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk import appeals
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
    def title(self) -> str:
        """What one is in the middle of."""
        if self._form.draft.corrects:
            return "Исправление обращения"
        return "Изменение обращения" if self._form.draft.changes or self._form.revised else "Новое обращение"

    @Property(str, notify=changed)
    def reason(self) -> str:
        """Why what is corrected was refused."""
        return self._form.reason

    @Property(str, notify=changed)
    def number(self) -> str:
        """The company's number, bare; empty until the company has what was sent."""
        filed = self._form.filed
        return filed.appeal.number if filed is not None and filed.delivery is Delivery.COMPANY else ""

    @Property(str, notify=changed)
    def outcome(self) -> str:
        """What became of the appeal, in a few words."""
        filed, edited = self._form.filed, bool(self._form.draft.changes)
        if filed is None:
            return ""
        if filed.delivery.on_its_way:
            return "Принято. Ожидает отправки"
        if filed.delivery is not Delivery.COMPANY:
            return appeal_words.refused(filed)[0] if filed.refusal else appeal_words.state(filed)[0]
        if edited:
            return "Изменение принято"
        return "Обращение принято" if filed.appeal.number else "Обращение отправлено"

    @Property(str, notify=changed)
    def received(self) -> str:
        """That the company has it, once it has."""
        if not self.number:
            return ""
        return f"Управляющая компания получила {'изменение' if self._form.draft.changes else 'обращение'}"

    @Property(str, notify=changed)
    def explanation(self) -> str:
        """What happens now."""
        if self._form.filed is None:
            return ""
        if self.number and not self._form.draft.changes:
            return "Запишите номер или распечатайте талон. Что происходит с обращением, видно в разделе «Обращения»."
        return appeal_words.explanation(self._form.filed) or "Что происходит с обращением, видно в разделе «Обращения»."

    @Property(bool, notify=changed)
    def correctable(self) -> bool:
        """It was refused while one looked, and can be said once more."""
        return self._form.filed is not None and appeals.correctable(self._form.filed)

    @Property(int, notify=changed)
    def mood(self) -> int:
        """As `Banner.Mood`."""
        filed = self._form.filed
        if filed is None or filed.delivery is Delivery.COMPANY:
            return Mood.GOOD
        return appeal_words.notice(filed)[0]

    @Property(str, notify=changed)
    def glyph(self) -> str:
        """The icon of the same."""
        filed = self._form.filed
        if filed is None or filed.delivery is Delivery.COMPANY:
            return "circle-check"
        return appeal_words.notice(filed)[1]

    @Property(str, notify=changed)
    def regulated(self) -> str:
        return appeal_words.regulated(self._form.draft.type)


def _characters(count: int) -> str:
    return words.count(count, "знак", "знака", "знаков")
