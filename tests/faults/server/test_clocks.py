"""A kiosk whose clock is a year off, or jumps about while it delivers: signatures hold, everything arrives once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from kiosk import identity
from kiosk.connection import Connection
from kiosk.database import Store
from sync.client import Client
from sync.clock import CompanyClock
from sync.engine import Engine
from tests.faults.deeds import MAKERS
from tests.faults.fleet.kiosk import FleetKiosk, faults
from tests.faults.scale import either
from tests.faults.server_process import TownServer
from tests.faults.town import Town
from tests.sync.conditions import until
from tests.sync.machine import KEY, Machine

YEAR = timedelta(days=365)
OFF: dict[str, Callable[[Random], timedelta]] = {
    "a year slow": lambda _dice: -YEAR,
    "a year fast": lambda _dice: YEAR,
    "jumping": lambda dice: timedelta(seconds=dice.uniform(-1, 1) * YEAR.total_seconds()),
    "creeping over the skew": lambda dice: timedelta(seconds=dice.uniform(-400, 400)),
}


def machine(off: Callable[[], timedelta]) -> type[Machine]:
    """Machines whose clock is so far off, each time it is looked at."""

    def wall() -> datetime:
        return datetime.now(UTC) + off()

    class Wrong(Machine):
        def switch_on(self) -> None:
            self.store = Store.open(self.directory, KEY)
            identity.save(self.store, self.device)
            self.connection = Connection()
            self.client = Client(self.device, CompanyClock(wall=wall))
            self.engine = Engine(
                self.store, self.client, self.connection, wall=lambda: wall().timestamp(), chance=lambda: 0.05
            )
            self.engine.start()
            self.on = True

    return Wrong


@pytest.mark.parametrize("clock", OFF)
def test_a_wrong_clock_loses_nothing_and_doubles_nothing(
    server: TownServer, town: Town, tmp_path: Path, dice: Random, tell: Callable[[str], None], clock: str
) -> None:
    wrong = machine(lambda: OFF[clock](dice))
    kiosk = FleetKiosk(tmp_path / "kiosk", server.enrolled("1"), server.url, town, dice, wrong)
    until(lambda: kiosk.agrees, "the kiosk has heard everything")
    for _ in range(either(2, 30)):
        for kind in MAKERS:
            kiosk.do(kind)
        kiosk.machine.switch_off()
        kiosk.machine.switch_on()
        until(lambda: kiosk.drained, "the queue drains by itself")
        kiosk.come()
    until(lambda: kiosk.agrees, "the cache is what the company says")
    kiosk.machine.switch_off()
    found = faults(town, kiosk.acknowledged)
    tell(f"{len(kiosk.acknowledged)} operations with a clock {clock}: {len(found)} wrong")
    assert found == []
