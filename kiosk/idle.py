"""When a visit ends by itself: how long each activity may rest, and the warning before everything is wiped."""

from dataclasses import dataclass, replace
from enum import Enum, StrEnum

WARNING = 30.0
"""Seconds of «Вы ещё здесь?»; WCAG 2.2.1 asks for at least 20, extendable."""


class Activity(Enum):
    """What is on the screen; the value is how many seconds without a touch it bears before the warning."""

    PAGE = 60.0
    LONG = 120.0
    """Typing, reading a document, or an accessibility mode."""
    SUCCESS = 20.0
    BUSY = 180.0
    """A countdown or printing: the machine is working and the person rightly waits."""


class Rest(StrEnum):
    ACTIVE = "active"
    WARNED = "warned"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Idle:
    """A value fed with monotonic seconds. `since` is the last touch, or the moment the activity began."""

    activity: Activity
    since: float

    def touched(self, now: float) -> "Idle":
        """A touch, «Да, продолжить» among them, starts the rest anew; there is no limit to extending."""
        return replace(self, since=now)

    def doing(self, activity: Activity, now: float) -> "Idle":
        """Another activity starts the rest anew; the same one does not."""
        return self if activity is self.activity else Idle(activity=activity, since=now)

    def rest(self, now: float) -> Rest:
        rested = now - self.since
        if rested < self.activity.value:
            return Rest.ACTIVE
        return Rest.WARNED if rested < self.activity.value + WARNING else Rest.OVER

    def left(self, now: float) -> float:
        """Seconds until everything is wiped, the warning's included; never negative."""
        return max(0.0, self.since + self.activity.value + WARNING - now)

    def next_look(self, now: float) -> float:
        """Seconds until `rest` may change: to the warning's start, then a second at a time for its figure."""
        until_warning = self.since + self.activity.value - now
        return until_warning if until_warning > 0 else min(1.0, self.left(now))
