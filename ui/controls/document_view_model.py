"""A document on the screen: made off the GUI thread, read page by page, never written to a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement

from kiosk.domain.errors import Refused
from ui.controls.document_view_pages import Look, Pages
from ui.controls.jobs import Jobs, Trouble, sentence
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.resident import Resident

QML_IMPORT_NAME = "ui.controls"
QML_IMPORT_MAJOR_VERSION = 1

KEPT = 4
"""Drawn pictures kept: a thumbnail, a page, its enlarged part, and the one before."""

PAUSE = 40
"""Milliseconds the page that shows the document has to itself: making a PDF holds the lock that a tap needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """`shapes` are the pages' heights over their widths, empty until the document is open; `page` counts from 0."""

    loading: bool = False
    problem: str = ""
    page: int = 0
    shapes: tuple[float, ...] = ()


@QmlElement
@QmlUncreatable("A flow makes it")
class DocumentViewModel(QObject):
    """`open` a document, `close` it; `picture` gives what is drawn already, `drawn` tells that there is more."""

    changed = Signal()
    drawn = Signal()

    def __init__(self, *, jobs: Jobs, resident: Resident, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._resident = resident
        self._snapshot = Snapshot()
        self._pdf = b""
        self._pages: Pages | None = None
        self._asked: Callable[[], bytes] | None = None
        self._pictures: dict[Look, QImage | None] = {}
        self._later = QTimer(self, singleShot=True, interval=PAUSE)
        self._later.timeout.connect(self._make)
        resident.changed.connect(self._meet)

    @property
    def pdf(self) -> bytes:
        """The open document as it is; empty while there is none."""
        return self._pdf

    def open(self, made: Callable[[], bytes]) -> None:
        """Show what `made` gives; it is called in a job and may raise Refused."""
        self.close()
        self._asked = made
        self._show(Snapshot(loading=True))
        self._later.start()

    def close(self) -> None:
        """Forget the document and every picture of it."""
        self._asked, self._pdf = None, b""
        self._pictures.clear()
        if self._pages is not None:
            self._pages.deleteLater()
            self._pages = None
        self._show(Snapshot())
        self.drawn.emit()

    def picture(self, look: Look) -> QImage | None:
        """The picture if it is drawn; None, and it is being drawn, if not."""
        if self._pages is None:
            return None
        if look not in self._pictures:
            self._pages.draw(look)
        self._pictures[look] = known = self._pictures.pop(look, None)
        for oldest in list(self._pictures)[:-KEPT]:
            del self._pictures[oldest]
        return known

    def shape(self, page: int) -> float:
        """Height over width; of A4 while unknown."""
        shapes = self._snapshot.shapes
        return shapes[page] if page < len(shapes) else 2**0.5

    @Property(bool, notify=changed)
    def loading(self) -> bool:
        return self._snapshot.loading

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        return bool(self._snapshot.shapes)

    @Property(str, notify=changed)
    def problem(self) -> str:
        """Why the document cannot be shown."""
        return self._snapshot.problem

    @Property(int, notify=changed)
    def page(self) -> int:
        """Counts from 0."""
        return self._snapshot.page

    @Property(int, notify=changed)
    def pages(self) -> int:
        return len(self._snapshot.shapes)

    @Property(float, notify=changed)
    def pageShape(self) -> float:
        """The present page's height over its width."""
        return self.shape(self._snapshot.page)

    @Slot()
    def next(self) -> None:
        self._turn(1)

    @Slot()
    def previous(self) -> None:
        self._turn(-1)

    @Slot()
    def first(self) -> None:
        self._turn(-self._snapshot.page)

    def _make(self) -> None:
        made = self._asked
        if made is not None:
            self._jobs.run(made, lambda pdf: self._read(pdf, made), lambda trouble: self._fail(trouble, made))

    def _turn(self, by: int) -> None:
        page = max(0, min(self._snapshot.page + by, len(self._snapshot.shapes) - 1))
        self._show(replace(self._snapshot, page=page))

    def _read(self, pdf: bytes, made: Callable[[], bytes]) -> None:
        if made is not self._asked:
            return
        try:
            self._pages = Pages(pdf, self)
        except Refused as bad:
            self._show(Snapshot(problem=bad.text))
            return
        self._pdf = pdf
        self._pages.drawn.connect(self._keep)
        self._show(Snapshot(shapes=self._pages.shapes))

    def _fail(self, trouble: Trouble, made: Callable[[], bytes]) -> None:
        if made is self._asked:
            self._show(Snapshot(problem=sentence(trouble)))

    def _keep(self, look: Look, image: QImage) -> None:
        if look in self._pictures:
            self._pictures[look] = image
            self.drawn.emit()

    def _meet(self) -> None:
        if self._resident.session is None:
            self.close()

    def _show(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.changed.emit()
