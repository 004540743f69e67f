"""The feed while many write to one account: readers that go on by cursor see every row, from whichever process."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session as Db

from kiosk.identity import Identity
from sync.client import Client
from sync.server import counters, locks
from tests.faults.fleet.kiosk import FleetKiosk
from tests.faults.scale import either
from tests.faults.server_process import TownServer
from tests.faults.town import Household, Town
from tests.sync.conditions import until

ROWS = either(1_200, 12_000)
WRITERS, READERS = 8, 3


@pytest.fixture
def city(crowd: TownServer) -> Iterator[Town]:
    made = Town(crowd.database)
    yield made
    made.close()


class Reader:
    """Goes on from cursor to cursor, in pages of any size, and forgets nothing that it was told."""

    def __init__(self, device: Identity, town: Town, home: Household, dice: Random) -> None:
        self._client, self._home, self._dice = Client(device), home, dice
        self._token = town.visit(home, device.device_id).token
        self._after = 0
        self.seen: set[str] = set()

    def read(self, over: threading.Event) -> None:
        """Until it is over and nothing more comes."""
        while self._page() or not over.is_set():
            pass
        self._client.close()

    def _page(self) -> bool:
        limit = self._dice.randint(1, 60)
        page = self._client.feed(self._home.scope, self._after, limit=limit, token=self._token)
        self._after = page.rev
        self.seen |= {row.id for row in page.rows}
        return bool(page.rows)


def written(town: Town, home: Household, rows: int) -> set[str]:
    """Meters said by several writers at once, none of whom waits but for the scope's counter; their ids."""

    def write(_number: int) -> str:
        return town.meter(home, locks.NOTES).id

    with ThreadPoolExecutor(WRITERS) as pool:
        return set(pool.map(write, range(rows)))


def skipped(crowd: TownServer, town: Town, dice: Random, rows: int) -> int:
    """How many rows any reader missed."""
    home, over = town.household(), threading.Event()
    readers = [Reader(crowd.enrolled("1"), town, home, Random(dice.random())) for _ in range(READERS)]
    with ThreadPoolExecutor(READERS) as pool:
        reading = [pool.submit(reader.read, over) for reader in readers]
        said = written(town, home, rows)
        over.set()
        for each in reading:
            each.result()
    return sum(len(said - reader.seen) for reader in readers)


def test_no_row_is_skipped_under_concurrent_writers(
    crowd: TownServer, city: Town, dice: Random, tell: Callable[[str], None]
) -> None:
    missed = skipped(crowd, city, dice, ROWS)
    tell(f"{ROWS} rows by {WRITERS} writers, {READERS} readers, {crowd.workers} workers: {missed} skipped")
    assert missed == 0


def test_a_kiosk_that_follows_has_every_row_in_the_end(
    crowd: TownServer, city: Town, tmp_path: Path, dice: Random
) -> None:
    kiosk = FleetKiosk(tmp_path / "kiosk", crowd.enrolled("1"), crowd.url, city, dice)
    until(lambda: kiosk.agrees, "the kiosk has heard everything")
    written(city, kiosk.home, either(200, 2_000))
    until(lambda: kiosk.agrees, "every row is in the cache")
    kiosk.machine.switch_off()


def test_the_same_search_finds_the_rows_that_a_serial_number_skips(
    crowd: TownServer, city: Town, dice: Random, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: revisions from a sequence, which is not held until commit."""
    with city.database.write() as db:
        db.execute(text("CREATE SEQUENCE IF NOT EXISTS careless START 1000"))

    def careless(db: Db, name: str, by: int = 1) -> int:
        value = db.scalar(text("SELECT nextval('careless')"))
        assert isinstance(value, int)
        db.execute(text("SELECT pg_sleep(random() * 0.02)"))
        raised = "UPDATE counter SET value = greatest(value, :value) WHERE name = :name"
        db.execute(text(raised), {"value": value, "name": name})
        return value

    homes = [city.household()]
    monkeypatch.setattr(city, "household", lambda: homes[0])
    monkeypatch.setattr(counters, "advance", careless)
    assert skipped(crowd, city, dice, 300) > 0
