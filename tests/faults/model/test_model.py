"""Kiosks, lines, a company and clocks, driven at random through everything that may happen to them."""

import time

import pytest

from tests.faults.conftest import Tell
from tests.faults.model.play import STEPS, play
from tests.faults.scale import SEED, either

RUNS = either(60, 2_000)


@pytest.mark.timeout(either(600, 6 * 3600))
def test_whatever_happens_nothing_is_lost_doubled_or_leaked(tell: Tell) -> None:
    began = time.process_time()
    play(RUNS, SEED)
    spent = time.process_time() - began
    tell(f"{RUNS} runs of {STEPS} steps: nothing wrong; {spent:.0f} s, {1000 * spent / RUNS / STEPS:.1f} ms a step")
