"""The wire cut at every 256 bytes, both ways; requests said twice; strangers who answer in the company's stead."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import get_args

import pytest

from kiosk.domain.appeals import FileAppeal
from tests.faults.deeds import MAKERS
from tests.faults.fleet.kiosk import FleetKiosk, faults
from tests.faults.network.proxy import CLEAR, Cut, Ending, Proxy, Spell, Way
from tests.faults.scale import either
from tests.faults.server_process import TownServer
from tests.faults.town import Town
from tests.sync import faulty
from tests.sync.conditions import until

STEP = 256
STRANGERS = {
    "a login page": faulty.PORTAL,
    "a redirection": faulty.REDIRECT,
    "another's JSON": faulty.OTHER_JSON,
    "half of an answer": faulty.HALF,
    "no JSON": faulty.NOT_JSON,
    "no HTTP": faulty.NOT_HTTP,
    "nothing": faulty.NOTHING,
    "a proxy's 403": faulty.FORBIDDEN,
    "a gateway's 502": faulty.GATEWAY,
}


@pytest.fixture
def proxy(server: TownServer) -> Iterator[Proxy]:
    with Proxy(lambda: server.port) as running:
        yield running


@pytest.fixture
def kiosk(proxy: Proxy, server: TownServer, town: Town, tmp_path: Path, dice: Random) -> Iterator[FleetKiosk]:
    """Its residents' accounts are read, and all is quiet."""
    made = FleetKiosk(tmp_path / "kiosk", server.enrolled("1"), proxy.url, town, dice)
    until(lambda: made.agrees, "the kiosk has heard everything")
    yield made
    made.machine.switch_off()


def delivered(kiosk: FleetKiosk, kind: str = FileAppeal.kind) -> None:
    """One more thing done, to its end: answered, heard back by the feed, and deleted from the outbox."""
    kiosk.do(kind)
    until(lambda: kiosk.drained and kiosk.agrees, "the queue drains by itself")


@pytest.mark.parametrize("way", get_args(Way))
def test_a_wire_cut_at_every_256_bytes_loses_nothing_and_doubles_nothing(
    kiosk: FleetKiosk, proxy: Proxy, town: Town, dice: Random, tell: Callable[[str], None], way: Way
) -> None:
    cuts = []
    for kind in either([FileAppeal.kind], [*MAKERS, FileAppeal.kind]):
        cuts.append(cut_everywhere(kiosk, proxy, kind, way, dice))
        kiosk.come()
    wrong = faults(town, kiosk.acknowledged)
    tell(f"{sum(cuts)} cuts {way}, every {STEP} bytes; {len(kiosk.acknowledged)} operations, {len(wrong)} wrong")
    assert wrong == []
    assert cuts[-1] > {"up": 20, "down": 6}[way]


def cut_everywhere(kiosk: FleetKiosk, proxy: Proxy, kind: str, way: Way, dice: Random) -> int:
    """Cut the exchange over one deed after another, each a step later, until one was over before its cut."""
    after = 0
    while True:
        cut = Cut(way, after, dice.choice(get_args(Ending)))
        proxy.cut(cut)
        delivered(kiosk, kind)
        proxy.cut(None)
        if not cut.done.is_set():
            return after // STEP
        after += STEP


@pytest.mark.parametrize("stranger", STRANGERS)
def test_whoever_answers_in_the_companys_stead_changes_nothing(
    kiosk: FleetKiosk, proxy: Proxy, town: Town, stranger: str
) -> None:
    for number in range(either(4, 8)):
        proxy.requests = 0
        proxy.answers = lambda asked, _request, number=number: STRANGERS[stranger] if asked == number else None
        proxy.spell(CLEAR)
        delivered(kiosk)
        assert proxy.requests > number
    assert faults(town, kiosk.acknowledged) == []


def test_every_request_said_twice_is_done_once(kiosk: FleetKiosk, proxy: Proxy, town: Town) -> None:
    proxy.spell(Spell(twice=True))
    kiosk.do(FileAppeal.kind)
    proxy.spell(CLEAR)
    until(lambda: kiosk.drained and kiosk.agrees, "the queue drains by itself")
    assert faults(town, kiosk.acknowledged) == []
