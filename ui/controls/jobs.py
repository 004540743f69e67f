"""Slow work off the GUI thread, and the only place where other threads' news becomes queued Qt signals."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from kiosk.company import Broken, Offline
from kiosk.connection import Connection
from kiosk.domain.errors import Refused

Result = TypeVar("Result")
Trouble = Refused | Offline | Broken


def sentence(trouble: Trouble) -> str:
    """What a resident reads when the company could not be asked, or said no."""
    match trouble:
        case Refused():
            return trouble.text
        case Offline():
            return "Нет связи с управляющей компанией. Введённое сохранено на экране — попробуйте ещё раз."
        case Broken():
            return "Управляющая компания сейчас не может ответить. Введённое сохранено на экране — попробуйте позже."


class Jobs(QObject):
    """Runs work on a few threads and answers on the GUI thread; `forget` drops every answer still to come."""

    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None, threads: int = 3) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="job")
        self._generation = 0
        self._stopped = False
        self._answered.connect(lambda answer: answer(), Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Trouble], None] | None = None,
        late: Callable[[Result], None] | None = None,
    ) -> None:
        """Do `work` elsewhere, then `done(result)` or `failed(trouble)` here.

        Any other exception is a fault of ours: raised here, after `failed` was told, so that nobody waits for ever.
        A result forgotten meanwhile goes to `late`, which may only dispose of it.
        After `stop` nothing is begun: the program ends, and no answer is waited for.
        """
        if self._stopped:
            return
        generation = self._generation

        def answer(future: Future[Result]) -> None:
            self._answered.emit(lambda: self._deliver(generation, future, done, failed, late))

        self._pool.submit(work).add_done_callback(answer)

    def courier(self, heard: Callable[[Result], None]) -> Callable[[Result], None]:
        """For work under way to tell how far it is: called there, `heard` here, in order, unless forgotten by then."""
        generation = self._generation

        def deliver(news: Result) -> None:
            if generation == self._generation:
                heard(news)

        return lambda news: self._answered.emit(lambda: deliver(news))

    def forget(self) -> None:
        """Answers to work begun before now are dropped: the resident who asked has left."""
        self._generation += 1

    def stop(self) -> None:
        """Forget everything and wait for the work under way."""
        self.forget()
        self._stopped = True
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _deliver(
        self,
        generation: int,
        future: Future[Result],
        done: Callable[[Result], None],
        failed: Callable[[Trouble], None] | None,
        late: Callable[[Result], None] | None,
    ) -> None:
        if generation != self._generation:
            if late is not None and not future.cancelled() and future.exception() is None:
                late(future.result())
            return
        try:
            result = future.result()
        except (Refused, Offline, Broken) as trouble:
            if failed is None:
                raise
            failed(trouble)
        except Exception as fault:
            if failed is not None:
                failed(Broken(type(fault).__name__))
            raise
        else:
            done(result)


class Relay(QObject):
    """Passes the connection's news on to the GUI thread."""

    changed = Signal(frozenset)
    _heard = Signal(frozenset)

    def __init__(self, connection: Connection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heard.connect(self.changed, Qt.ConnectionType.QueuedConnection)
        connection.listen(self._heard.emit)
