"""Going through the form of a new appeal by taps, for tests that are about one of its pages."""

from pathlib import Path
from subprocess import run

from PySide6.QtQuick import QQuickWindow

from kiosk import outbox
from kiosk.domain.appeals import FileAppeal
from tests.ui.appeals.lobby import Lobby
from tests.ui.taps import find, seen, tap, wait
from ui.appeals.new_appeal_view_model import NewAppealViewModel

TEXT = "Из крана идёт ржавая вода"


def to_text(window: QQuickWindow) -> None:
    """From the first page to the text, of a type that is no emergency."""
    tap(window, "type:water")
    tap(window, "type:water-none")
    find(window, "textInput")


def put_text(window: QQuickWindow, text: str) -> None:
    """The box holds exactly this, as after a paste."""
    find(window, "textInput").setProperty("text", text)


def to_photos(window: QQuickWindow, text: str = TEXT) -> None:
    to_text(window)
    put_text(window, text)
    tap(window, "typingAction")
    wait(lambda: seen(window, "cameraSaid") is not None or seen(window, "cameraOn") is not None)


def to_visit(window: QQuickWindow) -> None:
    to_photos(window)
    tap(window, "next")
    find(window, "day:0")


def to_check(window: QQuickWindow) -> None:
    to_visit(window)
    tap(window, "skip")
    find(window, "send")


def to_sent(window: QQuickWindow) -> None:
    to_check(window)
    tap(window, "send")
    find(window, "done")


def filed(lobby: Lobby) -> FileAppeal:
    """The one command written."""
    (command,) = lobby.waiting
    return outbox.payload(command, FileAppeal)


def page(view_model: NewAppealViewModel) -> str:
    return view_model.page


def words_of(pdf: bytes, folder: Path) -> str:
    """What a printed sheet says."""
    path = folder / "sheet.pdf"
    path.write_bytes(pdf)
    return run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True).stdout
