"""A camera through Qt, and the choice of one by the setting. QtMultimedia itself comes with the first start."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from kiosk.devices.camera import NO_CAMERA, Camera, Shot

if TYPE_CHECKING:
    from kiosk.devices.qt_pipeline import Pipeline

OnFrame = Callable[[Any], None]
OnTrouble = Callable[[str], None]

LONGEST = 1080
"""Pixels of a shown frame's longer side, unless the view needs others."""


class Source(Protocol):
    """Where a camera's frames come from."""

    def available(self) -> str:
        """Why it cannot be opened, as far as that is seen without Qt; else empty."""

    def open(self, pipeline: Pipeline) -> None:
        """Let frames flow into the pipeline's sink; trouble, now or later, goes to `pipeline.give_up`."""

    def close(self) -> None:
        """Let the device go."""


class QtCamera:
    """A camera over one source: a pipeline while it is on, none while it is off."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._pipeline: Pipeline | None = None

    def available(self) -> str:
        """A resident's sentence, or empty."""
        return self._source.available()

    def start(self, on_frame: OnFrame, on_trouble: OnTrouble, longest: int = LONGEST) -> None:
        """Switch on, after off where it was on."""
        self.stop()
        reason = self.available()
        if reason:
            on_trouble(reason)
            return
        from kiosk.devices.qt_pipeline import Pipeline

        def trouble(sentence: str) -> None:
            self.stop()
            on_trouble(sentence)

        self._pipeline = Pipeline(on_frame, trouble, longest)
        self._source.open(self._pipeline)

    def stop(self) -> None:
        """Switch off: the device is free, and nothing is called back any more."""
        pipeline, self._pipeline = self._pipeline, None
        if pipeline is not None:
            pipeline.close()
            self._source.close()

    def shot(self) -> Shot | None:
        """The last frame while on."""
        return None if self._pipeline is None else self._pipeline.shot()


class NoCamera:
    """A kiosk without a camera: whoever starts it is told so."""

    def available(self) -> str:
        """Always the reason."""
        return NO_CAMERA

    def start(self, on_frame: OnFrame, on_trouble: OnTrouble, longest: int = LONGEST) -> None:
        """There is nothing to switch on."""
        on_trouble(NO_CAMERA)

    def stop(self) -> None:
        """Nothing was on."""

    def shot(self) -> Shot | None:
        """No frame ever comes."""
        return None


def camera(setting: str) -> Camera:
    """By the setting: «auto» the first device there is, «none» no camera, else the video file played as one."""
    from kiosk.devices.qt_sources import RealCamera, VideoCamera

    match setting:
        case "none":
            return NoCamera()
        case "auto":
            return QtCamera(RealCamera())
        case path:
            return QtCamera(VideoCamera(Path(path)))
