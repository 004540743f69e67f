"""kill -9 at every named point, in the middle of every kind of operation: nothing lost, nothing twice, never half."""

import time
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random

import pytest

from sync import contract
from tests.databases import Databases
from tests.faults import deeds
from tests.faults.crash.killer import Range, Zygote, chosen
from tests.faults.crash.points import OF_PHOTOS, POINTS
from tests.faults.scale import either
from tests.faults.server_process import TownServer
from tests.faults.town import Town

KILLS = either(100, 5000)
A_SERVER = 500
"""Kills before the company begins anew: its database does not grow without end."""


@pytest.fixture(scope="module")
def zygote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    with Zygote(tmp_path_factory.mktemp("zygote") / "zygote.log") as running:
        yield running


@pytest.fixture(scope="module")
def make_range(
    databases: Databases, zygote: Zygote, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Range]]:
    """Makes a range with a company of its own; the one before it is closed."""
    running: list[Callable[[], None]] = []

    def make() -> Range:
        while running:
            running.pop()()
        directory = tmp_path_factory.mktemp("range")
        server = TownServer(directory, databases.seeded(directory))
        server.start()
        town = Town(server.database)
        running.extend((server.stop, town.close))
        return Range(zygote, town, server.enrolled("1"), directory)

    yield make
    while running:
        running.pop()()


@pytest.fixture(scope="module")
def passed(make_range: Callable[[], Range]) -> dict[str, Counter[str]]:
    """How often each kind of operation passes every point, when nobody is killed; each run makes its files anew."""
    place = make_range()
    return {kind: place.passes(kind) for kind in deeds.MAKERS}


def test_every_kind_of_operation_has_its_deed() -> None:
    assert set(deeds.MAKERS) == set(deeds.EFFECTS) == set(contract.OPERATIONS)


def test_every_named_point_is_reached_by_every_kind(passed: dict[str, Counter[str]]) -> None:
    for kind, counted in passed.items():
        missing = {point for point in POINTS if not counted[point]}
        assert missing <= OF_PHOTOS and (kind not in ("appeal.file", "appeal.edit") or not missing), (kind, missing)
        assert set(counted) <= set(POINTS), "a point that is not named"


def test_nothing_is_lost_doubled_or_half_done_wherever_a_kiosk_is_killed(
    make_range: Callable[[], Range], passed: dict[str, Counter[str]], dice: Random, tell: Callable[[str], None]
) -> None:
    most = {(kind, point): counted[point] for kind, counted in passed.items() for point in counted}
    kills = chosen(dice, sorted(most), most, KILLS)
    began, wrong = time.monotonic(), []
    for first in range(0, len(kills), A_SERVER):
        place = make_range()
        wrong += [(str(kill), fault) for kill in kills[first : first + A_SERVER] for fault in place.kill(kill)]
    took = (time.monotonic() - began) / len(kills)
    points = {kill.point for kill in kills}
    tell(f"{len(kills)} kills at {len(points)} points, {len(most)} pairs of kind and point, {took:.2f} s each")
    assert wrong == []
