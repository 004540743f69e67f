"""What time it is: the company's, which orders everything; the machine's is only a first guess."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from sync.believable import believable


def machine_clock() -> datetime:
    """The machine's own time, UTC."""
    return datetime.now(UTC)


class CompanyClock:
    """The company's time: the `Date` of its last answer, carried on by the monotonic clock. Safe from any thread."""

    def __init__(
        self, monotonic: Callable[[], float] = time.monotonic, wall: Callable[[], datetime] = machine_clock
    ) -> None:
        self._monotonic = monotonic
        self._wall = wall
        self._heard: tuple[datetime, float] | None = None

    def now(self) -> datetime:
        """UTC; the machine's own clock until the company was heard."""
        heard = self._heard
        return self._wall() if heard is None else heard[0] + timedelta(seconds=self._monotonic() - heard[1])

    @property
    def offset(self) -> int:
        """Whole seconds to add to the machine's clock to have the company's; 0 until the company was heard."""
        return round((self.now() - self._wall()).total_seconds())

    def hear(self, date: str | None) -> None:
        """Take the time of an answer's `Date` header; one that is no date, or of another century, changes nothing."""
        try:
            said = parsedate_to_datetime(date or "")
        except (ValueError, OverflowError):
            return
        if believable(said):
            self._heard = (said.astimezone(UTC), self._monotonic())
