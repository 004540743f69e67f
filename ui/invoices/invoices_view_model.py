"""Payment documents at the screen: the debt, the list, and the one that was opened."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk import invoices
from kiosk.cached import PAGE
from kiosk.connection import Connection
from kiosk.database import Store
from kiosk.idle import Activity
from ui.controls.jobs import Jobs, Relay
from ui.controls.printing_view_model import PrintingViewModel
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.resident import Resident
from ui.controls.rows import Rows
from ui.controls.view_model import ViewModel
from ui.invoices import invoice_rows
from ui.invoices.invoice_rows import InvoiceRow
from ui.invoices.invoice_view_model import InvoiceViewModel
from ui.invoices.invoices_reading import EMPTINESS, Around, State, around

QML_IMPORT_NAME = "ui.invoices"
QML_IMPORT_MAJOR_VERSION = 1

NEWS = frozenset({"invoice", "account", "connection"})
WITHDRAWN = "Управляющая компания убрала этот документ. Остальные документы — в списке."


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """At most `limit` rows are shown; `notice` is what happened to a document that was open."""

    around: Around = field(default_factory=Around)
    limit: int = PAGE
    more: bool = False
    sums: bool = False
    notice: str = ""


@QmlElement
@QmlUncreatable("made by the shell")
class InvoicesViewModel(ViewModel):
    """`openInvoice` and `closeInvoice` move between the list and `invoice`; leaving the kiosk forgets everything."""

    changed = Signal()
    left = Signal()

    def __init__(
        self,
        *,
        store: Store,
        connection: Connection,
        jobs: Jobs,
        relay: Relay,
        resident: Resident,
        printing: PrintingViewModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._connection, self._resident = store, connection, resident
        self._account_id: str | None = None
        self._rows: Rows[InvoiceRow] = Rows(InvoiceRow, self)
        self._invoice = InvoiceViewModel(jobs=jobs, resident=resident, printing=printing, parent=self)
        self._invoice.changed.connect(self.changed)
        self._snapshot = Snapshot()
        relay.changed.connect(self._hear)
        resident.changed.connect(self._meet)
        self._meet()

    @property
    def activity(self) -> Activity:
        return self._invoice.activity

    @Slot()
    def showMore(self) -> None:
        """Another page of the list."""
        if self._snapshot.more:
            self._read(replace(self._snapshot, limit=self._snapshot.limit + PAGE))

    @Slot(bool)
    def showSums(self, shown: bool) -> None:
        """Sums on lists, until the resident hides them or leaves."""
        self._resident.show_sums(shown)

    @Slot(str)
    def openInvoice(self, invoice_id: str) -> None:
        """Show one document; nothing when it is gone."""
        self._put(replace(self._snapshot, notice=""))
        self._open(invoice_id)

    @Slot()
    def closeInvoice(self) -> None:
        """Back to the list."""
        self._invoice.forget()

    @Slot()
    def leave(self) -> None:
        """«Назад» from the list."""
        self._put(replace(self._snapshot, notice=""))
        self.left.emit()

    def _hear(self, kinds: frozenset[str]) -> None:
        if self.on_screen and self._account_id is not None and kinds & NEWS:
            self.refresh()

    def refresh(self) -> None:
        """The list, and the document over it, as they stand."""
        self._read(self._snapshot)
        self._follow()

    def _meet(self) -> None:
        """Another account, or nobody: nothing of the one before stays. The same one: sums may have been shown."""
        if self._resident.account_id != self._account_id:
            self._account_id = self._resident.account_id
            self._invoice.forget()
            self._rows.show(())
            self._put(Snapshot())
        if self.on_screen:
            self._read(self._snapshot)

    def _read(self, wanted: Snapshot) -> None:
        """List anew; one row more than shown tells whether there are more."""
        if self._account_id is None:
            self._rows.show(())
            self._put(Snapshot())
            return
        found = invoices.listed(self._store, self._account_id, limit=wanted.limit + 1)
        sums = self._resident.sums_shown
        self._rows.show([invoice_rows.row(each, sums) for each in found[: wanted.limit]])
        around_it = around(self._store, self._connection.state, self._account_id, len(found))
        self._put(replace(wanted, around=around_it, more=len(found) > wanted.limit, sums=sums))

    def _follow(self) -> None:
        """The open document may have been corrected, or withdrawn."""
        shown = self._invoice.invoice
        if shown is not None and not self._open(shown.id):
            self._invoice.forget()
            self._put(replace(self._snapshot, notice=WITHDRAWN))

    def _open(self, invoice_id: str) -> bool:
        if self._account_id is None:
            return False
        found = invoices.find(self._store, self._account_id, invoice_id)
        if found is not None:
            self._invoice.open(found, invoices.previous(self._store, self._account_id, found))
        return found is not None

    def _put(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.changed.emit()

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(InvoiceViewModel, constant=True)
    def invoice(self) -> InvoiceViewModel:
        return self._invoice

    @Property(bool, notify=changed)
    def opened(self) -> bool:
        """One document is shown instead of the list."""
        return self._invoice.invoice is not None

    @Property(bool, notify=changed)
    def loading(self) -> bool:
        return self._snapshot.around.state is State.LOADING

    @Property(str, notify=changed)
    def emptiness(self) -> str:
        """Why there is no list; empty when there is one, or while it loads."""
        return EMPTINESS.get(self._snapshot.around.state, "")

    @Property(bool, notify=changed)
    def charges(self) -> bool:
        """The company keeps charges with us, so that the debt is known."""
        return self._snapshot.around.charges

    @Property(bool, notify=changed)
    def debtTold(self) -> bool:
        """There is something to say of the debt."""
        return self._snapshot.around.told

    @Property(bool, notify=changed)
    def sumsShown(self) -> bool:
        return self._snapshot.sums

    @Property(str, notify=changed)
    def debt(self) -> str:
        """Empty while sums are hidden."""
        return self._snapshot.around.debt if self._snapshot.sums else ""

    @Property(str, notify=changed)
    def age(self) -> str:
        """How old the data are; empty while the company is reachable."""
        return self._snapshot.around.age

    @Property(str, notify=changed)
    def notice(self) -> str:
        return self._snapshot.notice

    @Property(bool, notify=changed)
    def more(self) -> bool:
        return self._snapshot.more
