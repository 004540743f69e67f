"""The window and what feeds it: fonts, icons, the QML engine, touches. Nothing heavy comes before the first frame."""

from __future__ import annotations

import time
from collections.abc import Callable
from math import hypot
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlComponent
from PySide6.QtQuick import QQuickWindow

from ui.controls.icons import IconProvider
from ui.lobby.board_view_model import BoardViewModel
from ui.lobby.lobby_view_model import LobbyViewModel, Page

if TYPE_CHECKING:
    from kiosk.machine import Machine
    from ui.lobby.visit import Visit

ROOT = Path(__file__).resolve().parents[2]
MILLIMETRES = 25.4
"""In an inch."""
PULSE = 1000
"""Milliseconds between two looks at the clock while the board is shown."""
TOUCHES = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.KeyPress,
    }
)


class Shell(QObject):
    """Made first, shown at once; `furnish` brings the pages when the machine is put together."""

    first_frame = Signal()

    def __init__(
        self,
        diagonal: float,
        resolution: tuple[int, int],
        parent: QObject | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """`diagonal` in inches, `resolution` in px: of the panel, which is not asked because panels lie.

        `seconds` is the monotonic clock that idleness is told by.
        """
        super().__init__(parent)
        for font in sorted((ROOT / "resources" / "fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(font))
        self.board = BoardViewModel(self)
        self.lobby = LobbyViewModel(self.board, seconds, self)
        self.visit: Visit | None = None
        self._machine: Machine | None = None
        self._engine = QQmlApplicationEngine(self)
        self._engine.addImportPath(str(ROOT))
        self._engine.addImageProvider("icon", IconProvider(ROOT / "resources" / "icons"))
        self._engine.setInitialProperties(
            {"lobby": self.lobby, "pixelsPerMillimetre": hypot(*resolution) / (diagonal * MILLIMETRES)}
        )
        self._engine.loadFromModule("ui.lobby", "Main")
        self.window = self._window()
        self.window.resize(*resolution)
        self.window.installEventFilter(self)
        self.window.frameSwapped.connect(self._frame)
        self._pulse = QTimer(self, interval=PULSE)
        self._pulse.timeout.connect(self._tick)

    def furnish(self, machine: Machine) -> None:
        """The machine is put together: fill the board, make every page reachable."""
        from ui.lobby.visit import Visit

        self._machine = machine
        self.visit = Visit(self.lobby, machine, self)
        self.visit.news.changed.connect(self._tick)
        self._tick()
        self._pulse.start()
        self._prepare()

    def _prepare(self) -> None:
        """Read and compile every page while the board is shown, so that no tap waits for it."""
        asynchronous = QQmlComponent.CompilationMode.Asynchronous
        self._compiled = [QQmlComponent(self._engine, page.url, asynchronous, self._engine) for page in Page]

    def close(self) -> None:
        """The window first, its view models after it."""
        self._pulse.stop()
        if self.visit is not None:
            self.visit.stop()
        self.window.close()
        self._engine.deleteLater()
        QCoreApplication.sendPostedEvents(self._engine, QEvent.Type.DeferredDelete.value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in TOUCHES:
            self.lobby.touched()
        return super().eventFilter(watched, event)

    def _window(self) -> QQuickWindow:
        roots = self._engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise RuntimeError("ui.lobby/Main.qml could not be loaded; the lines above say why")
        return roots[0]

    def _tick(self) -> None:
        if self._machine is not None:
            self.board.refresh(self._machine)
            if self.board.trouble and self.lobby.resident:
                self.lobby.leave()

    def _frame(self) -> None:
        self.window.frameSwapped.disconnect(self._frame)
        self.first_frame.emit()


def panel(resolution: tuple[int, int] | None) -> tuple[int, int]:
    """The resolution to use: the configured one, else the screen's own, in px."""
    if resolution is not None:
        return resolution
    size = QGuiApplication.primaryScreen().size()
    return size.width(), size.height()
