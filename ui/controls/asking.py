"""One question to the company at a time, off the GUI thread, with the words for those who wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from kiosk.domain import words
from ui.controls.jobs import Jobs, Trouble

Answer = TypeVar("Answer")
BLINK = 300
"""Milliseconds a question may take without saying what it is doing."""
LONG = 2
"""Seconds after which the waiting is counted aloud."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """`text` says what is being done, once it takes longer than a blink; `note` how long, once that is long."""

    busy: bool = False
    text: str = ""
    seconds: int = 0

    @property
    def note(self) -> str:
        return f"ждём ответа {self.seconds}{words.NBSP}с" if self.text and self.seconds >= LONG else ""


class Asking(QObject):
    """`drop` forgets the question: its answer is given to `late` if it comes at all, and to nobody else."""

    changed = Signal()

    def __init__(self, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.waiting = Waiting()
        self._jobs = jobs
        self._question = 0
        self._doing = ""
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._wait)

    def ask(
        self,
        doing: str,
        work: Callable[[], Answer],
        done: Callable[[Answer], None],
        failed: Callable[[Trouble], None],
        late: Callable[[Answer], None] | None = None,
    ) -> None:
        """Do `work` elsewhere and tell `done` or `failed`; `doing` is what to say meanwhile."""
        self._question += 1
        question = self._question

        def answered(answer: Answer) -> None:
            if question == self._question:
                self.drop()
                done(answer)
            elif late is not None:
                late(answer)

        def refused(trouble: Trouble) -> None:
            if question == self._question:
                self.drop()
                failed(trouble)

        self._doing = doing
        self._since.start()
        self._timer.start(BLINK)
        self._put(Waiting(busy=True))
        self._jobs.run(work, answered, refused, late)

    def drop(self) -> None:
        """Nobody waits any more."""
        self._question += 1
        self._timer.stop()
        self._put(Waiting())

    def _wait(self) -> None:
        self._timer.start(1000)
        self._put(Waiting(busy=True, text=self._doing, seconds=self._since.elapsed() // 1000))

    def _put(self, waiting: Waiting) -> None:
        if waiting != self.waiting:
            self.waiting = waiting
            self.changed.emit()
