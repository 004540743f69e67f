"""Kiosks, lines, a company and clocks, driven at random through everything that may happen to them."""

import time

import pytest

from tests.faults.conftest import Tell
from tests.faults.model.play import STEPS, play
from tests.faults.scale import SEED, either

PARTS = either(1, 20)
"""Each with a seed of its own, so that what one part found is played again without the others."""
RUNS = either(15, 100)


@pytest.mark.timeout(either(600, 6 * 3600))
@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_happens_nothing_is_lost_doubled_or_leaked(part: int, tell: Tell) -> None:
    began = time.process_time()
    play(RUNS, SEED + part)
    spent = time.process_time() - began
    tell(f"{RUNS} runs of {STEPS} steps: nothing wrong; {spent:.0f} s, {1000 * spent / RUNS / STEPS:.1f} ms a step")
