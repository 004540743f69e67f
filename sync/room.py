"""How much a scope may take on the kiosk's disk: a company, or whoever plays it, must not be able to fill it."""

from collections.abc import Callable, Sequence

from kiosk.company import Broken
from kiosk.database.rows import FeedRow

MOST_ROWS = 200_000
"""Of a scope; a city's addresses are some ten thousands, an account's whole history some thousands."""
MOST_CHARACTERS = 128 * 1024 * 1024
"""Of a scope's facts as JSON."""


class Room:
    """Counts what comes, too much rather than too little, and measures exactly only when that seems to be too much."""

    def __init__(self, measured: Callable[[], tuple[int, int]], begun: tuple[int, int] | None = None) -> None:
        """`measured`: rows and characters of the scope in the cache; `begun`: what is known of them already."""
        self._measured = measured
        self._rows, self._characters = measured() if begun is None else begun

    def take(self, rows: Sequence[FeedRow]) -> None:
        """Make room for a page that is going to be stored; Broken, for the operator, when there is none."""
        count, characters = len(rows), sum(len(row.data or "") for row in rows)
        if self._is_full(count, characters):
            self._rows, self._characters = self._measured()
        if self._is_full(count, characters):
            raise Broken(f"a feed of more than {MOST_ROWS} rows or {MOST_CHARACTERS} characters")
        self._rows += count
        self._characters += characters

    def _is_full(self, count: int, characters: int) -> bool:
        return self._rows + count > MOST_ROWS or self._characters + characters > MOST_CHARACTERS
