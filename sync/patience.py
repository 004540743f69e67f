"""How long to wait after a failed round: soon at first, seldom in the end, and hardly ever where asking is in vain."""

from collections.abc import Callable

from kiosk.standing import Standing

FIRST_PAUSE, SHORTEST_PAUSE = 2.0, 0.2
"""Seconds after a failed round: full jitter up to the first, doubled each time, never less than the second."""
URGENT = 15.0
"""Seconds at most while somebody waits: a resident at the screen, a command in the outbox."""
RARELY = 900.0
"""Seconds, and up to a third more, while the company will not hear this kiosk whatever it says."""
_IN_VAIN = (Standing.KIOSK_OLD, Standing.COMPANY_OLD, Standing.UNKNOWN, Standing.REVOKED)


class Patience:
    """`chance` is a random number in [0, 1); `idle` s is the longest pause while nobody waits."""

    def __init__(self, chance: Callable[[], float], idle: float) -> None:
        self._chance = chance
        self._idle = idle
        self.failures = 0
        """In a row."""

    def rest(self) -> None:
        """A round went well."""
        self.failures = 0

    def failed(self, standing: Standing, *, urgent: bool) -> float:
        """S until the next try."""
        exponent, self.failures = min(self.failures, 8), self.failures + 1
        if standing in _IN_VAIN:
            return RARELY * (1 + self._chance() / 3)
        longest = min(self._idle, URGENT if urgent else self._idle, FIRST_PAUSE * 2.0**exponent)
        return max(SHORTEST_PAUSE, self._chance() * longest)
