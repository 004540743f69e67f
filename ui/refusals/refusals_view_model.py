"""The page of refusals: read from the store, redrawn when the company or the outbox has news."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk import appeals, refusals
from kiosk.appeals import Draft
from kiosk.database import Store
from kiosk.session import Session
from ui.controls.jobs import Jobs, Relay, Trouble, sentence
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.resident import Resident
from ui.controls.rows import Rows
from ui.controls.view_model import ViewModel
from ui.refusals import refusal_rows
from ui.refusals.refusal_rows import RefusalRow

QML_IMPORT_NAME = "ui.refusals"
QML_IMPORT_MAJOR_VERSION = 1

NEWS = frozenset({"outbox", "refused_operation", "appeal", "vote", "meter"})

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """`problem` says why a tap had no effect."""

    count: int = 0
    busy: bool = False
    problem: str = ""


@QmlElement
@QmlUncreatable("made by the shell")
class RefusalsViewModel(ViewModel):
    """Everything is forgotten on leaving."""

    changed = Signal()
    form_wanted = Signal(object)
    """The `Draft` that the appeal's form is to open with."""

    def __init__(
        self,
        *,
        store: Store,
        jobs: Jobs,
        relay: Relay,
        resident: Resident,
        clock: Callable[[], datetime],
        zone: Callable[[], tzinfo],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._jobs, self._resident = store, jobs, resident
        self._clock, self._zone = clock, zone
        self._account_id: str | None = None
        self._snapshot = Snapshot()
        self._rows: Rows[RefusalRow] = Rows(RefusalRow, self)
        relay.changed.connect(self._hear)
        resident.changed.connect(self._meet)

    @Slot(str)
    def correct(self, appeal_id: str) -> None:
        """«Исправить»: the form opens with what was entered."""
        now = self._clock()
        self._do(
            lambda session: appeals.revision(self._store, session.account_id or "", appeal_id, now, session),
            self._open,
        )

    @Slot(str)
    def dismiss(self, refused_id: str) -> None:
        """«Понятно»."""
        self._do(
            lambda session: refusals.dismiss(self._store, session, refused_id, self._clock()),
            lambda _: self._finish(),
        )

    def refresh(self) -> None:
        session = self._resident.session
        if session is None or session.account_id is None:
            self._rows.show(())
            self._put(Snapshot())
            return
        found = refusals.listed(self._store, session.account_id, session)
        self._rows.show([refusal_rows.row(self._store, session, each, self._zone()) for each in found])
        self._put(replace(self._snapshot, count=len(found)))

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
        self._put(replace(self._snapshot, busy=False))
        self.refresh()

    def _fail(self, trouble: Trouble) -> None:
        self._put(replace(self._snapshot, busy=False, problem=sentence(trouble)))

    def _hear(self, kinds: frozenset[str]) -> None:
        if self.on_screen and self._account_id is not None and kinds & NEWS:
            self.refresh()

    def _meet(self) -> None:
        """Another account, or nobody: nothing of the one before stays."""
        if self._resident.account_id != self._account_id:
            self._account_id = self._resident.account_id
            self._rows.show(())
            self._put(Snapshot())
            if self.on_screen:
                self.refresh()

    def _put(self, snapshot: Snapshot) -> None:
        if snapshot != self._snapshot:
            self._snapshot = snapshot
            self.changed.emit()

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(int, notify=changed)
    def count(self) -> int:
        return self._snapshot.count

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._snapshot.busy

    @Property(str, notify=changed)
    def problem(self) -> str:
        return self._snapshot.problem
