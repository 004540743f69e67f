"""Draws the demonstration's camera picture, a leaking pipe, and records it: `python resources/demo/make_video.py`.

Our own drawing, encoded by the FFmpeg that comes with PySide6. The loop has no seam: drops and puddle repeat.
"""

import math
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGuiApplication,
    QImage,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
    QRadialGradient,
)
from PySide6.QtMultimedia import (
    QMediaCaptureSession,
    QMediaFormat,
    QMediaRecorder,
    QVideoFrame,
    QVideoFrameInput,
)

OUTPUT = Path(__file__).with_name("camera.mp4")
SIZE = QSize(960, 720)
RATE = 15
SECONDS = 6
DROPS = 3
"""Falls a drop makes in the whole loop; three drops are in the air one after another."""
JOINT = QPointF(520, 262)
FLOOR = 610.0


def paint_wall(painter: QPainter) -> None:
    """A tiled basement wall under a lamp, and the floor."""
    light = QRadialGradient(QPointF(430, 150), 820)
    light.setColorAt(0, QColor("#d9dcd6"))
    light.setColorAt(1, QColor("#7d857f"))
    painter.fillRect(QRectF(0, 0, SIZE.width(), FLOOR), QBrush(light))
    painter.setPen(QPen(QColor(90, 98, 92, 90), 2))
    for row in range(0, 620, 88):
        painter.drawLine(0, row, SIZE.width(), row)
        for column in range(-60 if row % 176 else 0, SIZE.width(), 132):
            painter.drawLine(column, row, column, min(row + 88, int(FLOOR)))
    ground = QLinearGradient(0, FLOOR, 0, SIZE.height())
    ground.setColorAt(0, QColor("#5d5a54"))
    ground.setColorAt(1, QColor("#7a766e"))
    painter.fillRect(QRectF(0, FLOOR, SIZE.width(), SIZE.height() - FLOOR), QBrush(ground))


def metal(top: QPointF, bottom: QPointF) -> QBrush:
    """Light across a painted pipe."""
    shine = QLinearGradient(top, bottom)
    for at, colour in ((0.0, "#3f566b"), (0.28, "#b9cbd9"), (0.45, "#7f98ad"), (1.0, "#2b3c4c")):
        shine.setColorAt(at, QColor(colour))
    return QBrush(shine)


def paint_pipes(painter: QPainter) -> None:
    """A riser, a pipe from it to the right, a joint with rust, and a valve."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(QRectF(196, 0, 74, FLOOR + 20), metal(QPointF(196, 0), QPointF(270, 0)))
    painter.fillRect(QRectF(262, 206, SIZE.width(), 58), metal(QPointF(0, 206), QPointF(0, 264)))
    for left, top, width, height in ((182, 186, 102, 98), (482, 194, 78, 82), (560, 200, 18, 70)):
        painter.setBrush(metal(QPointF(0, top), QPointF(0, top + height)))
        painter.drawRoundedRect(QRectF(left, top, width, height), 9, 9)
    painter.setBrush(QColor("#8c2f22"))
    painter.drawRoundedRect(QRectF(724, 120, 132, 22), 11, 11)
    painter.drawRect(QRectF(780, 138, 20, 70))
    for x, y, radius, opacity in ((505, 262, 26, 150), (533, 268, 20, 170), (548, 252, 14, 120), (497, 226, 11, 90)):
        painter.setBrush(QColor(140, 74, 30, opacity))
        painter.drawEllipse(QPointF(x, y), radius, radius * 0.6)


def paint_stain(painter: QPainter) -> None:
    """The wet streak below the joint."""
    wet = QLinearGradient(0, JOINT.y(), 0, FLOOR)
    wet.setColorAt(0, QColor(60, 70, 74, 150))
    wet.setColorAt(1, QColor(60, 70, 74, 60))
    streak = QPainterPath(QPointF(498, 276))
    streak.cubicTo(486, 380, 470, 500, 476, FLOOR)
    streak.lineTo(566, FLOOR)
    streak.cubicTo(566, 480, 552, 380, 544, 276)
    painter.fillPath(streak, QBrush(wet))


def paint_drop(painter: QPainter, phase: float) -> None:
    """A drop that swells at the joint for a third of its time, then falls."""
    swelling = min(phase / 0.34, 1.0)
    falling = max(phase - 0.34, 0.0) / 0.66
    top = JOINT.y() + 14 + (FLOOR + 24 - JOINT.y()) * falling * falling
    size = 5 + 11 * swelling
    drop = QPainterPath(QPointF(JOINT.x(), top - size * 1.7))
    drop.cubicTo(JOINT.x() + size * 1.3, top, JOINT.x() + size * 0.7, top + size, JOINT.x(), top + size)
    drop.cubicTo(JOINT.x() - size * 0.7, top + size, JOINT.x() - size * 1.3, top, JOINT.x(), top - size * 1.7)
    painter.fillPath(drop, QColor(70, 140, 196, 225))
    painter.setBrush(QColor(235, 246, 255, 200))
    painter.drawEllipse(QPointF(JOINT.x() - size * 0.3, top), size * 0.2, size * 0.34)


def paint_puddle(painter: QPainter, time: float) -> None:
    """The puddle, and the rings of the drop that just fell."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(52, 96, 128, 190))
    painter.drawEllipse(QPointF(JOINT.x(), FLOOR + 48), 258, 38)
    painter.setBrush(QColor(150, 190, 214, 110))
    painter.drawEllipse(QPointF(JOINT.x() - 70 + 4 * math.sin(math.tau * time), FLOOR + 40), 96, 11)
    ring = (time * DROPS) % 1.0
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for late in (0.0, 0.16):
        if ring > late:
            spread = (ring - late) * 210
            painter.setPen(QPen(QColor(222, 240, 252, int(190 * (1 - ring))), 4))
            painter.drawEllipse(QPointF(JOINT.x(), FLOOR + 46), spread, spread * 0.16)


def frame(still: QImage, index: int) -> QImage:
    """The picture number `index` of the loop."""
    picture = still.copy()
    time = index / (RATE * SECONDS)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_puddle(painter, time)
    painter.setPen(Qt.PenStyle.NoPen)
    paint_drop(painter, (time * DROPS) % 1.0)
    painter.end()
    return picture


def background() -> QImage:
    """All that stands still."""
    still = QImage(SIZE, QImage.Format.Format_RGB32)
    painter = QPainter(still)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint_wall(painter)
    paint_stain(painter)
    paint_pipes(painter)
    painter.end()
    return still


def record(output: Path) -> None:
    """Feed every frame to the encoder as it asks for them; raises RuntimeError with what the encoder says."""
    application = QGuiApplication.instance() or QGuiApplication(sys.argv)
    session, recorder, source = QMediaCaptureSession(), QMediaRecorder(), QVideoFrameInput()
    session.setVideoFrameInput(source)
    session.setRecorder(recorder)
    form = QMediaFormat(QMediaFormat.FileFormat.MPEG4)
    form.setVideoCodec(QMediaFormat.VideoCodec.MPEG4)
    recorder.setMediaFormat(form)
    recorder.setEncodingMode(QMediaRecorder.EncodingMode.ConstantQualityEncoding)
    recorder.setQuality(QMediaRecorder.Quality.NormalQuality)
    recorder.setVideoFrameRate(RATE)
    recorder.setVideoResolution(SIZE)
    recorder.setOutputLocation(QUrl.fromLocalFile(str(output)))
    still = background()
    sent = 0

    def send() -> None:
        nonlocal sent
        while sent < RATE * SECONDS:
            picture = QVideoFrame(frame(still, sent))
            picture.setStreamFrameRate(RATE)
            picture.setStartTime(sent * 1_000_000 // RATE)
            picture.setEndTime((sent + 1) * 1_000_000 // RATE)
            if not source.sendVideoFrame(picture):
                return
            sent += 1
        recorder.stop()

    source.readyToSendVideoFrame.connect(send)
    recorder.recorderStateChanged.connect(
        lambda state: state == QMediaRecorder.RecorderState.StoppedState and application.quit()
    )
    recorder.errorOccurred.connect(lambda *_: application.quit())
    QTimer.singleShot(60_000, application.quit)
    recorder.record()
    application.exec()
    if recorder.error() != QMediaRecorder.Error.NoError or sent < RATE * SECONDS:
        raise RuntimeError(f"the video was not recorded: {recorder.errorString() or 'no answer from the encoder'}")


if __name__ == "__main__":
    record(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else OUTPUT)
