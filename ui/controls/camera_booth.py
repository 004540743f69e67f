"""Taking a photo at the screen: camera on, 3-2-1, shot, keep or retake; whatever is wrong is a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement

from kiosk.devices.camera import NO_ANSWER, Camera, Shot
from ui.controls.jobs import Jobs, Trouble, sentence
from ui.controls.pictures import thumbnail
from ui.controls.qml import Property, QmlUncreatable

QML_IMPORT_NAME = "ui.controls"
QML_IMPORT_MAJOR_VERSION = 1

FIGURES = 3
"""The countdown's first figure."""
BEAT = 1000
"""Milliseconds between two figures."""


class Stage(StrEnum):
    """`DEVELOPING`: the shot is wanted before its JPEG is ready."""

    OFF = "off"
    STARTING = "starting"
    LIVE = "live"
    COUNTING = "counting"
    SHOT = "shot"
    DEVELOPING = "developing"
    TROUBLE = "trouble"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A photo ready to be sent, and a small picture of it."""

    jpeg: bytes = field(repr=False)
    small: QImage = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """`lost`: the camera went away while a shot was looked at; it is told once that is decided."""

    stage: Stage = Stage.OFF
    figure: int = 0
    problem: str = ""
    lost: str = ""
    picture: Picture | None = None

    @property
    def shot(self) -> bool:
        return self.stage in (Stage.SHOT, Stage.DEVELOPING)

    @property
    def after_shot(self) -> Snapshot:
        """Back to the live picture, or to why there is none any more."""
        return Snapshot(stage=Stage.TROUBLE, problem=self.lost) if self.lost else Snapshot(stage=Stage.LIVE)


@QmlElement
@QmlUncreatable("made by a view model")
class CameraBooth(QObject):
    """Open it when its page is shown, close it when it is not: the camera is on only between the two."""

    changed = Signal()
    framed = Signal()
    """`image` is another one."""

    def __init__(
        self,
        camera: Camera,
        jobs: Jobs,
        kept: Callable[[Picture], None],
        beat: int = BEAT,
        parent: QObject | None = None,
    ) -> None:
        """`kept` gets the picture after «Оставить»; `beat` in milliseconds."""
        super().__init__(parent)
        self._camera, self._jobs, self._kept = camera, jobs, kept
        self._snapshot = Snapshot()
        self._image = QImage()
        self._taken = 0
        self._clock = QTimer(self, interval=beat)
        self._clock.timeout.connect(self._beat)

    @property
    def image(self) -> QImage:
        """What the camera sees, or the shot; null while there is nothing."""
        return self._image

    @property
    def mirrored(self) -> bool:
        """A live picture is a mirror; a shot is as the company will see it."""
        return not self._snapshot.shot

    @property
    def counting(self) -> bool:
        return self._snapshot.stage is Stage.COUNTING

    @Slot()
    def open(self) -> None:
        """Switch the camera on, or try again after a trouble."""
        if self._snapshot.stage not in (Stage.OFF, Stage.TROUBLE):
            return
        missing = self._camera.available()
        if missing:
            self._put(Snapshot(stage=Stage.TROUBLE, problem=missing))
            return
        self._put(Snapshot(stage=Stage.STARTING))
        self._camera.start(self._see, self._fail)

    @Slot()
    def close(self) -> None:
        """Switch the camera off and forget its picture."""
        if self._snapshot.stage is Stage.OFF:
            return
        self._camera.stop()
        self._clock.stop()
        self._taken += 1
        self._show(QImage())
        self._put(Snapshot())

    @Slot()
    def shoot(self) -> None:
        """Begin the countdown."""
        if self._snapshot.stage is Stage.LIVE:
            self._put(Snapshot(stage=Stage.COUNTING, figure=FIGURES))
            self._clock.start()

    @Slot()
    def cancel(self) -> None:
        """Stop the countdown."""
        if self.counting:
            self._clock.stop()
            self._put(Snapshot(stage=Stage.LIVE))

    @Slot()
    def keep(self) -> None:
        """«Оставить»."""
        if self._snapshot.stage is Stage.SHOT:
            self._put(replace(self._snapshot, stage=Stage.DEVELOPING))
            self._hand_over()

    @Slot()
    def retake(self) -> None:
        """«Переснять»: the shot is forgotten."""
        if self._snapshot.stage is Stage.SHOT:
            self._taken += 1
            self._put(self._snapshot.after_shot)

    def _see(self, frame: QImage) -> None:
        if self._snapshot.shot:
            return
        self._show(frame)
        if self._snapshot.stage is Stage.STARTING:
            self._put(Snapshot(stage=Stage.LIVE))

    def _fail(self, problem: str) -> None:
        self._clock.stop()
        if self._snapshot.shot:
            self._put(replace(self._snapshot, lost=problem))
        else:
            self._show(QImage())
            self._put(Snapshot(stage=Stage.TROUBLE, problem=problem))

    def _beat(self) -> None:
        figure = self._snapshot.figure - 1
        if figure > 0:
            self._put(replace(self._snapshot, figure=figure))
            return
        self._clock.stop()
        shot = self._camera.shot()
        if shot is None:
            self._put(Snapshot(stage=Stage.LIVE, problem=NO_ANSWER))
        else:
            self._take(shot)

    def _take(self, shot: Shot) -> None:
        """Show the shot and develop it meanwhile, so that «Оставить» seldom waits."""
        self._taken += 1
        taken = self._taken
        self._show(shot.preview)
        self._put(Snapshot(stage=Stage.SHOT))
        self._jobs.run(
            lambda: developed(shot),
            lambda picture: self._learn(taken, picture),
            lambda trouble: self._spoil(taken, trouble),
        )

    def _learn(self, taken: int, picture: Picture) -> None:
        if taken == self._taken:
            self._put(replace(self._snapshot, picture=picture))
            self._hand_over()

    def _spoil(self, taken: int, trouble: Trouble) -> None:
        if taken == self._taken:
            self._put(replace(self._snapshot.after_shot, problem=sentence(trouble)))

    def _hand_over(self) -> None:
        picture = self._snapshot.picture
        if self._snapshot.stage is Stage.DEVELOPING and picture is not None:
            self._put(self._snapshot.after_shot)
            self._kept(picture)

    def _show(self, image: QImage) -> None:
        self._image = image
        self.framed.emit()

    def _put(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.changed.emit()

    @Property(str, notify=changed)
    def stage(self) -> str:
        return str(self._snapshot.stage)

    @Property(bool, notify=changed)
    def on(self) -> bool:
        """The camera gives pictures: the mark says so."""
        return self._snapshot.stage not in (Stage.OFF, Stage.STARTING, Stage.TROUBLE) and not self._snapshot.lost

    @Property(int, notify=changed)
    def figure(self) -> int:
        return self._snapshot.figure

    @Property(str, notify=changed)
    def problem(self) -> str:
        return self._snapshot.problem


def developed(shot: Shot) -> Picture:
    """The JPEG to be sent and its thumbnail; Refused when there is no picture in the shot. For a job thread."""
    from kiosk.documents import photo

    pixels, size = shot.develop()
    jpeg = photo.prepare(pixels, size)
    return Picture(jpeg=jpeg, small=thumbnail(jpeg))
