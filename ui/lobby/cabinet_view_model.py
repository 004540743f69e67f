"""The cabinet: the account's header and six blocks, and the page behind the blocks that have no own page yet."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk import accounts, cached, notices
from kiosk.domain.company import CompanyProfile, Modules
from kiosk.machine import Machine
from kiosk.session import Session
from ui.controls.jobs import Jobs, Relay
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.resident import Resident
from ui.controls.rows import Rows
from ui.controls.view_model import ViewModel
from ui.lobby.cabinet_blocks import Block, Line, View, blocks, lines, refused_words
from ui.lobby.cabinet_header import Snapshot, header

QML_IMPORT_NAME = "ui.lobby"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class Drawn:
    """Everything one reading gives."""

    snapshot: Snapshot
    blocks: tuple[Block, ...]
    lines: tuple[Line, ...]


@QmlElement
@QmlUncreatable("made by the shell")
class CabinetViewModel(ViewModel):
    """Redrawn whole whenever the company, the outbox or the resident has something new."""

    changed = Signal()
    opened = Signal(str)
    """The key of the block that was tapped and has a page of its own."""
    summary_opened = Signal()
    summary_closed = Signal()
    switch_wanted = Signal()
    appeal_wanted = Signal()
    refusals_wanted = Signal()
    """What the company did not accept is to be read."""

    def __init__(
        self, machine: Machine, jobs: Jobs, relay: Relay, resident: Resident, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._machine = machine
        self._jobs = jobs
        self._resident = resident
        self._wanted = self._read = 0
        self._account_id: str | None = None
        self._snapshot = Snapshot()
        self._blocks = Rows(Block, self)
        self._lines = Rows(Line, self)
        relay.changed.connect(self._hear)
        resident.changed.connect(self._meet)

    def refresh(self) -> None:
        """Read off the GUI thread: thirty queries are more than a frame. News meanwhile are read after it, once."""
        session, account_id = self._resident.session, self._resident.account_id
        if session is None or account_id is None or not self.on_screen:
            return
        self._wanted += 1
        if self._read == 0:
            self._ask(account_id, session)

    def _ask(self, account_id: str, session: Session) -> None:
        self._read = self._wanted
        sums, key = self._resident.sums_shown, self._key
        self._jobs.run(
            lambda: self._draw(account_id, session, sums, key),
            lambda drawn: self._drawn(account_id, key, drawn),
            lambda _fault: self._not_drawn(account_id),
        )

    def _draw(self, account_id: str, session: Session, sums: bool, key: str) -> Drawn:
        view = self._view(account_id, session, sums)
        drawn = blocks(view)
        account = accounts.header(self._machine.store, account_id)
        summary = next((block for block in drawn if block.key == key), None)
        head = header(account, view) if account else Snapshot()
        snapshot = replace(head, refused=refused_words(view), summary=summary, lines_known=True)
        return Drawn(snapshot, drawn, lines(view, key))

    def _drawn(self, account_id: str, key: str, drawn: Drawn) -> None:
        """A reading begun before another block was opened is not shown: one for that block follows it."""
        if account_id != self._account_id:
            return
        read, self._read = self._read, 0
        if key == self._key:
            self._show(drawn)
        if read != self._wanted:
            self._wanted -= 1
            self.refresh()

    def _not_drawn(self, account_id: str) -> None:
        """The next news are read all the same."""
        if account_id == self._account_id:
            self._wanted = self._read = 0

    def _hear(self) -> None:
        self.refresh()

    def _meet(self) -> None:
        """Another account, or nobody: nothing of the one before stays."""
        if self._resident.account_id != self._account_id:
            self._account_id = self._resident.account_id
            self._wanted = self._read = 0
            self._show(Drawn(Snapshot(), (), ()))
        self.refresh()

    def _show(self, drawn: Drawn) -> None:
        self._blocks.show(drawn.blocks)
        self._lines.show(drawn.lines)
        self._snapshot = drawn.snapshot
        self.changed.emit()

    @property
    def _key(self) -> str:
        """Of the block whose summary is open."""
        return self._snapshot.summary.key if self._snapshot.summary else ""

    def _view(self, account_id: str, session: Session, sums: bool) -> View:
        store = self._machine.store
        now = self._machine.company.now()
        company = cached.first(store, CompanyProfile, store.building_scope)
        return View(
            store=store,
            account_id=account_id,
            session=session,
            now=now,
            zone=notices.zone(store),
            sums=sums,
            modules=company.modules if company else Modules(),
        )

    @Slot(str)
    def open(self, key: str) -> None:
        """A block was tapped."""
        block = next((block for block in self._blocks.rows if block.key == key), None)
        if block is None:
            return
        if block.detailed:
            self.opened.emit(key)
            return
        self._snapshot = replace(self._snapshot, summary=block, lines_known=False)
        self.changed.emit()
        self._lines.show(())
        self.refresh()
        self.summary_opened.emit()

    @Slot()
    def closeSummary(self) -> None:
        self.summary_closed.emit()

    @Slot()
    def switchAccount(self) -> None:
        self.switch_wanted.emit()

    @Slot()
    def newAppeal(self) -> None:
        self.appeal_wanted.emit()

    @Slot()
    def readRefusals(self) -> None:
        self.refusals_wanted.emit()

    @Slot()
    def toggleSums(self) -> None:
        self._resident.show_sums(not self._resident.sums_shown)

    @Property(QObject, constant=True)
    def blocks(self) -> QObject:
        return self._blocks

    @Property(QObject, constant=True)
    def lines(self) -> QObject:
        return self._lines

    @Property(bool, notify=changed)
    def linesKnown(self) -> bool:
        """The open summary's lines were read, if there are any."""
        return self._snapshot.lines_known

    @Property(bool, notify=changed)
    def known(self) -> bool:
        return self._snapshot.known

    @Property(str, notify=changed)
    def number(self) -> str:
        return self._snapshot.number

    @Property(str, notify=changed)
    def owner(self) -> str:
        return self._snapshot.owner

    @Property(str, notify=changed)
    def address(self) -> str:
        return self._snapshot.address

    @Property(str, notify=changed)
    def people(self) -> str:
        return self._snapshot.people

    @Property(str, notify=changed)
    def phone(self) -> str:
        return self._snapshot.phone

    @Property(str, notify=changed)
    def refused(self) -> str:
        """What the company did not accept, in a few words; empty when there is nothing."""
        return self._snapshot.refused

    @Property(str, notify=changed)
    def debtTitle(self) -> str:
        return self._snapshot.debt_title

    @Property(str, notify=changed)
    def debt(self) -> str:
        return self._snapshot.debt

    @Property(bool, notify=changed)
    def sumsShown(self) -> bool:
        return self._snapshot.sums_shown

    @Property(bool, notify=changed)
    def hasSums(self) -> bool:
        return self._snapshot.has_sums

    @Property(str, notify=changed)
    def summaryTitle(self) -> str:
        return self._snapshot.summary.title if self._snapshot.summary else ""

    @Property(str, notify=changed)
    def summaryNote(self) -> str:
        return self._snapshot.summary.figure if self._snapshot.summary else ""
