"""What the camera sees, painted: mirrored while live, cropped to fill."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from ui.controls.camera_booth import CameraBooth
from ui.controls.pictures import paint
from ui.controls.qml import Property

QML_IMPORT_NAME = "ui.controls"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class CameraView(QQuickPaintedItem):
    """Paints the booth's picture, its corners rounded by `radius` pixels; nothing while there is none."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._booth: CameraBooth | None = None
        self._radius = 0.0

    def paint(self, painter: QPainter) -> None:
        if self._booth is None or self._booth.image.isNull():
            return
        if self._booth.mirrored:
            painter.translate(self.width(), 0)
            painter.scale(-1, 1)
        paint(painter, self._booth.image, self.boundingRect(), self._radius, smooth=not self._booth.mirrored)

    @Property(CameraBooth, notify=changed)
    def booth(self) -> CameraBooth | None:
        return self._booth

    @booth.setter  # type: ignore[no-redef]
    def booth(self, booth: CameraBooth | None) -> None:
        if self._booth is not None:
            self._booth.framed.disconnect(self.update)
        self._booth = booth
        if booth is not None:
            booth.framed.connect(self.update)
        self.changed.emit()
        self.update()

    @Property(float, notify=changed)
    def radius(self) -> float:
        return self._radius

    @radius.setter  # type: ignore[no-redef]
    def radius(self, radius: float) -> None:
        self._radius = radius
        self.changed.emit()
        self.update()
