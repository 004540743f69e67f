"""An appeal's photos fetched and made small off the GUI thread, each as it arrives."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement

from kiosk.company import Broken, Offline
from kiosk.domain.errors import Refused
from ui.appeals.appeal_rows import PhotoRow
from ui.controls.jobs import Jobs, Trouble
from ui.controls.pictures import Pictures, thumbnail
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.rows import Rows

QML_IMPORT_NAME = "ui.appeals"
QML_IMPORT_MAJOR_VERSION = 1

Fetching = Callable[[str], Callable[[], bytes]]
"""From a photo's SHA-256 to the work that gets its JPEG."""


@QmlElement
@QmlUncreatable("made by a view model")
class PhotoLoading(QObject):
    """`problem` says why some photos are not there; `load` again asks only for those."""

    changed = Signal()

    def __init__(self, jobs: Jobs, fetching: Fetching, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._fetching = jobs, fetching
        self._pictures = Pictures(self)
        self._rows: Rows[PhotoRow] = Rows(PhotoRow, self)
        self._asked: set[str] = set()
        self._problem = ""
        self._visit = 0

    def load(self, photos: tuple[str, ...]) -> None:
        """Show these photos (SHA-256), fetching those neither here nor under way."""
        self._problem = ""
        self._rows.show([PhotoRow(photoKey=sha256) for sha256 in photos])
        for sha256 in photos:
            if sha256 not in self._asked:
                self._ask(sha256)
        self.changed.emit()

    def forget(self) -> None:
        self._visit += 1
        self._asked.clear()
        self._problem = ""
        self._rows.show(())
        self._pictures.forget()
        self.changed.emit()

    def _ask(self, sha256: str) -> None:
        visit, fetch = self._visit, self._fetching(sha256)
        self._asked.add(sha256)
        self._jobs.run(
            lambda: thumbnail(fetch()),
            lambda image: self._arrive(visit, sha256, image),
            lambda trouble: self._fail(visit, sha256, said(trouble)),
        )

    def _arrive(self, visit: int, sha256: str, image: QImage) -> None:
        if visit != self._visit:
            return
        if image.isNull():
            self._fail(visit, sha256, "Один из снимков повреждён, показать его нельзя.")
            return
        self._pictures.put(sha256, image)
        self.changed.emit()

    def _fail(self, visit: int, sha256: str, problem: str) -> None:
        if visit == self._visit:
            self._asked.discard(sha256)
            self._problem = problem
            self.changed.emit()

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(Pictures, constant=True)
    def pictures(self) -> Pictures:
        return self._pictures

    @Property(bool, notify=changed)
    def any(self) -> bool:
        return self._rows.rowCount() > 0

    @Property(str, notify=changed)
    def problem(self) -> str:
        return self._problem


def said(trouble: Trouble) -> str:
    """Why a photo is not shown, and that it is not lost."""
    match trouble:
        case Refused():
            return trouble.text
        case Offline():
            return "Снимки сейчас не загрузить: нет связи с управляющей компанией. Они не потеряны, попробуйте позже."
        case Broken():
            return "Управляющая компания сейчас не может передать снимки. Они не потеряны, попробуйте позже."
