"""The program on the screen: the board first, everything else while it is already shown, and an orderly end."""

from __future__ import annotations

import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QGuiApplication

from ui.controls.jobs import Jobs
from ui.lobby import qt_log
from ui.lobby.shell import Shell, panel

if TYPE_CHECKING:
    from kiosk.machine import Machine
    from kiosk.settings import Settings

SWITCH = 0.001
"""Seconds another thread may keep the interpreter from the GUI thread: five times less than Python's own default."""
ENDS = (signal.SIGTERM, signal.SIGINT)

Assemble = Callable[[], "Machine | str"]
"""Puts the machine together on another thread, or says in Russian why that cannot be."""


class Application(QObject):
    """Owns the window and the machine. SIGTERM and SIGINT end it as a closed window does."""

    def __init__(self, settings: Settings, assemble: Assemble, seconds: Callable[[], float] = time.monotonic) -> None:
        sys.setswitchinterval(SWITCH)
        self._gui = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
        super().__init__()
        self.machine: Machine | None = None
        self.shell = Shell(settings.diagonal, panel(settings.resolution), self, seconds)
        self._assemble = assemble
        self._jobs = Jobs(self, threads=1)
        self.shell.first_frame.connect(self._load)

    def run(self, full_screen: bool) -> int:
        """Show the window and work until told to end; the process's exit code."""
        qt_log.begin()
        if full_screen:
            self.shell.window.showFullScreen()
        else:
            self.shell.window.show()
        with _signals():
            code = QGuiApplication.exec()
        self.close()
        return code

    def close(self) -> None:
        """The requests under way, so that nobody waits for them; the window, its view models, the machine."""
        if self.machine is not None:
            self.machine.stop()
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


@contextmanager
def _signals() -> Iterator[None]:
    """While it lasts the system's signals end the event loop, even one in which no Python runs."""
    near, far = socket.socketpair()
    far.setblocking(False)
    waker = QSocketNotifier(near.fileno(), QSocketNotifier.Type.Read)
    waker.activated.connect(lambda: near.recv(64))
    earlier = {number: signal.signal(number, lambda _number, _frame: QGuiApplication.quit()) for number in ENDS}
    descriptor = signal.set_wakeup_fd(far.fileno(), warn_on_full_buffer=False)
    try:
        yield
    finally:
        signal.set_wakeup_fd(descriptor)
        for number, handler in earlier.items():
            signal.signal(number, handler)
        waker.setEnabled(False)
        near.close()
        far.close()
