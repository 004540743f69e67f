"""Every clock of the world, moved by the test alone: the company's, and each kiosk's wall and monotonic ones."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

BEGINNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""By the company's clock, which is right."""


@dataclass
class Time:
    """True time: s since the beginning."""

    passed: float = 0.0

    def company(self) -> datetime:
        return BEGINNING + timedelta(seconds=self.passed)


@dataclass
class KioskClock:
    """`offset`: s that the wall clock is ahead. `rate`: s it counts in a true second. Monotonic starts at power on."""

    time: Time
    offset: float = 0.0
    rate: float = 1.0
    latest: float = field(default=0.0, init=False)
    """The furthest that the wall clock ever showed."""
    _since: float = field(default=0.0, init=False)

    def power_on(self) -> None:
        self._since = self.time.passed

    def wall(self) -> float:
        shown = BEGINNING.timestamp() + self.time.passed + self.offset
        self.latest = max(self.latest, shown)
        return shown

    def monotonic(self) -> float:
        return 100.0 + (self.time.passed - self._since) * self.rate

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.wall(), UTC)
