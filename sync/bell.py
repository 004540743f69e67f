"""What ends the engine's sleep: news at the door, somebody in a hurry, the end of the program."""

import threading


class Bell:
    """Safe from any thread. New, it rings in a hurry: the first round is due at once."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._rung = self._hurried = True
        self._stopped = False

    def ring(self, *, hurry: bool = False) -> None:
        """`hurry`: what failed before is to be tried now, and not in its time."""
        with self._news:
            self._rung, self._hurried = True, self._hurried or hurry
            self._news.notify_all()

    def stop(self) -> None:
        with self._news:
            self._stopped = True
            self._news.notify_all()

    def waited(self, pause: float) -> bool:
        """Sleep until rung or for `pause` s; False when the engine is to end."""
        with self._news:
            self._news.wait_for(lambda: self._rung or self._stopped, timeout=max(0.0, pause))
            self._rung = False
            return not self._stopped

    def hurried(self) -> bool:
        """Whether anybody was in a hurry since this was last asked."""
        with self._news:
            hurried, self._hurried = self._hurried, False
            return hurried
