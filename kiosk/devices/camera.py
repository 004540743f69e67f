"""What the kiosk asks of a camera. A frame is whatever the shell paints: a QImage where Qt holds the camera."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

NO_CAMERA = "У этого киоска нет камеры. Обращение можно отправить и без снимков."
NO_ANSWER = "Камера не отвечает. Обращение можно отправить и без снимков."

Pixels = tuple[bytes, tuple[int, int]]
"""RGB, three bytes a pixel in rows without gaps, and width × height: what `kiosk.documents.photo.prepare` takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A picture taken. `preview` is the frame last shown; `develop` gives it in full size, off the GUI thread."""

    preview: Any
    develop: Callable[[], Pixels]


class Camera(Protocol):
    """Used on the GUI thread alone; what it calls back comes on it too. Nothing raises for a camera's trouble."""

    def available(self) -> str:
        """Why there will be no picture, a resident's sentence; empty when there may be one. Cheap, opens nothing."""

    def start(self, on_frame: Callable[[Any], None], on_trouble: Callable[[str], None], longest: int = 1080) -> None:
        """Switch on. Frames come at most 15 a second, scaled to `longest` px at most, not mirrored.

        `on_trouble` gets a sentence at most once, whenever it happens; the camera is off by then.
        """

    def stop(self) -> None:
        """Switch off and let the device go; no call follows. Stopping what is off does nothing."""

    def shot(self) -> Shot | None:
        """The last frame, not mirrored; None before the first one and when off."""
