"""kill -9 at every named point, in the middle of every kind of operation: nothing lost, nothing twice, never half."""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from kiosk.domain.appeals import EditAppeal, FileAppeal
from sync import contract
from tests.faults import deeds
from tests.faults.crash.killer import Kill, Range, chosen
from tests.faults.crash.mutants import MUTANTS
from tests.faults.crash.points import OF_PHOTOS, POINTS
from tests.faults.scale import either

KILLS = either(100, 5000)
A_SERVER = 500
"""Kills before the company begins anew: its database does not grow without end."""
pytestmark = pytest.mark.timeout(either(600, 6 * 3600))
WITH_PHOTOS = (FileAppeal.kind, EditAppeal.kind)
CAUGHT = {
    "photos apart": ("put: begun", 2, "half a command"),
    "settled when sent": ("operation: before its request", 1, "lost"),
    "never tried again": ("operation: before its request", 1, "the successor failed"),
    "another id": ("operation: answer read, not saved", 1, "doubled"),
    "acknowledged too early": ("put: acknowledged", 1, "lost"),
}
"""Where, and the how manyth time, a kiosk with each planted bug is killed, and what is said of it then."""


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
        assert missing <= (frozenset() if kind in WITH_PHOTOS else OF_PHOTOS), kind
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
    tell(f"{len(kills)} kills at {len(points)} points, {len(most)} pairs of kind and point, {took:.2f} s each: {wrong}")
    assert wrong == []


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_bug_planted_in_the_kiosk_is_found(make_range: Callable[[], Range], mutant: str) -> None:
    point, nth, said = CAUGHT[mutant]
    place = replace(make_range(), mutant=mutant)
    found = place.kill(Kill(FileAppeal.kind, point, nth))
    assert any(fault.startswith(said) for fault in found), found
