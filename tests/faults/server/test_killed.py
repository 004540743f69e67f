"""The company killed in the middle of a transaction: a worker, all of it, a backend of its database."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from tests.faults.deeds import MAKERS, Done, done
from tests.faults.fleet.kiosk import FleetKiosk, faults
from tests.faults.fleet.test_fleet import going_on
from tests.faults.scale import either
from tests.faults.server_process import TownServer
from tests.faults.town import Town
from tests.sync.conditions import until

NAME = "application_name=the-town"
"""Of the connections that are not the company's."""
WAITING = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
COMPANYS = (
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name <> 'the-town'"
    " AND backend_type = 'client backend'"
)
KIOSKS, SECONDS, PAUSE = either(3, 8), either(12.0, 300.0), either(2.0, 4.0)


@pytest.fixture
def city(crowd: TownServer) -> Iterator[Town]:
    made = beside(crowd)
    yield made
    made.close()


def beside(crowd: TownServer) -> Town:
    return Town(f"{crowd.database}?{NAME}")


@contextmanager
def halted(town: Town) -> Iterator[None]:
    """Whoever would write down an operation waits, its effect already written and not committed."""
    with town.database.engine.connect() as connection:
        connection.execute(text("LOCK TABLE operation IN EXCLUSIVE MODE"))
        yield
        connection.rollback()


def asked(town: Town, question: str) -> list[int]:
    with town.database.engine.connect() as connection:
        return list(connection.execute(text(question)).scalars())


def end_backends(town: Town, pids: list[int]) -> None:
    with town.database.engine.connect() as connection:
        for pid in pids:
            connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})


@pytest.mark.parametrize("kind", either(["appeal.file", "reading.give"], [*MAKERS]))
@pytest.mark.parametrize("killed", ["the company", "a backend"])
def test_killed_in_mid_transaction_it_has_done_nothing_and_does_it_later(
    crowd: TownServer, city: Town, tmp_path: Path, dice: Random, killed: str, kind: str
) -> None:
    kiosk = FleetKiosk(tmp_path / "kiosk", crowd.enrolled("1"), crowd.url, city, dice)
    until(lambda: kiosk.agrees, "the kiosk has heard everything")
    with halted(city):
        deed = kiosk.do(kind)
        until(lambda: asked(city, WAITING), "the company is in mid-transaction")
        if killed == "the company":
            crowd.kill()
        else:
            end_backends(city, asked(city, WAITING))
        assert done(city, deed).outcome == ""
    if killed == "the company":
        crowd.start()
    until(lambda: kiosk.drained and kiosk.agrees, "the queue drains by itself")
    kiosk.machine.switch_off()
    assert done(city, deed) == Done("applied", 1, len(deed.photos))


def kill_all(crowd: TownServer, _town: Town) -> None:
    crowd.kill()
    crowd.start()


def kill_worker(crowd: TownServer, _town: Town) -> None:
    with suppress(IndexError, ProcessLookupError):  # the one before has not been replaced yet
        crowd.kill_worker()


def kill_backends(_crowd: TownServer, town: Town) -> None:
    end_backends(town, asked(town, COMPANYS))


BLOWS = {"all of it": kill_all, "a worker": kill_worker, "its backends": kill_backends}


def test_a_fleet_outlives_every_death_of_the_company(
    crowd: TownServer, city: Town, tmp_path: Path, dice: Random, tell: Callable[[str], None]
) -> None:
    struck: Counter[str] = Counter()

    def strike(over: threading.Event) -> None:
        while not over.wait(dice.random() * PAUSE):
            blow = dice.choice([*BLOWS])
            struck[blow] += 1
            BLOWS[blow](crowd, city)

    def life(kiosk: FleetKiosk) -> Callable[[threading.Event], None]:
        return lambda over: kiosk.live(over, 0.3, [*MAKERS], 20)

    towns = [beside(crowd) for _ in range(KIOSKS)]
    kiosks = [
        FleetKiosk(tmp_path / f"kiosk-{number}", crowd.enrolled("1"), crowd.url, town, Random(dice.random()))
        for number, town in enumerate(towns)
    ]
    with going_on([strike, *map(life, kiosks)], SECONDS) as failed:
        until(lambda: all(kiosk.drained for kiosk in kiosks), "the queues drain by themselves", 120)
        until(lambda: all(kiosk.agrees for kiosk in kiosks), "every cache is what the company says", 120)
    acknowledged = [deed for kiosk in kiosks for deed in kiosk.acknowledged]
    wrong = faults(city, acknowledged)
    for kiosk in kiosks:
        kiosk.machine.switch_off()
    for town in towns:
        town.close()
    tell(f"{len(acknowledged)} operations; killed: {dict(struck)}; {len(wrong)} lost or doubled")
    assert (failed, wrong) == ([], [])
