"""A camera at the screen: a video through the real QtMultimedia, a broken one, none at all, and the choice of one."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaPlayer
from pytestqt.qtbot import QtBot

from kiosk.devices import qt_camera, qt_pipeline, qt_sources
from kiosk.devices.camera import NO_ANSWER, NO_CAMERA, Camera
from kiosk.devices.qt_pipeline import INTERVAL
from kiosk.documents import photo

ROOT = Path(__file__).parents[3]
VIDEO = ROOT / "resources" / "demo" / "camera.mp4"
WAIT = 10_000

# Without a display Qt converts frames on the CPU, and says so once; and it warns of the broken videos it is given.
pytestmark = pytest.mark.qt_log_ignore("No RHI backend", "Could not open media")


class Viewer:
    """What the page beside the camera saw and was told, and on which thread."""

    def __init__(self) -> None:
        self.frames: list[QImage] = []
        self.troubles: list[str] = []
        self.threads: set[int] = set()

    def frame(self, image: QImage) -> None:
        self.frames.append(image)
        self.threads.add(threading.get_ident())

    def trouble(self, sentence: str) -> None:
        self.troubles.append(sentence)


Opened = Callable[..., tuple[Camera, Viewer]]


@pytest.fixture
def opened(qapp: object) -> Iterator[Opened]:
    """Start a camera by its setting; all are off again at the end."""
    cameras: list[Camera] = []

    def start(setting: str | Path, longest: int = 1080) -> tuple[Camera, Viewer]:
        camera, viewer = qt_camera.camera(str(setting)), Viewer()
        cameras.append(camera)
        camera.start(viewer.frame, viewer.trouble, longest)
        return camera, viewer

    yield start
    for camera in cameras:
        camera.stop()


def open_files() -> set[str]:
    """What this process holds open."""
    return {str(link.resolve()) for link in Path("/proc/self/fd").iterdir()}


def test_a_video_is_seen_as_moving_pictures_on_the_gui_thread(opened: Opened, qtbot: QtBot) -> None:
    _, viewer = opened(VIDEO)
    qtbot.waitUntil(lambda: len(viewer.frames) >= 8, timeout=WAIT)
    assert viewer.threads == {threading.get_ident()} and viewer.troubles == []
    assert viewer.frames[0] != viewer.frames[7]


def test_frames_are_scaled_to_the_view_and_a_shot_is_developed_in_full(opened: Opened, qtbot: QtBot) -> None:
    camera, viewer = opened(VIDEO, longest=320)
    qtbot.waitUntil(lambda: bool(viewer.frames), timeout=WAIT)
    assert (viewer.frames[0].width(), viewer.frames[0].height()) == (320, 240)
    shot = camera.shot()
    assert shot is not None and shot.preview.width() == 320
    pixels, size = shot.develop()
    assert size == (960, 720) and len(pixels) == 960 * 720 * 3


def test_a_shot_is_not_mirrored_and_becomes_a_photo(opened: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    camera, viewer = opened(VIDEO)
    qtbot.waitUntil(lambda: bool(viewer.frames), timeout=WAIT)
    shot = camera.shot()
    assert shot is not None
    (tmp_path / "photo.jpg").write_bytes(photo.prepare(*shot.develop()))
    with Image.open(tmp_path / "photo.jpg") as picture:
        red, green, blue = picture.convert("RGB").getpixel((790, 131))  # type: ignore[misc]
        assert red > 110 > 80 > max(green, blue), "the red valve of the drawing stands on the right"
        left = picture.convert("RGB").getpixel((960 - 790, 131))
        assert abs(left[0] - left[2]) < 60, "and there is none on the left"  # type: ignore[index]


def test_pixels_of_an_odd_width_are_developed_without_gaps() -> None:
    image = QImage(5, 3, QImage.Format.Format_RGB32)
    image.fill(0xFF102030)
    assert qt_pipeline._developed(image) == (bytes((0x10, 0x20, 0x30)) * 15, (5, 3))


def test_frames_come_no_more_often_than_the_screen_needs(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(qt_pipeline, "time", SimpleNamespace(monotonic=lambda: now[0]))
    camera, viewer = opened(VIDEO)
    qtbot.waitUntil(lambda: bool(viewer.frames), timeout=WAIT)
    pipeline = camera._pipeline  # type: ignore[attr-defined]
    frame = pipeline.sink.videoFrame()
    before = len(viewer.frames)
    for tick in range(60):  # a second of a device with 60 frames
        now[0] = 100 + tick / 60
        pipeline.take(frame)
    assert 13 <= len(viewer.frames) - before <= round(1 / INTERVAL) + 1


def test_the_video_goes_on_after_its_end(opened: Opened, qtbot: QtBot) -> None:
    camera, viewer = opened(VIDEO)
    qtbot.waitUntil(lambda: bool(viewer.frames), timeout=WAIT)
    player = camera._source._player  # type: ignore[attr-defined]
    player.setPosition(player.duration() - 150)
    qtbot.waitUntil(lambda: 300 < player.position() < 3000, timeout=WAIT)
    seen = len(viewer.frames)
    qtbot.waitUntil(lambda: len(viewer.frames) > seen, timeout=WAIT)
    assert viewer.troubles == []


def test_a_stopped_camera_lets_its_file_go_and_says_nothing_more(opened: Opened, qtbot: QtBot) -> None:
    camera, viewer = opened(VIDEO)
    qtbot.waitUntil(lambda: len(viewer.frames) >= 2, timeout=WAIT)
    assert str(VIDEO.resolve()) in open_files()
    pipeline = camera._pipeline  # type: ignore[attr-defined]
    late = pipeline.sink.videoFrame()
    camera.stop()
    assert str(VIDEO.resolve()) not in open_files()
    seen = len(viewer.frames)
    pipeline._due = 0.0
    pipeline.take(late)
    pipeline.give_up()
    assert camera.shot() is None
    assert len(viewer.frames) == seen and viewer.troubles == []
    camera.stop()


def test_a_camera_can_be_started_again_after_a_stop(opened: Opened, qtbot: QtBot) -> None:
    camera, first = opened(VIDEO)
    qtbot.waitUntil(lambda: bool(first.frames), timeout=WAIT)
    camera.stop()
    second = Viewer()
    camera.start(second.frame, second.trouble)
    qtbot.waitUntil(lambda: len(second.frames) >= 2, timeout=WAIT)
    assert second.troubles == []


@pytest.mark.parametrize(
    "content", [b"", b"not a video" * 1000, VIDEO.read_bytes()[:4000]], ids=["empty", "text", "cut"]
)
def test_an_unreadable_video_is_said_once_and_the_camera_is_off(
    opened: Opened, qtbot: QtBot, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "broken.mp4").write_bytes(content)
    camera, viewer = opened(tmp_path / "broken.mp4")
    qtbot.waitUntil(lambda: bool(viewer.troubles), timeout=WAIT)
    assert viewer.troubles == [NO_ANSWER] and viewer.frames == [] and camera.shot() is None


def test_sound_without_a_picture_is_no_camera(
    opened: Opened, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qt_pipeline, "PATIENCE", 10 * WAIT)
    silence = (
        b"RIFF" + (36 + 8000).to_bytes(4, "little") + b"WAVEfmt " + bytes.fromhex("10000000010001001f400000803e0000")
    )
    (tmp_path / "sound.mp4").write_bytes(silence + b"\x02\x00\x10\x00data" + (8000).to_bytes(4, "little") + bytes(8000))
    _, viewer = opened(tmp_path / "sound.mp4")
    qtbot.waitUntil(lambda: bool(viewer.troubles), timeout=WAIT)
    assert viewer.troubles == [NO_ANSWER]


def test_an_absent_video_is_known_before_the_start(opened: Opened, tmp_path: Path) -> None:
    camera, viewer = opened(tmp_path / "absent.mp4")
    assert camera.available() == NO_ANSWER and viewer.troubles == [NO_ANSWER]


def test_a_camera_that_falls_silent_is_given_up_and_switched_off(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qt_pipeline, "PATIENCE", 300)
    camera, viewer = opened(VIDEO)
    qtbot.waitUntil(lambda: bool(viewer.frames), timeout=WAIT)
    camera._source._player.pause()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: bool(viewer.troubles), timeout=WAIT)
    assert viewer.troubles == [NO_ANSWER] and camera.shot() is None
    qtbot.waitUntil(lambda: str(VIDEO.resolve()) not in open_files(), timeout=WAIT)


def test_a_camera_that_never_gives_a_frame_is_given_up(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt_pipeline, "PATIENCE", 50)
    viewer = Viewer()
    pipeline = qt_pipeline.Pipeline(viewer.frame, viewer.trouble, 1080)
    qtbot.waitUntil(lambda: viewer.troubles == [NO_ANSWER], timeout=WAIT)
    pipeline.close()


def test_an_error_in_the_middle_is_said_at_once_and_the_camera_is_off(opened: Opened, qtbot: QtBot) -> None:
    camera, viewer = opened(VIDEO)
    qtbot.waitUntil(lambda: bool(viewer.frames), timeout=WAIT)
    player = camera._source._player  # type: ignore[attr-defined]
    player.errorOccurred.emit(QMediaPlayer.Error.ResourceError, "the device is gone")
    assert viewer.troubles == [NO_ANSWER] and camera.shot() is None
    assert str(VIDEO.resolve()) not in open_files()


def test_no_camera_in_the_settings_is_said_and_shows_a_way_on(opened: Opened) -> None:
    camera, viewer = opened("none")
    assert camera.available() == NO_CAMERA and viewer.troubles == [NO_CAMERA] and camera.shot() is None
    assert "без снимков" in NO_CAMERA and "без снимков" in NO_ANSWER


def test_a_machine_without_a_device_says_so_before_the_start(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(qt_sources, "DEVICES", tmp_path)
    camera, viewer = opened("auto")
    assert camera.available() == NO_CAMERA and viewer.troubles == [NO_CAMERA]


def test_a_listed_device_that_qt_does_not_find_is_said(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if Path("/dev/video0").exists():
        pytest.skip("this machine has a camera")
    (tmp_path / "video0").touch()
    monkeypatch.setattr(qt_sources, "DEVICES", tmp_path)
    camera, viewer = opened("auto")
    assert viewer.troubles == [NO_CAMERA] and camera.shot() is None


@pytest.mark.parametrize(
    ("sizes", "chosen"),
    [
        ([(640, 480, 30.0), (1280, 720, 30.0), (1920, 1080, 30.0), (3840, 2160, 30.0)], 2),
        ([(640, 480, 30.0), (1920, 1080, 5.0)], 0),
        ([(1280, 720, 15.0), (1280, 720, 60.0)], 1),
        ([(3840, 2160, 30.0), (2560, 1440, 30.0)], 1),
        ([(320, 240, 2.0)], 0),
    ],
)
def test_a_device_is_asked_for_its_best_lively_picture(sizes: list[tuple[int, int, float]], chosen: int) -> None:
    assert qt_sources.best(sizes) == chosen


def test_choosing_a_camera_does_not_load_the_multimedia_library() -> None:
    program = (
        "import sys; from kiosk.devices.qt_camera import camera; "
        f"cameras = [camera(s) for s in ('none', 'auto', {str(VIDEO)!r})]; [c.available() for c in cameras]; "
        "sys.exit('PySide6.QtMultimedia' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)


def test_the_drawn_video_can_be_made_again(tmp_path: Path) -> None:
    output: Any = tmp_path / "camera.mp4"
    script = ROOT / "resources" / "demo" / "make_video.py"
    subprocess.run([sys.executable, script, output], check=True, timeout=60, capture_output=True)
    assert 50_000 < output.stat().st_size <= 300_000
    assert VIDEO.stat().st_size <= 300_000
