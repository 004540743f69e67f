"""One orientation of the tour, in a process of its own as the kiosk has: `python -m tests.tour.walk ORIENTATION …`."""

from __future__ import annotations

import json
import logging
import os
import sys
import time
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import psutil

from tests.tour.figures import Memory, Walked

if TYPE_CHECKING:
    from ui.lobby.application import Application

STARTED = 19
"""Where the start's time stands after the process's name in /proc/PID/stat (proc(5): field 22)."""
EXPECTED = (
    "pipewire-0.3",  # QtMultimedia looks for screen capture, which a kiosk does not use
    "No RHI backend",  # there is no GPU: frames are converted by the processor, as they should be
)
"""What Qt warns of on a machine like this though nothing is wrong."""


def age() -> float:
    """Milliseconds since this process was started, Python's own start included; both ends by the kernel's one clock."""
    fields = Path("/proc/self/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    started = int(fields[STARTED]) / os.sysconf("SC_CLK_TCK")
    return (time.clock_gettime(time.CLOCK_BOOTTIME) - started) * 1000


def memory() -> float:
    """Proportional set size of this process, MB."""
    return round(psutil.Process().memory_full_info().pss / 2**20, 1)


class Walk:
    """The kiosk as `python -m kiosk run` makes it, with a finger on it; a warning of Qt's is a fault."""

    def __init__(self, key_file: Path) -> None:
        self.first_frame_ms = 0.0
        self.faults: list[str] = []
        self.application = self._open(key_file)

    def _open(self, key_file: Path) -> Application:
        from kiosk import settings
        from kiosk.__main__ import assemble
        from ui.lobby.application import Application

        chosen = replace(settings.load(os.environ), key=f"file:{key_file}")
        application = Application(chosen, partial(assemble, chosen))
        application.shell.first_frame.connect(self._first_frame)
        application.shell.window.show()
        return application

    def _first_frame(self) -> None:
        self.first_frame_ms = round(age(), 1)

    def listen(self) -> None:
        """From now on what Qt warns of, and what a slot raises, is kept as a fault."""
        from PySide6.QtCore import QtMsgType, qInstallMessageHandler

        def raised(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            self.faults.append(f"{kind.__name__}: {error}")
            sys.__excepthook__(kind, error, trace)

        def heard(kind: QtMsgType, _context: object, message: str) -> None:
            quiet = kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) or any(part in message for part in EXPECTED)
            if not quiet:
                self.faults.append(message)

        qInstallMessageHandler(heard)
        sys.excepthook = raised

    def errand(self, orientation: str, town: Path, printed: Path, out: Path) -> Walked:
        """Do it, and give the figures."""
        from kiosk.demo import Demonstration
        from tests.tour.errand import Errand
        from tests.tour.finger import Finger
        from tests.ui import taps

        window = self.application.shell.window
        taps.wait(lambda: self.application.machine is not None, "the machine to be put together")
        finger = Finger(window, orientation, out)
        finger.see("Нет горячей воды")
        board = memory()
        errand = Errand(finger, Demonstration(town), printed, out)
        try:
            errand.walk()
        except AssertionError as error:
            finger.picture("fault")
            self.faults.append(str(error))
        return Walked(
            steps=finger.steps,
            first_frame_ms=self.first_frame_ms,
            pss_mb=Memory(board=board, end=memory()),
            appeal_number=errand.number,
            faults=self.faults,
        )


def main() -> None:
    logging.basicConfig(level=logging.WARNING)
    orientation, town, printed, out = sys.argv[1], *map(Path, sys.argv[2:])
    from kiosk.demo import Demonstration

    walk = Walk(Demonstration(town).key_file)
    walk.listen()
    figures = walk.errand(orientation, town, printed, out)
    walk.application.close()
    (out / "figures.json").write_text(json.dumps(figures, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
