"""Pictures that pages show but no file or cache holds: kept in memory by key, painted cropped to fill."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPainterPath
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from ui.controls.qml import Property, QmlUncreatable

QML_IMPORT_NAME = "ui.controls"
QML_IMPORT_MAJOR_VERSION = 1

THUMBNAIL = 480
"""Pixels of a thumbnail's longer side."""


@QmlElement
@QmlUncreatable("made by a view model")
class Pictures(QObject):
    """A resident's pictures while they are looked at; `forget` leaves none."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._images: dict[str, QImage] = {}

    def put(self, key: str, image: QImage) -> None:
        self._images[key] = image
        self.changed.emit()

    def image(self, key: str) -> QImage:
        """The picture, or a null one while there is none."""
        return self._images.get(key, QImage())

    def retain(self, keys: set[str]) -> None:
        """Forget every other picture."""
        self._images = {key: image for key, image in self._images.items() if key in keys}
        self.changed.emit()

    def forget(self) -> None:
        self._images.clear()
        self.changed.emit()


def thumbnail(jpeg: bytes) -> QImage:
    """A small picture of a JPEG; a null one when it cannot be read. For a job thread."""
    image = QImage.fromData(jpeg)
    room = QSize(THUMBNAIL, THUMBNAIL)
    if image.isNull():
        return image
    return image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def cropped(image: QSizeF, room: QSizeF) -> QRectF:
    """The largest middle part of a picture that has the room's proportions, in the picture's pixels."""
    part = room.scaled(image, Qt.AspectRatioMode.KeepAspectRatio)
    return QRectF((image.width() - part.width()) / 2, (image.height() - part.height()) / 2, part.width(), part.height())


def paint(painter: QPainter, image: QImage, room: QRectF, radius: float, *, smooth: bool) -> None:
    """Fill the room, its corners rounded, with the picture's middle."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=smooth)
    outline = QPainterPath()
    outline.addRoundedRect(room, radius, radius)
    painter.setClipPath(outline)
    painter.drawImage(room, image, cropped(QSizeF(image.size()), room.size()))


@QmlElement
class PictureView(QQuickPaintedItem):
    """One picture of `pictures`, by its key; `ready` while there is one to show."""

    changed = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._pictures: Pictures | None = None
        self._key = ""
        self._radius = 0.0

    def paint(self, painter: QPainter) -> None:
        image = self._image()
        if not image.isNull():
            paint(painter, image, self.boundingRect(), self._radius, smooth=True)

    def _image(self) -> QImage:
        return QImage() if self._pictures is None else self._pictures.image(self._key)

    def _redraw(self) -> None:
        self.changed.emit()
        self.update()

    @Property(Pictures, notify=changed)
    def pictures(self) -> Pictures | None:
        return self._pictures

    @pictures.setter  # type: ignore[no-redef]
    def pictures(self, pictures: Pictures | None) -> None:
        if self._pictures is not None:
            self._pictures.changed.disconnect(self._redraw)
        self._pictures = pictures
        if pictures is not None:
            pictures.changed.connect(self._redraw)
        self._redraw()

    @Property(str, notify=changed)
    def key(self) -> str:
        return self._key

    @key.setter  # type: ignore[no-redef]
    def key(self, key: str) -> None:
        self._key = key
        self._redraw()

    @Property(float, notify=changed)
    def radius(self) -> float:
        return self._radius

    @radius.setter  # type: ignore[no-redef]
    def radius(self, radius: float) -> None:
        self._radius = radius
        self._redraw()

    @Property(bool, notify=changed)
    def ready(self) -> bool:
        return not self._image().isNull()
