"""The cabinet: the account's header and six blocks, and the page behind the blocks that have no own page yet."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk import accounts, cached, notices
from kiosk.domain import words
from kiosk.domain.accounts import Account, masked_owner
from kiosk.domain.company import CompanyProfile, Modules
from kiosk.domain.money import Kopecks
from kiosk.machine import Machine
from ui.controls.jobs import Jobs, Relay
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.resident import Resident
from ui.controls.rows import Rows
from ui.controls.view_model import ViewModel
from ui.lobby.cabinet_blocks import HIDDEN, Block, Line, View, blocks, lines

QML_IMPORT_NAME = "ui.lobby"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The header, `known` once the account's facts arrived; the block whose summary is open, its lines read or not."""

    known: bool = False
    number: str = ""
    owner: str = ""
    address: str = ""
    people: str = ""
    debt_title: str = ""
    debt: str = ""
    sums_shown: bool = False
    has_sums: bool = False
    phone: str = ""
    summary: Block | None = None
    lines_known: bool = False


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
        account_id = self._resident.account_id
        if account_id is None or not self.on_screen:
            return
        self._wanted += 1
        if self._read == 0:
            self._ask(account_id)

    def _ask(self, account_id: str) -> None:
        self._read = self._wanted
        sums, key = self._resident.sums_shown, self._key
        self._jobs.run(
            lambda: self._draw(account_id, sums, key),
            lambda drawn: self._drawn(account_id, key, drawn),
            lambda _fault: self._not_drawn(account_id),
        )

    def _draw(self, account_id: str, sums: bool, key: str) -> Drawn:
        view = self._view(account_id, sums)
        drawn = blocks(view)
        account = accounts.header(self._machine.store, account_id)
        summary = next((block for block in drawn if block.key == key), None)
        header = self._header(account, view) if account else Snapshot()
        return Drawn(replace(header, summary=summary, lines_known=True), drawn, lines(view, key))

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

    def _view(self, account_id: str, sums: bool) -> View:
        store = self._machine.store
        now = self._machine.company.now()
        company = cached.first(store, CompanyProfile, store.building_scope)
        return View(
            store=store,
            account_id=account_id,
            now=now,
            zone=notices.zone(store),
            sums=sums,
            modules=company.modules if company else Modules(),
        )

    def _header(self, account: Account, view: View) -> Snapshot:
        connected = view.modules.charges and account.debt is not None
        debt = account.debt or Kopecks(0)
        if not connected:
            title, figure = "Начисления", "не подключены компанией"
        elif debt <= 0:
            title, figure = "Задолженность", "Отсутствует"
        else:
            title, figure = "Задолженность", words.money(debt) if view.sums else HIDDEN.capitalize()
        return Snapshot(
            known=True,
            number=account.number,
            owner=masked_owner(account.owner),
            address=f"{account.address}, кв. {account.apartment}" if account.apartment else account.address,
            people=f"Проживает: {account.living}, зарегистрировано: {account.registered}",
            phone=f"Телефон: {_masked_phone(account.phone)}",
            debt_title=title,
            debt=figure,
            sums_shown=view.sums,
            has_sums=connected,
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


def _masked_phone(e164: str | None) -> str:
    """«не указан», or the number with its middle hidden: the screen is public."""
    if not e164:
        return "не указан"
    shown = words.phone(e164)
    return f"{shown[:6]} •••-••-{shown[-2:]}"
