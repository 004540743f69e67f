"""What QML reads on the login pages: each property is a pure function of the snapshot."""

from collections.abc import Callable
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import QEnum, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.domain.login import ConsentKind, Method, phone_mask
from kiosk.idle import Activity
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.view_model import ViewModel
from ui.login.login_state import State, lasting

QML_IMPORT_NAME = "ui.login"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the shell")
class LoginView(ViewModel):
    """Read-only; `LoginViewModel` moves it."""

    changed = Signal()

    @QEnum
    class Page(IntEnum):
        """Derived from the snapshot, never set."""

        Phone = 0
        Text = 1
        Code = 2

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._state = State(now=clock())

    @property
    def state(self) -> State:
        return self._state

    @property
    def activity(self) -> Activity:
        return Activity.LONG if self._state.reading is not None or self._state.entering else Activity.PAGE

    @Property(int, notify=changed)
    def page(self) -> int:
        if self._state.text is not None:
            return self.Page.Text
        return self.Page.Code if self._state.entering else self.Page.Phone

    @Property(str, notify=changed)
    def phoneTyped(self) -> str:
        return phone_mask(self._state.draft.digits).partition("_")[0]

    @Property(str, notify=changed)
    def phoneBlank(self) -> str:
        return phone_mask(self._state.draft.digits)[len(self.phoneTyped) :]

    @Property(str, notify=changed)
    def phoneProblem(self) -> str:
        return self._state.phone_problem

    @Property(bool, notify=changed)
    def byCall(self) -> bool:
        return self._state.draft.method is Method.CALL

    @Property(bool, notify=changed)
    def textsKnown(self) -> bool:
        return self._state.texts_known

    @Property(bool, notify=changed)
    def agreement(self) -> bool:
        return self._state.draft.agreement

    @Property(bool, notify=changed)
    def personalData(self) -> bool:
        return self._state.draft.personal_data

    @Property("QStringList", notify=changed)
    def pointedAt(self) -> tuple[str, ...]:
        """What stands out because «Продолжить» was tapped before it was given."""
        return self._state.wanted if self._state.pointing else ()

    @Property(str, notify=changed)
    def missing(self) -> str:
        return self._state.missing

    @Property(str, notify=changed)
    def waiting(self) -> str:
        return self._state.waiting.text

    @Property(str, notify=changed)
    def waited(self) -> str:
        return self._state.waiting.note

    @Property(str, notify=changed)
    def saidText(self) -> str:
        return self._state.said.text if self._state.said else ""

    @Property(int, notify=changed)
    def saidMood(self) -> int:
        return self._state.said.mood if self._state.said else 0

    @Property(bool, notify=changed)
    def retry(self) -> bool:
        return self._state.said is not None and self._state.said.retry

    @Property(str, notify=changed)
    def textTitle(self) -> str:
        return self._state.text.title if self._state.text else ""

    @Property(str, notify=changed)
    def textBody(self) -> str:
        return self._state.text.text if self._state.text else ""

    @Property(str, notify=changed)
    def textVersion(self) -> str:
        return self._state.text.version if self._state.text else ""

    @Property(bool, notify=changed)
    def textAccepted(self) -> bool:
        draft = self._state.draft
        return draft.agreement if self._state.reading is ConsentKind.AGREEMENT else draft.personal_data

    @Property(str, notify=changed)
    def code(self) -> str:
        return self._state.code

    @Property(bool, notify=changed)
    def codeAlive(self) -> bool:
        return self._state.code_alive

    @Property(bool, notify=changed)
    def codeComplete(self) -> bool:
        return self._state.code_complete

    @Property(bool, notify=changed)
    def codeByCall(self) -> bool:
        return self._state.sent is not None and self._state.sent.method is Method.CALL

    @Property(str, notify=changed)
    def codeAddress(self) -> str:
        return self._state.address

    @Property(str, notify=changed)
    def codeLife(self) -> str:
        return lasting(self._state.sent.life(self._state.now)) if self._state.sent else ""

    @Property(str, notify=changed)
    def resendWait(self) -> str:
        """How long until another code may be asked for; empty when now."""
        wait = self._state.sent.wait(self._state.now) if self._state.sent else 0
        return lasting(wait) if wait else ""

    @Property(int, notify=changed)
    def attemptsLeft(self) -> int:
        return self._state.sent.attempts_left if self._state.sent else 0

    @Property(str, notify=changed)
    def demonstration(self) -> str:
        return self._state.sent.answer.demonstration if self._state.sent else ""
