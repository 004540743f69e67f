"""Taking a photo: which shot is kept when developing is slow, and what happens when the camera goes away."""

from collections.abc import Callable, Iterator
from threading import Event
from typing import Any

import pytest
from PySide6.QtGui import QImage

from kiosk.devices.camera import NO_ANSWER, Pixels, Shot
from tests.ui.taps import wait
from ui.controls.camera_booth import CameraBooth, Picture
from ui.controls.jobs import Jobs

PATIENCE = 10.0
"""Seconds a shot waits to be developed before the test counts as hung."""


class Eye:
    """A camera whose shots are developed when the test says so; the first is 1 pixel wide, the second 2 …"""

    def __init__(self) -> None:
        self.on = False
        self.negatives: list[Event] = []

    def available(self) -> str:
        return ""

    def start(self, on_frame: Callable[[Any], None], on_trouble: Callable[[str], None], longest: int = 1080) -> None:
        self.on, self.lose = True, on_trouble
        on_frame(QImage(4, 3, QImage.Format.Format_RGB32))

    def stop(self) -> None:
        self.on = False

    def shot(self) -> Shot | None:
        negative = Event()
        self.negatives.append(negative)
        width = len(self.negatives)

        def develop() -> Pixels:
            assert negative.wait(PATIENCE)
            return bytes(3 * width), (width, 1)

        return Shot(preview=QImage(4, 3, QImage.Format.Format_RGB32), develop=develop)


class Blind(Eye):
    """On, but with no frame when one is wanted."""

    def shot(self) -> Shot | None:
        return None


class Slow(Eye):
    """On, but its first frame comes only when `show` is called."""

    def start(self, on_frame: Callable[[Any], None], on_trouble: Callable[[str], None], longest: int = 1080) -> None:
        self.show = on_frame


class Torn(Eye):
    """Its shots have no picture in them."""

    def shot(self) -> Shot | None:
        return Shot(preview=QImage(4, 3, QImage.Format.Format_RGB32), develop=lambda: (b"", (0, 0)))


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.stop()


def test_a_retaken_shot_developed_late_does_not_become_the_kept_one(jobs: Jobs) -> None:
    eye, kept = Eye(), list[Picture]()
    booth = CameraBooth(eye, jobs, kept.append, beat=1)
    take(booth)
    booth.retake()
    take(booth)
    booth.keep()
    first, second = eye.negatives
    first.set()
    jobs.run(lambda: None, lambda _: second.set())
    wait(lambda: bool(kept))
    assert [picture.small.width() for picture in kept] == [480] and kept[0].small.height() == 240


def test_a_camera_is_called_on_only_once_it_gives_pictures(jobs: Jobs) -> None:
    eye = Slow()
    booth = CameraBooth(eye, jobs, lambda picture: None)
    booth.open()
    assert booth.stage == "starting" and not booth.on
    eye.show(QImage(4, 3, QImage.Format.Format_RGB32))
    assert booth.stage == "live" and booth.on


def test_keeping_waits_for_the_picture_and_keeps_it_once(jobs: Jobs) -> None:
    eye, kept = Eye(), list[Picture]()
    booth = CameraBooth(eye, jobs, kept.append, beat=1)
    take(booth)
    booth.keep()
    booth.keep()
    assert booth.stage == "developing" and not kept
    eye.negatives[0].set()
    wait(lambda: booth.stage == "live")
    assert len(kept) == 1


def test_a_camera_lost_while_a_shot_is_looked_at_still_lets_it_be_kept(jobs: Jobs) -> None:
    eye, kept = Eye(), list[Picture]()
    booth = CameraBooth(eye, jobs, kept.append, beat=1)
    take(booth)
    eye.lose(NO_ANSWER)
    assert booth.stage == "shot" and not booth.on
    eye.negatives[0].set()
    booth.keep()
    wait(lambda: bool(kept))
    assert booth.stage == "trouble" and booth.problem == NO_ANSWER


def test_a_camera_lost_in_the_countdown_ends_it_with_its_sentence(jobs: Jobs) -> None:
    eye = Eye()
    booth = CameraBooth(eye, jobs, lambda picture: None, beat=60_000)
    booth.open()
    booth.shoot()
    eye.lose(NO_ANSWER)
    assert not booth.counting and booth.problem == NO_ANSWER and booth.image.isNull()


def test_no_frame_at_the_end_of_the_countdown_is_told_and_may_be_tried_again(jobs: Jobs) -> None:
    booth = CameraBooth(Blind(), jobs, lambda picture: None, beat=1)
    booth.open()
    booth.shoot()
    wait(lambda: booth.problem == NO_ANSWER)
    assert booth.stage == "live"


def test_a_shot_without_a_picture_is_told_and_not_kept(jobs: Jobs) -> None:
    kept = list[Picture]()
    booth = CameraBooth(Torn(), jobs, kept.append, beat=1)
    booth.open()
    booth.shoot()
    wait(lambda: "Снимок не читается" in booth.problem)
    assert booth.stage == "live" and not kept


def test_closing_forgets_the_picture_and_a_shot_on_its_way(jobs: Jobs) -> None:
    eye, kept = Eye(), list[Picture]()
    booth = CameraBooth(eye, jobs, kept.append, beat=1)
    take(booth)
    booth.keep()
    booth.close()
    eye.negatives[0].set()
    done: list[bool] = []
    jobs.run(lambda: True, done.append)
    wait(lambda: bool(done))
    assert not eye.on and not kept and booth.image.isNull() and booth.stage == "off"
    assert booth._snapshot.picture is None


def take(booth: CameraBooth) -> None:
    """Count down to a shot."""
    booth.open()
    booth.shoot()
    wait(lambda: booth.stage == "shot")
