"""A feed that would fill the disk is stopped, and told to the operator; an honest one never notices."""

import pytest

from kiosk.company import Broken
from kiosk.database.rows import FeedRow
from sync import room
from sync.room import Room


def rows(count: int, length: int = 10) -> list[FeedRow]:
    return [FeedRow(kind="notice", id=str(n), rev=n, order="", op_id=None, data="x" * length) for n in range(count)]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MOST_ROWS", 100)
    monkeypatch.setattr(room, "MOST_CHARACTERS", 10_000)


@pytest.mark.parametrize("page", [rows(60), rows(30, 200)])
def test_what_does_not_fit_is_broken(page: list[FeedRow]) -> None:
    stored = [(0, 0), (len(page), sum(len(row.data or "") for row in page))]
    narrow = Room(lambda: stored[-1], (0, 0))
    narrow.take(page)
    with pytest.raises(Broken, match="more than 100 rows"):
        narrow.take(page)


def test_rows_that_change_again_and_again_take_no_room() -> None:
    measured: list[int] = []

    def measure() -> tuple[int, int]:
        measured.append(1)
        return 60, 600

    wide = Room(measure, (0, 0))
    for _ in range(10):
        wide.take(rows(40))
    assert 0 < len(measured) < 10


def test_what_is_in_the_cache_already_counts() -> None:
    with pytest.raises(Broken):
        Room(lambda: (90, 900)).take(rows(11))
