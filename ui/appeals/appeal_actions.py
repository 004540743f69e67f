"""What a resident may do about an appeal: change or cancel it while it is new, correct or put away a refusal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement
from uuid_utils import uuid7

from kiosk import appeals, refusals
from kiosk.appeals import Draft, ListedAppeal
from kiosk.database import Store
from kiosk.session import Session
from ui.controls.jobs import Jobs, Trouble, sentence
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.resident import Resident

QML_IMPORT_NAME = "ui.appeals"
QML_IMPORT_MAJOR_VERSION = 1

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """`cancelling` is the id of the command that a second tap writes, empty until «Отменить обращение»."""

    shown: ListedAppeal | None = None
    cancelling: str = ""
    busy: bool = False
    problem: str = ""


@QmlElement
@QmlUncreatable("made by a view model")
class AppealActions(QObject):
    """Every action is one command, written off the GUI thread; `done` when it is on the disk."""

    changed = Signal()
    done = Signal()
    form_wanted = Signal(object)
    """The `Draft` that the form is to open with."""

    def __init__(
        self,
        *,
        store: Store,
        jobs: Jobs,
        resident: Resident,
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._jobs, self._resident, self._clock = store, jobs, resident, clock
        self._snapshot = Snapshot()

    def show(self, listed: ListedAppeal | None) -> None:
        """What may be done about this one; about another, nothing that was begun is left."""
        shown = self._snapshot.shown
        same = shown is not None and listed is not None and shown.appeal.id == listed.appeal.id
        self._put(replace(self._snapshot if same else Snapshot(), shown=listed))

    @Slot()
    def revise(self) -> None:
        """«Изменить», or «Исправить» of what was refused."""
        if self._snapshot.shown is not None:
            self.reviseOne(self._snapshot.shown.appeal.id)

    @Slot(str)
    def reviseOne(self, appeal_id: str) -> None:
        """The same of any appeal of the account."""
        account_id = self._resident.account_id
        if account_id is not None:
            self._do(
                lambda session: appeals.revision(self._store, account_id, appeal_id, self._clock(), session),
                self._open,
            )

    @Slot()
    def dismiss(self) -> None:
        """«Понятно»."""
        shown = self._snapshot.shown
        if shown is not None and shown.refusal is not None:
            self.dismissOne(shown.appeal.id)

    @Slot(str)
    def dismissOne(self, appeal_id: str) -> None:
        """The same of any appeal of the account."""
        self._do(lambda session: self._dismissed(session, appeal_id), lambda _: self._finish())

    @Slot()
    def askCancel(self) -> None:
        """«Отменить обращение»: a second tap decides."""
        self._put(replace(self._snapshot, cancelling=str(uuid7()), problem=""))

    @Slot()
    def keep(self) -> None:
        """«Не отменять»."""
        self._put(replace(self._snapshot, cancelling="", problem=""))

    @Slot()
    def cancel(self) -> None:
        """«Да, отменить»."""
        shown, op_id = self._snapshot.shown, self._snapshot.cancelling
        if shown is None or not op_id:
            return
        appeal_id = shown.appeal.id
        self._do(
            lambda session: appeals.cancel(self._store, session, appeal_id, op_id=op_id, now=self._clock()),
            lambda _: self._finish(),
        )

    def _dismissed(self, session: Session, appeal_id: str) -> None:
        found = appeals.find(self._store, session.account_id or "", appeal_id, session)
        if found is not None and found.refusal is not None:
            refusals.dismiss(self._store, session, found.refusal.id, self._clock())

    def _do(self, work: Callable[[Session], Result], done: Callable[[Result], None]) -> None:
        """One thing at a time: a second tap while it is written changes nothing."""
        session = self._resident.session
        if session is None or self._snapshot.busy:
            return
        self._put(replace(self._snapshot, busy=True, problem=""))
        self._jobs.run(lambda: work(session), done, self._fail)

    def _open(self, draft: Draft) -> None:
        self._put(replace(self._snapshot, busy=False))
        self.form_wanted.emit(draft)

    def _finish(self) -> None:
        self._put(replace(self._snapshot, busy=False, cancelling=""))
        self.done.emit()

    def _fail(self, trouble: Trouble) -> None:
        self._put(replace(self._snapshot, busy=False, cancelling="", problem=sentence(trouble)))

    def _put(self, snapshot: Snapshot) -> None:
        if snapshot != self._snapshot:
            self._snapshot = snapshot
            self.changed.emit()

    @Property(bool, notify=changed)
    def refused(self) -> bool:
        """Something was refused, and its resident has not put that away."""
        return self._snapshot.shown is not None and self._snapshot.shown.refusal is not None

    @Property(bool, notify=changed)
    def correctable(self) -> bool:
        return self._snapshot.shown is not None and appeals.correctable(self._snapshot.shown)

    @Property(bool, notify=changed)
    def editable(self) -> bool:
        """It may be changed or cancelled."""
        shown = self._snapshot.shown
        return shown is not None and shown.refusal is None and appeals.editable(shown)

    @Property(bool, notify=changed)
    def cancelling(self) -> bool:
        return bool(self._snapshot.cancelling)

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._snapshot.busy

    @Property(str, notify=changed)
    def problem(self) -> str:
        return self._snapshot.problem
