"""A page of a document, or a part of one, drawn as sharp as it is large.

Take `DocumentViewModel` from here: a QML file that shows documents needs both types.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from ui.controls.document_view_model import DocumentViewModel
from ui.controls.document_view_pages import Look
from ui.controls.qml import Property

QML_IMPORT_NAME = "ui.controls"
QML_IMPORT_MAJOR_VERSION = 1

__all__ = ["DocumentViewModel", "PageView"]


@QmlElement
class PageView(QQuickPaintedItem):
    """The whole page, as wide as the item; or `partial`: what lies at the item's own place on a page `pageWidth` wide.

    A part that moved is shown only when it is drawn anew; a whole page that changed its size is stretched until then.
    """

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._document: DocumentViewModel | None = None
        self._page = 0
        self._page_width = 0.0
        self._partial = False
        self._shown: tuple[Look, QImage] | None = None

    def paint(self, painter: QPainter) -> None:
        look = self._wanted()
        if self._shown is None or look is None:
            return
        known, image = self._shown
        if known != look and not (known.whole and look.whole and known.page == look.page):
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=known != look)
        painter.fillRect(self.boundingRect(), Qt.GlobalColor.white)
        painter.drawImage(self.boundingRect(), image)

    def _wanted(self) -> Look | None:
        """What the item would show now; None while there is nothing to show or no room."""
        if self._document is None or not self._document.ready:
            return None
        width = round(self._page_width if self._partial else self.width())
        height = round(width * self._document.shape(self._page))
        room = QRectF(self.x(), self.y(), self.width(), self.height()).toRect() if self._partial else None
        part = (0, 0, width, height) if room is None else (room.x(), room.y(), room.width(), room.height())
        return Look(page=self._page, width=width, height=height, part=part) if min(width, *part[2:]) > 0 else None

    def _unsettle(self) -> None:
        self.polish()
        self.changed.emit()

    def geometryChange(self, new: QRectF | QRect, old: QRectF | QRect) -> None:
        super().geometryChange(new, old)
        self._unsettle()

    def updatePolish(self) -> None:
        """Once before a frame, however many properties changed: take the picture, or have it drawn."""
        look = self._wanted()
        image = None if self._document is None or look is None else self._document.picture(look)
        if look is None:
            self._shown = None
        elif image is not None:
            self._shown = (look, image)
        self.update()
        self.changed.emit()

    def _get_document(self) -> DocumentViewModel | None:
        return self._document

    def _put_document(self, document: DocumentViewModel | None) -> None:
        if self._document is not None:
            self._document.changed.disconnect(self._unsettle)
            self._document.drawn.disconnect(self._unsettle)
        self._document = document
        if document is not None:
            document.changed.connect(self._unsettle)
            document.drawn.connect(self._unsettle)
        self._unsettle()

    def _get_page(self) -> int:
        return self._page

    def _put_page(self, page: int) -> None:
        self._page = page
        self._unsettle()

    def _get_page_width(self) -> float:
        return self._page_width

    def _put_page_width(self, width: float) -> None:
        self._page_width = width
        self._unsettle()

    def _get_partial(self) -> bool:
        return self._partial

    def _put_partial(self, partial: bool) -> None:
        self._partial = partial
        self._unsettle()

    document = Property(DocumentViewModel, _get_document, _put_document, notify=changed)
    page = Property(int, _get_page, _put_page, notify=changed)
    pageWidth = Property(float, _get_page_width, _put_page_width, notify=changed)
    partial = Property(bool, _get_partial, _put_partial, notify=changed)

    @Property(bool, notify=changed)
    def sharp(self) -> bool:
        """What is seen was drawn for this very size and place."""
        return self._shown is not None and self._shown[0] == self._wanted()
