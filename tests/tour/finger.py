"""The tour's finger: every tap is timed to its frame, every screen leaves a picture."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from tests.tour.figures import Step
from tests.ui import taps

IDLE = 0.000_2
"""Seconds below which a turn of the event loop had nothing to do."""
BUSY = 0.002
"""Seconds from which a turn is work that a frame may come of, and not another thread's share."""
QUIET = 0.05
"""Seconds without work after which no frame is coming: the tap changed nothing in sight."""


class Finger:
    """Taps by objectName and keeps what it saw."""

    def __init__(self, window: QQuickWindow, orientation: str, pictures: Path) -> None:
        self.window = window
        self.steps: list[Step] = []
        self._orientation = orientation
        self._pictures = pictures
        self._count = 0
        self._frames = 0
        window.frameSwapped.connect(self._frame)

    def tap(self, name: str) -> None:
        """Tap what is named; the time is the longer of finger down to its frame and finger up to its frame."""
        taps.find(self.window, name)
        taps.wait(lambda: not taps.loading(self.window), "the page to be complete")
        self._settle()
        place = taps.centre(taps.ready(self.window, name))
        work = max(self._work(lambda: self._press(place)), self._work(lambda: self._release(place)))
        self.steps.append(Step(name=name, orientation=self._orientation, tap_to_frame_ms=round(work * 1000, 2)))

    def _press(self, place: QPoint) -> None:
        QTest.mousePress(self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    def _release(self, place: QPoint) -> None:
        QTest.mouseRelease(self.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    def _work(self, act: Callable[[], None]) -> float:
        """Seconds of processor the GUI thread takes from `act` until the next frame is drawn, or nothing is left to do.

        Processor time and not the clock's: whatever else the machine is doing, the figure stays.
        """
        frames, began = self._frames, time.thread_time()
        act()
        work = time.thread_time() - began
        quiet = time.monotonic()
        while self._frames == frames and time.monotonic() - quiet < QUIET:
            turn = time.thread_time()
            QGuiApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
            spent = time.thread_time() - turn
            work += spent if spent > IDLE else 0.0
            if spent > BUSY:
                quiet = time.monotonic()
        return work

    def type(self, text: str) -> None:
        taps.type_text(self.window, text, self.tap)

    def digits(self, text: str) -> None:
        for digit in text:
            self.tap(f"key:{digit}")

    def until(self, condition: Callable[[], bool], what: str) -> None:
        taps.wait(condition, what)

    def see(self, words: str) -> None:
        """Wait until these words are on the screen."""
        taps.wait(lambda: words in taps.texts(self.window), f"«{words}» on the screen")

    def picture(self, name: str) -> None:
        """Save what a person sees now as NN-name.png."""
        taps.wait(lambda: not taps.loading(self.window), "the page to be complete")
        self._settle()
        self._count += 1
        path = self._pictures / f"{self._count:02}-{name}.png"
        if not self.window.grabWindow().save(str(path)):
            raise OSError(f"the picture {path.name} could not be written")

    def _settle(self) -> None:
        """Let everything that is due be drawn."""
        for _ in range(3):
            QGuiApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)

    def _frame(self) -> None:
        self._frames += 1
