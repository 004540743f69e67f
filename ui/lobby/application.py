"""The program on the screen: the board first, everything else while it is already shown, and an orderly end."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from ui.controls.jobs import Jobs
from ui.lobby.shell import Shell, panel

if TYPE_CHECKING:
    from kiosk.machine import Machine
    from kiosk.settings import Settings

Assemble = Callable[[], "Machine | str"]
"""Puts the machine together on another thread, or says in Russian why that cannot be."""


class Application(QObject):
    """Owns the window and the machine; `quit` may be called from a signal handler."""

    def __init__(self, settings: Settings, assemble: Assemble) -> None:
        self._gui = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
        super().__init__()
        self.machine: Machine | None = None
        self.shell = Shell(settings.diagonal, panel(settings.resolution), self)
        self._assemble = assemble
        self._jobs = Jobs(self, threads=1)
        self.shell.first_frame.connect(self._load)

    def run(self, full_screen: bool) -> int:
        """Show the window and work until told to end; the process's exit code."""
        if full_screen:
            self.shell.window.showFullScreen()
        else:
            self.shell.window.show()
        code = QGuiApplication.exec()
        self.close()
        return code

    def quit(self) -> None:
        QGuiApplication.quit()

    def close(self) -> None:
        """The window, then its view models, then the machine."""
        self.shell.close()
        self._jobs.stop()
        if self.machine is not None:
            self.machine.close()

    def _load(self) -> None:
        self._jobs.run(self._assemble, self._loaded)

    def _loaded(self, made: Machine | str) -> None:
        if isinstance(made, str):
            self.shell.board.fail(made)
            return
        self.machine = made
        self.shell.furnish(made)
