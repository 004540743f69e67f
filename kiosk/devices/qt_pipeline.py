"""From a source's frames to pictures: thinned out, scaled, watched over. Importing this imports QtMultimedia."""

import time
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QLoggingCategory, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoSink

from kiosk.devices.camera import NO_ANSWER, Pixels, Shot

INTERVAL = 1 / 15
"""Seconds between two frames shown, at least."""
PATIENCE = 5_000
"""Milliseconds without a frame after which a camera is given up."""

# WORKAROUND: Qt warns of absent libraries for screen capture and video acceleration, of which the kiosk needs none.
QLoggingCategory.setFilterRules("qt.multimedia.symbolsresolver.warning=false")


class Pipeline(QObject):
    """The sink of a camera that is on. Its slots, and so the callbacks, run on the thread that made it."""

    def __init__(self, on_frame: Callable[[QImage], None], on_trouble: Callable[[str], None], longest: int) -> None:
        super().__init__()
        self.sink = QVideoSink(self)
        self.sink.videoFrameChanged.connect(self.take)
        self._on_frame, self._on_trouble, self._longest = on_frame, on_trouble, longest
        self._open, self._due = True, 0.0
        self._image, self._preview = QImage(), QImage()
        self._watchdog = QTimer(self)
        self._watchdog.setSingleShot(True)
        self._watchdog.timeout.connect(self.give_up)
        self._watchdog.start(PATIENCE)

    @Slot(QVideoFrame)
    def take(self, frame: QVideoFrame) -> None:
        """A frame of the source; those that come too soon are let go unread."""
        now = time.monotonic()
        if not self._open or now < self._due or not frame.isValid():
            return
        image = frame.toImage()
        if image.isNull():
            return
        self._due = max(self._due, now - INTERVAL) + INTERVAL
        self._watchdog.start(PATIENCE)
        self._image, self._preview = image, _fitted(image, self._longest)
        self._on_frame(self._preview)

    @Slot()
    def give_up(self, sentence: str = NO_ANSWER) -> None:
        """The source is of no use any more; its camera switches off and says so."""
        if self._open:
            self._on_trouble(sentence)

    def shot(self) -> Shot | None:
        """The last frame; its pixels are copied out when it is developed."""
        if self._image.isNull():
            return None
        return Shot(preview=self._preview, develop=partial(_developed, self._image))

    def close(self) -> None:
        """No frame and no word after this, whatever is still queued."""
        self._open = False
        self._watchdog.stop()
        self._image, self._preview = QImage(), QImage()
        self.deleteLater()


def _fitted(image: QImage, longest: int) -> QImage:
    """No side longer than `longest` pixels."""
    if max(image.width(), image.height()) <= longest:
        return image
    return image.scaled(longest, longest, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.FastTransformation)


def _developed(image: QImage) -> Pixels:
    """RGB without the gaps that Qt leaves behind each row. May run on any thread."""
    plain = image.convertToFormat(QImage.Format.Format_RGB888)
    row, stride = plain.width() * 3, plain.bytesPerLine()
    memory = bytes(plain.constBits())
    if row != stride:
        memory = b"".join(memory[at : at + row] for at in range(0, stride * plain.height(), stride))
    return memory, (plain.width(), plain.height())
