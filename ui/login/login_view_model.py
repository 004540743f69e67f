"""Moves the login pages: what is typed and ticked, asking the company off the GUI thread, forgetting everything."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk import login
from kiosk.company import Company
from kiosk.domain.errors import Refused
from kiosk.domain.login import CODE_LENGTH, CodeSent, ConsentKind, Method
from kiosk.session import Session, SessionKey
from ui.controls.asking import Asking
from ui.controls.jobs import Jobs, Trouble
from ui.controls.qml import QmlUncreatable
from ui.controls.resident import Resident
from ui.controls.said import Mood, Said, said
from ui.login.login_state import CHECKING, EXPIRED, SENDING, Sent, State, lasting
from ui.login.login_view import LoginView

if TYPE_CHECKING:
    from kiosk.database import Store

QML_IMPORT_NAME = "ui.login"
QML_IMPORT_MAJOR_VERSION = 1

TICK = 500
"""Milliseconds between looks at the clock while seconds are shown."""
_DEAD = frozenset({"code.expired", "code.dead"})


@QmlElement
@QmlUncreatable("made by the shell")
class LoginViewModel(LoginView):
    """`admitted` follows `resident.put(session)`. What was typed is forgotten on every way out."""

    admitted = Signal()
    pointed = Signal(str)
    """Bring this into sight: `phone`, `texts`, a consent's word, or `said`."""

    def __init__(
        self,
        *,
        store: Store,
        company: Company,
        device_id: str,
        jobs: Jobs,
        resident: Resident,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(clock, parent)
        self._store, self._company, self._device_id = store, company, device_id
        self._resident = resident
        self._asking = Asking(jobs, self)
        self._asking.changed.connect(lambda: self._see(waiting=self._asking.waiting))
        self._tick = QTimer(self, interval=TICK)
        self._tick.timeout.connect(self._look)
        resident.changed.connect(self.forget)

    @Slot()
    def open(self) -> None:
        """The flow is on the screen: an empty phone page."""
        self.forget()
        self._reread()
        self._tick.start()

    @Slot()
    def forget(self) -> None:
        """Nothing of the person stays: number, boxes, code; answers still to come are dropped."""
        self._asking.drop()
        self._tick.stop()
        self._show(State(now=self._clock()))

    @Slot(str)
    def digit(self, text: str) -> None:
        """A digit of the number or of the code, from the keypad or a keyboard; the code's fourth asks at once."""
        state = self._state
        if state.waiting.busy:
            return
        if not state.entering:
            self._see(draft=state.draft.typed(text), said=None)
        elif not state.code_alive:
            self._say(Said(text=EXPIRED))
        elif len(state.code) < CODE_LENGTH and len(text) == 1 and text.isascii() and text.isdigit():
            self._see(code=state.code + text, said=None)
            if self._state.code_complete:
                self.check()

    @Slot()
    def erase(self) -> None:
        if self._state.waiting.busy:
            return
        if self._state.entering:
            self._see(code=self._state.code[:-1], said=None)
        else:
            self._see(draft=self._state.draft.erased(), said=None)

    @Slot(bool)
    def choose(self, by_call: bool) -> None:
        """Call or SMS."""
        if not self._state.waiting.busy:
            self._see(draft=replace(self._state.draft, method=Method.CALL if by_call else Method.SMS), said=None)

    @Slot(str)
    def tick(self, consent: str) -> None:
        """Tick or untick a box."""
        if not self._state.waiting.busy:
            self._see(draft=self._state.turned(ConsentKind(consent)), said=None)

    @Slot(str)
    def read(self, consent: str) -> None:
        """Open a consent's full text."""
        self._reread()
        self._see(reading=ConsentKind(consent))

    @Slot()
    def accept(self) -> None:
        """«Принимаю» under the text."""
        kind = self._state.reading
        if kind is not None and not self.textAccepted:
            self._see(draft=self._state.turned(kind), said=None)
        self._see(reading=None)

    @Slot()
    def close(self) -> None:
        """Back from the text, nothing accepted by it."""
        self._see(reading=None)

    @Slot()
    def proceed(self) -> None:
        """«Продолжить»: to the code page when nothing is missing, else point to what is."""
        if self._state.waiting.busy:
            return
        self._reread()
        state = self._state
        if state.wanted:
            self._see(pointing=True)
            self.pointed.emit(state.wanted[0])
        elif state.still_waits(self._clock()):
            self._see(entering=True, code="", said=None)
        else:
            self._send(state.draft.method)

    @Slot()
    def check(self) -> None:
        """Ask the company about the four digits; also after a failure, with the same digits."""
        state = self._state
        if state.waiting.busy or state.sent is None or not state.code_complete:
            return
        answer, code, key = state.sent.answer, state.code, state.sent.key
        self._see(said=None)
        self._asking.ask(
            CHECKING,
            lambda: login.confirm(self._company, self._device_id, answer, code, key),
            self._admit,
            self._not_admitted,
            late=Session.close,
        )

    @Slot(bool)
    def resend(self, by_call: bool) -> None:
        """Another code, by either method; too early, say when."""
        state = self._state
        if state.waiting.busy or state.sent is None:
            return
        wait = state.sent.wait(self._clock())
        if wait:
            self._say(Said(text=f"Новый код можно запросить через {lasting(wait)}.", mood=Mood.INFO))
        else:
            self._send(Method.CALL if by_call else Method.SMS)

    @Slot()
    def changeNumber(self) -> None:
        """Back to the phone page; the number stays to be corrected, the code does not.

        An answer still to come closes the session it opens: what is typed afterwards is tried with another key.
        """
        self._asking.drop()
        sent = None if self._state.sent is None else replace(self._state.sent, key=SessionKey())
        self._see(entering=False, code="", said=None, pointing=False, sent=sent)

    def _send(self, method: Method) -> None:
        state, now = self._state, self._clock()
        draft = replace(state.draft, method=method)
        self._see(said=None, pointing=False)
        self._asking.ask(
            SENDING,
            lambda: login.send_code(self._company, draft, state.texts, now),
            lambda answer: self._sent(answer, draft),
            self._not_sent,
        )

    def _sent(self, answer: CodeSent, draft: login.Draft) -> None:
        now, left = self._clock(), answer.attempts_left
        sent = Sent(answer=answer, digits=draft.digits, method=draft.method, at=now, attempts_left=left)
        self._see(draft=draft, sent=sent, entering=True, code="", now=now)

    def _not_sent(self, trouble: Trouble) -> None:
        if isinstance(trouble, Refused) and trouble.code == "consents.stale":
            self._see(draft=replace(self._state.draft, agreement=False, personal_data=False))
            self._reread()
        self._say(said(trouble))

    def _admit(self, session: Session) -> None:
        self._resident.put(session)
        self.admitted.emit()

    def _not_admitted(self, trouble: Trouble) -> None:
        sent = self._state.sent
        if isinstance(trouble, Refused) and sent is not None:
            told = trouble.values.get("attempts")
            left = told if isinstance(told, int) else sent.attempts_left
            self._see(code="", sent=replace(sent, attempts_left=left, dead=sent.dead or trouble.code in _DEAD))
        self._say(said(trouble))

    def _say(self, said: Said) -> None:
        self._see(said=said)
        self.pointed.emit("said")

    def _reread(self) -> None:
        """The texts as the company has them now; a box ticked for another version is unticked."""
        known = {text.consent: text.version for text in self._state.texts}
        texts, draft = login.texts(self._store), self._state.draft
        kept = {text.consent for text in texts if known.get(text.consent) == text.version}
        self._see(
            texts=texts,
            draft=replace(
                draft,
                agreement=draft.agreement and ConsentKind.AGREEMENT in kept,
                personal_data=draft.personal_data and ConsentKind.PERSONAL_DATA in kept,
            ),
        )

    def _look(self) -> None:
        """Let the seconds pass, and see whether the texts have come."""
        if not self._state.texts_known:
            self._reread()
        lived = self._state.code_alive
        if self._state.entering or self._state.waiting.busy:
            self._see(now=self._clock())
        if self._state.entering and lived and not self._state.code_alive:
            self._see(code="")
            self._say(Said(text=EXPIRED))

    def _see(self, **changes: Any) -> None:
        self._show(replace(self._state, **changes))

    def _show(self, state: State) -> None:
        if state != self._state:
            self._state = state
            self.changed.emit()
