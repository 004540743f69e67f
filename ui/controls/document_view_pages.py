"""Pages of a PDF as pictures: read from memory, drawn by QtPdf's own thread, which does not hold Python's lock.

QtPdf is imported here, when the first document is opened.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRect, QSize, Signal
from PySide6.QtGui import QImage

from kiosk.domain.errors import Refused

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocumentRenderOptions

BAD = "Документ не открывается: он повреждён. Попросите его в управляющей компании."


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A part of a page, in pixels of the whole page drawn `width` wide and `height` high; a part is left, top, w, h."""

    page: int
    width: int
    height: int
    part: tuple[int, int, int, int]

    @property
    def whole(self) -> bool:
        return self.part == (0, 0, self.width, self.height)


class Pages(QObject):
    """An open PDF. `shapes` are the pages' heights over their widths; Refused for what is no PDF or has no pages."""

    drawn = Signal(object, QImage)

    def __init__(self, pdf: bytes, parent: QObject | None = None) -> None:
        from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer

        super().__init__(parent)
        self._looks: dict[int, Look] = {}
        # Children die in this order: the renderer waits for its thread, which reads the document over the buffer.
        self._renderer = QPdfPageRenderer(self)
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        if self._document.status() is not QPdfDocument.Status.Ready or self._document.pageCount() == 0:
            self.deleteLater()
            raise Refused("document.bad", BAD)
        sizes = (self._document.pagePointSize(number) for number in range(self._document.pageCount()))
        self.shapes = tuple(size.height() / size.width() for size in sizes)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.setDocument(self._document)
        self._renderer.pageRendered.connect(self._pass_on)

    def draw(self, look: Look) -> None:
        """Have it drawn; `drawn` tells when."""
        from PySide6.QtPdf import QPdfDocumentRenderOptions

        options = QPdfDocumentRenderOptions()
        left, top, width, height = look.part
        if not look.whole:
            options.setScaledSize(QSize(look.width, look.height))
            options.setScaledClipRect(QRect(left, top, width, height))
        self._looks[self._renderer.requestPage(look.page, QSize(width, height), options)] = look

    def _pass_on(self, page: int, size: QSize, image: QImage, options: QPdfDocumentRenderOptions, number: int) -> None:
        self.drawn.emit(self._looks.pop(number), image)
