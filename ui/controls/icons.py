"""Outline icons in any colour: `image://icon/NAME/RRGGBB`."""

import logging
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

UNKNOWN = "info-circle"
"""Drawn for a name that a company's data has and we have not; the log says which."""

_log = logging.getLogger(__name__)


class IconProvider(QQuickImageProvider):
    """Renders `resources/icons/NAME.svg` with its stroke in the colour asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._files = {file.stem: file for file in folder.glob("*.svg")}

    def requestImage(self, id: str, size: QSize, requested_size: QSize) -> QImage:
        name, _, color = id.partition("/")
        if name not in self._files:
            _log.warning("there is no icon %r", name[:40])
        file = self._files.get(name, self._files[UNKNOWN])
        svg = file.read_text(encoding="utf-8").replace("currentColor", f"#{color}")
        side = requested_size if requested_size.isValid() else QSize(24, 24)
        image = QImage(side, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, side.width(), side.height()))
        painter.end()
        return image
