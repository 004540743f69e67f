"""The frame itself: dice that fall the same for the same seed, differently for another test."""

from random import Random

import pytest

from tests.faults.scale import SCALE, SEED, Scale, either

THROWN: list[int] = []


@pytest.mark.parametrize("test", ["one", "another"])
def test_every_test_has_dice_of_its_own(dice: Random, seed: int, test: str) -> None:
    thrown = dice.randrange(2**60)
    assert thrown not in THROWN
    THROWN.append(thrown)
    again = Random(f"{seed} tests/faults/test_scale.py::test_every_test_has_dice_of_its_own[{test}]")
    assert again.randrange(2**60) == thrown
    assert seed == SEED


def test_a_test_asks_for_as_much_as_the_scale_wants() -> None:
    assert either(1, 2) == {Scale.SHORT: 1, Scale.LONG: 2}[SCALE]


def test_every_test_of_the_suite_is_marked(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("faults") is not None
