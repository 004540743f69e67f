"""A fleet of kiosks behind a bad wire: everything converges, by itself, with nothing lost and nothing twice."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random

from tests.faults.deeds import MAKERS
from tests.faults.fleet.kiosk import FleetKiosk, faults
from tests.faults.fleet.storm import Storm
from tests.faults.network.proxy import Proxy
from tests.faults.scale import either
from tests.faults.server_process import TownServer
from tests.faults.town import Town
from tests.sync.conditions import until

KIOSKS = either(5, 10)
SECONDS = either(15.0, 600.0)
"""That residents go on doing things."""
A_SECOND = either(10, 30)
"""Operations of the whole fleet."""
LONGEST = either(2.0, 10.0)
"""Seconds of a bad spell."""
A_VISIT = 15
"""Things that a resident does before the next one comes."""
TO_CONVERGE = either(90.0, 600.0)


@contextmanager
def going_on(works: list[Callable[[threading.Event], None]], seconds: float) -> Iterator[list[BaseException]]:
    """Threads that work until the time is over; what failed in them."""
    over, failed = threading.Event(), list[BaseException]()

    def guarded(work: Callable[[threading.Event], None]) -> None:
        try:
            work(over)
        except BaseException as error:
            failed.append(error)
            raise

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    over.wait(seconds)
    over.set()
    for thread in threads:
        thread.join()
    yield failed


def test_a_fleet_behind_a_bad_wire_converges_by_itself(
    server: TownServer, town: Town, tmp_path: Path, dice: Random, tell: Callable[[str], None]
) -> None:
    with ExitStack() as opened:
        proxy = opened.enter_context(Proxy(lambda: server.port))
        kiosks = fleet(opened, server, town, proxy.url, tmp_path, dice)
        storm = Storm(proxy, Random(dice.random()), LONGEST)
        lives = [lambda over, kiosk=kiosk: kiosk.live(over, KIOSKS / A_SECOND, [*MAKERS], A_VISIT) for kiosk in kiosks]
        with going_on([storm.blow, *lives], SECONDS) as failed:
            cleared = time.monotonic()
            until(lambda: all(kiosk.drained for kiosk in kiosks), "the queues drain by themselves", TO_CONVERGE)
            drained = time.monotonic() - cleared
            until(lambda: all(kiosk.agrees for kiosk in kiosks), "every cache is what the company says", TO_CONVERGE)
        acknowledged = [deed for kiosk in kiosks for deed in kiosk.acknowledged]
        wrong = faults(town, acknowledged)
        tell(
            f"{KIOSKS} kiosks, {len(acknowledged)} operations in {SECONDS:.0f} s, {storm.seen.total()} bad spells"
            f" of up to {LONGEST:.0f} s; drained {drained:.1f} s after the last; {len(wrong)} lost or doubled"
        )
        assert (failed, wrong) == ([], [])
        assert len(acknowledged) >= KIOSKS * either(5, 100)


def fleet(
    opened: ExitStack, server: TownServer, town: Town, url: str, directory: Path, dice: Random
) -> list[FleetKiosk]:
    """Kiosks that have heard everything; switched off when `opened` is closed."""
    kiosks = []
    for number in range(KIOSKS):
        device = server.enrolled("1")
        kiosk = FleetKiosk(directory / f"kiosk-{number}", device, url, town, Random(dice.random()))
        opened.callback(kiosk.machine.switch_off)
        kiosks.append(kiosk)
    until(lambda: all(kiosk.agrees for kiosk in kiosks), "every kiosk has heard everything", TO_CONVERGE)
    return kiosks
