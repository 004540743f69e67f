"""Where frames come from: the device plugged in, or a video file that stands for one. QtMultimedia is imported late."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl

from kiosk.devices.camera import NO_ANSWER, NO_CAMERA

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QMediaDevices, QMediaPlayer

    from kiosk.devices.qt_pipeline import Pipeline

DEVICES = Path("/sys/class/video4linux")
WIDEST = 1920
"""Pixels asked of a device at most; a photo keeps 1600."""
SLOWEST = 10.0
"""Frames a second a picture needs to look alive."""


class RealCamera:
    """The first device the system offers."""

    def __init__(self) -> None:
        self._camera: QCamera | None = None
        self._session: QMediaCaptureSession | None = None
        self._devices: QMediaDevices | None = None

    def available(self) -> str:
        """Linux lists its cameras in a folder; elsewhere only a start can tell."""
        if sys.platform == "linux" and not (DEVICES.is_dir() and any(DEVICES.iterdir())):
            return NO_CAMERA
        return ""

    def open(self, pipeline: Pipeline) -> None:
        """Start the device in its best format; trouble when it fails, or is pulled out."""
        from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QMediaDevices

        self._devices = QMediaDevices()
        device = QMediaDevices.defaultVideoInput()
        if device.isNull():
            pipeline.give_up(NO_CAMERA)
            return
        self._camera, self._session = QCamera(device), QMediaCaptureSession()
        formats = device.videoFormats()
        sizes = [(f.resolution().width(), f.resolution().height(), f.maxFrameRate()) for f in formats]
        if sizes:
            self._camera.setCameraFormat(formats[best(sizes)])

        def check_presence() -> None:
            if device not in QMediaDevices.videoInputs():
                pipeline.give_up()

        self._devices.videoInputsChanged.connect(check_presence)
        self._camera.errorOccurred.connect(lambda *_: pipeline.give_up())
        self._session.setCamera(self._camera)
        self._session.setVideoSink(pipeline.sink)
        self._camera.start()

    def close(self) -> None:
        """Stop, and take the device out of the session, so that its light goes out."""
        if self._camera is not None and self._session is not None:
            self._camera.stop()
            self._session.setCamera(None)  # type: ignore[arg-type]  # the stub forgets that None is allowed
        for thing in (self._camera, self._session, self._devices):
            if thing is not None:
                thing.deleteLater()
        self._camera = self._session = self._devices = None


class VideoCamera:
    """A video file played in a loop, for demonstrations and tests."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._player: QMediaPlayer | None = None

    def available(self) -> str:
        """A plain file that may be read; a pipe would block."""
        return "" if self._path.is_file() and os.access(self._path, os.R_OK) else NO_ANSWER

    def open(self, pipeline: Pipeline) -> None:
        """Play into the sink; trouble when the file is no video."""
        from PySide6.QtMultimedia import QMediaPlayer

        player = self._player = QMediaPlayer()

        def check(status: QMediaPlayer.MediaStatus) -> None:
            invalid = status == QMediaPlayer.MediaStatus.InvalidMedia
            if invalid or (status == QMediaPlayer.MediaStatus.LoadedMedia and not player.hasVideo()):
                pipeline.give_up()

        player.errorOccurred.connect(lambda *_: pipeline.give_up())
        player.mediaStatusChanged.connect(check)
        player.setVideoSink(pipeline.sink)
        player.setLoops(QMediaPlayer.Loops.Infinite)
        player.setSource(QUrl.fromLocalFile(str(self._path.resolve())))
        player.play()

    def close(self) -> None:
        """Stop and close the file."""
        player, self._player = self._player, None
        if player is not None:
            player.stop()
            player.setSource(QUrl())
            player.deleteLater()


def best(sizes: Sequence[tuple[int, int, float]]) -> int:
    """Which of (width px, height px, frames a second): lively, not over 1920 px wide, the largest, then the fastest."""

    def worth(index: int) -> tuple[bool, bool, int, float]:
        width, height, rate = sizes[index]
        small = width <= WIDEST
        return rate >= SLOWEST, small, width * height if small else -width * height, rate

    return max(range(len(sizes)), key=worth)
