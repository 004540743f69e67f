"""One payment document at the screen: its sums, what changed, its pages, its sheet of paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.invoices import Invoice
from kiosk.idle import Activity
from ui.controls.document_view import DocumentViewModel
from ui.controls.jobs import Jobs
from ui.controls.printing_view_model import PrintingViewModel
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.resident import Resident
from ui.controls.rows import Rows
from ui.controls.view_model import ViewModel
from ui.invoices import invoice_rows
from ui.invoices.invoice_rows import MismatchRow, ShareRow, Sheet

QML_IMPORT_NAME = "ui.invoices"
QML_IMPORT_MAJOR_VERSION = 1

TITLE = "Платёжный документ"
"""What the print queue may show: never whose."""


def making(invoice: Invoice) -> Callable[[], bytes]:
    """Its PDF, for a job: reportlab is imported there, when first needed."""

    def made() -> bytes:
        from kiosk.documents.invoice import render

        return render(invoice)

    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """`reading`: its pages fill the screen."""

    invoice: Invoice | None = field(default=None, repr=False)
    sheet: Sheet = field(default_factory=Sheet, repr=False)
    reading: bool = False


@QmlElement
@QmlUncreatable("made by the list")
class InvoiceViewModel(ViewModel):
    """`open` shows a bill beside the one before it, `forget` shows none."""

    changed = Signal()

    def __init__(
        self, *, jobs: Jobs, resident: Resident, printing: PrintingViewModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._printing = printing
        self._document = DocumentViewModel(jobs=jobs, resident=resident, parent=self)
        self._shares: Rows[ShareRow] = Rows(ShareRow, self)
        self._mismatches: Rows[MismatchRow] = Rows(MismatchRow, self)
        self._snapshot = Snapshot()

    @property
    def activity(self) -> Activity:
        if self._printing.busy:
            return Activity.BUSY
        return Activity.LONG if self._snapshot.reading else Activity.PAGE

    @property
    def invoice(self) -> Invoice | None:
        return self._snapshot.invoice

    def open(self, invoice: Invoice, before: Invoice | None) -> None:
        """Show this bill; the one on the screen may have been corrected: then its page stays as it is."""
        shown = self._snapshot.invoice
        again = shown is not None and shown.id == invoice.id
        if not again:
            self._printing.clear()
        if shown != invoice:
            self._document.open(making(invoice))
        self._shares.show(invoice_rows.shares(invoice, before))
        self._mismatches.show(invoice_rows.mismatch_rows(invoice))
        sheet = invoice_rows.sheet(invoice, before)
        self._put(Snapshot(invoice=invoice, sheet=sheet, reading=again and self._snapshot.reading))

    def forget(self) -> None:
        """Nothing of any bill stays here."""
        self._document.close()
        self._shares.show(())
        self._mismatches.show(())
        self._put(Snapshot())

    @Slot()
    def read(self) -> None:
        """Its pages, one by one."""
        self._document.first()
        self._put(replace(self._snapshot, reading=self._snapshot.invoice is not None))

    @Slot()
    def stopReading(self) -> None:
        self._put(replace(self._snapshot, reading=False))

    @Slot()
    def print(self) -> None:
        """The very document that is shown."""
        invoice, made = self._snapshot.invoice, self._document.pdf
        if invoice is not None:
            self._printing.print((lambda: made) if made else making(invoice), TITLE)

    def _put(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.changed.emit()

    @Property(DocumentViewModel, constant=True)
    def document(self) -> DocumentViewModel:
        return self._document

    @Property(PrintingViewModel, constant=True)
    def printing(self) -> PrintingViewModel:
        return self._printing

    @Property(QObject, constant=True)
    def shares(self) -> QObject:
        return self._shares

    @Property(QObject, constant=True)
    def mismatches(self) -> QObject:
        return self._mismatches

    @Property(bool, notify=changed)
    def reading(self) -> bool:
        return self._snapshot.reading

    @Property(str, notify=changed)
    def number(self) -> str:
        return self._snapshot.sheet.number

    @Property(str, notify=changed)
    def period(self) -> str:
        return self._snapshot.sheet.period

    @Property(str, notify=changed)
    def sum(self) -> str:
        """Charged for the month."""
        return self._snapshot.sheet.sum

    @Property(str, notify=changed)
    def due(self) -> str:
        """How that becomes the sum to pay; empty when it is the same."""
        return self._snapshot.sheet.due

    @Property(str, notify=changed)
    def verdict(self) -> str:
        return self._snapshot.sheet.verdict

    @Property(bool, notify=changed)
    def correct(self) -> bool:
        return self._snapshot.sheet.correct

    @Property(str, notify=changed)
    def difference(self) -> str:
        return self._snapshot.sheet.difference

    @Property(str, notify=changed)
    def explanation(self) -> str:
        return self._snapshot.sheet.explanation
