"""The camera's page: live picture, countdown, shot, keep or retake; the way on without it."""

import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickWindow

from kiosk.devices.camera import NO_CAMERA
from kiosk.devices.qt_camera import camera
from kiosk.idle import Activity
from tests.ui.appeals.lobby import VIDEO, VIDEO_WORDS, Lobby
from tests.ui.appeals.writing import TEXT, filed, to_photos
from tests.ui.taps import centre, draw, find, seen, tap, texts, wait
from ui.appeals.new_appeal_view_model import NewAppealViewModel

pytestmark = pytest.mark.qt_log_ignore(*VIDEO_WORDS)


def test_the_picture_is_a_mirror_and_a_mark_says_that_the_camera_is_on(lobby: Lobby) -> None:
    window, view_model = live(lobby)
    assert find(window, "cameraOn") and "камера включена" in texts(window)
    seen_ = view_model.booth.image
    draw(window)
    shown = picture(window)
    assert like(shown, seen_.flipped(Qt.Orientation.Horizontal)) > 0.9 > like(shown, seen_)


def test_the_countdown_goes_three_two_one_and_a_shot_comes(lobby: Lobby) -> None:
    window, view_model = live(lobby, beat=150)
    figures: list[int] = []
    view_model.booth.changed.connect(lambda: figures.append(view_model.booth.figure))
    tap(window, "shoot")
    assert view_model.activity is Activity.BUSY
    find(window, "keep")
    assert list(dict.fromkeys(figures)) == [3, 2, 1, 0]
    assert view_model.activity is Activity.PAGE


def test_the_shot_is_shown_as_the_company_will_see_it(lobby: Lobby) -> None:
    window, view_model = live(lobby)
    tap(window, "shoot")
    find(window, "keep")
    draw(window)
    assert like(picture(window), view_model.booth.image) > 0.9


def test_a_countdown_can_be_stopped(lobby: Lobby) -> None:
    window, view_model = live(lobby, beat=60_000)
    tap(window, "shoot")
    tap(window, "cancelShot")
    wait(lambda: view_model.booth.stage == "live")


def test_a_kept_shot_is_filed_as_a_small_jpeg(lobby: Lobby) -> None:
    window, _ = live(lobby)
    shoot(window)
    for name in ("next", "skip", "send"):
        tap(window, name)
    find(window, "done")
    (sha256,) = filed(lobby).photos
    jpeg = lobby.store.spool.blob(sha256)
    assert jpeg is not None and len(jpeg) <= 600_000
    photo = Image.open(io.BytesIO(jpeg))
    assert photo.format == "JPEG" and max(photo.size) <= 1600 and not photo.getexif()


def test_a_retaken_shot_is_forgotten(lobby: Lobby) -> None:
    window, view_model = live(lobby)
    tap(window, "shoot")
    tap(window, "retake")
    wait(lambda: view_model.booth.stage == "live")
    assert view_model.photos.count == 0
    shoot(window)
    assert view_model.photos.count == 1


def test_a_photo_can_be_taken_out_again(lobby: Lobby) -> None:
    window, view_model = live(lobby)
    shoot(window)
    tap(window, "deletePhoto:0")
    wait(lambda: view_model.photos.count == 0)
    assert not seen(window, "shot:0")


def test_a_sixth_photo_is_refused_in_words(lobby: Lobby) -> None:
    window, view_model = live(lobby)
    for _ in range(5):
        shoot(window)
    assert view_model.photos.count == 5 and "Больше 5 снимков приложить нельзя" in texts(window)
    tap(window, "shoot")
    assert view_model.booth.stage == "live"
    tap(window, "deletePhoto:4")
    wait(lambda: view_model.photos.count == 4)
    shoot(window)
    assert view_model.photos.count == 5


def test_the_camera_is_on_only_while_its_page_is_shown(lobby: Lobby) -> None:
    eye = camera(str(VIDEO))
    view_model = lobby.new_appeal(eye)
    stage = lobby.show("NewAppealFlow", view_model)
    to_photos(stage.window)
    wait(lambda: eye.shot() is not None)
    tap(stage.window, "next")
    find(stage.window, "day:0")
    assert eye.shot() is None and view_model.booth.stage == "off" and view_model.booth.image.isNull()
    tap(stage.window, "back")
    wait(lambda: eye.shot() is not None)
    stage.shut()
    assert eye.shot() is None and view_model.booth.stage == "off"


def test_the_form_itself_switches_the_camera_off_even_if_its_page_does_not(lobby: Lobby) -> None:
    eye = camera(str(VIDEO))
    view_model = lobby.new_appeal(eye)
    view_model.begin()
    view_model.chooseType("heat")
    view_model.type(TEXT)
    view_model.acceptText()
    view_model.booth.open()
    wait(lambda: eye.shot() is not None)
    view_model.acceptPhotos()
    assert eye.shot() is None and view_model.booth.stage == "off"


def test_leaving_switches_the_camera_off_and_forgets_the_photos(lobby: Lobby) -> None:
    eye = camera(str(VIDEO))
    view_model = lobby.new_appeal(eye)
    window = lobby.show("NewAppealFlow", view_model).window
    to_photos(window)
    wait(lambda: view_model.booth.stage == "live")
    shoot(window)
    (kept,) = view_model.photos.rows.rows  # type: ignore[attr-defined]
    lobby.leave()
    assert eye.shot() is None and view_model.photos.count == 0
    assert view_model.photos.pictures.image(kept.photoKey).isNull()


def test_a_shot_kept_while_leaving_reaches_no_later_form(lobby: Lobby) -> None:
    window, view_model = live(lobby)
    tap(window, "shoot")
    tap(window, "keep")
    lobby.leave()
    lobby.jobs.stop()
    draw(window)
    assert view_model.photos.count == 0


def test_a_kiosk_without_a_camera_says_so_and_goes_on(lobby: Lobby) -> None:
    view_model = lobby.new_appeal(camera("none"))
    window = lobby.show("NewAppealFlow", view_model).window
    to_photos(window)
    assert NO_CAMERA in texts(window) and not seen(window, "cameraOn") and not seen(window, "shoot")
    tap(window, "next")
    assert find(window, "day:0")


def test_an_unreadable_camera_says_so_can_be_tried_again_and_goes_on(lobby: Lobby, tmp_path: Path) -> None:
    broken = tmp_path / "camera.mp4"
    broken.write_bytes(b"this is no video")
    view_model = lobby.new_appeal(camera(str(broken)))
    window = lobby.show("NewAppealFlow", view_model).window
    to_photos(window)
    wait(lambda: view_model.booth.stage == "trouble")
    assert "можно отправить и без снимков" in texts(window) and not seen(window, "cameraOn")
    broken.write_bytes(VIDEO.read_bytes())
    tap(window, "reopen")
    wait(lambda: view_model.booth.stage == "live")
    shoot(window)
    tap(window, "next")
    assert find(window, "day:0")


def live(lobby: Lobby, beat: int = 20) -> tuple[QQuickWindow, NewAppealViewModel]:
    """The camera's page with its first picture."""
    view_model = lobby.new_appeal(camera(str(VIDEO)), beat)
    window = lobby.show("NewAppealFlow", view_model).window
    to_photos(window)
    wait(lambda: view_model.booth.stage == "live")
    return window, view_model


def shoot(window: QQuickWindow) -> None:
    """A shot taken and kept."""
    tap(window, "shoot")
    tap(window, "keep")
    find(window, "next")


def picture(window: QQuickWindow) -> QImage:
    """The part of the screen that shows what the camera sees."""
    panel = find(window, "cameraOn").parentItem()
    middle, width, height = centre(panel), int(panel.width()), int(panel.height())
    return window.grabWindow().copy(middle.x() - width // 2, middle.y() - height // 2, width, height)


def like(shown: QImage, seen_: QImage) -> float:
    """The share of a grid's points at which two pictures of about one shape have nearly the same brightness."""
    points = [((x + 0.5) / 24, (y + 0.5) / 24) for x in range(24) for y in range(6, 24)]
    return sum(abs(light(shown, *point) - light(seen_, *point)) < 25 for point in points) / len(points)


def light(image: QImage, x: float, y: float) -> int:
    return QColor(image.pixel(int(x * image.width()), int(y * image.height()))).lightness()
