"""The model finds seeded bugs: were it blind to one of them, it would prove nothing."""

from random import Random

import pytest

from tests.faults.conftest import Tell
from tests.faults.model.ledger import Wrong
from tests.faults.model.mutants import MUTANTS, Mutant
from tests.faults.model.play import play
from tests.faults.scale import SCALE, SEED, Scale, either

SOME = 2
"""Of the mutants that are found soon, in the short run: others for every seed."""
SOON = tuple(mutant for mutant in MUTANTS if not mutant.slow)
CHOSEN = MUTANTS if SCALE is Scale.LONG else tuple(Random(SEED).sample(SOON, SOME))
FIXED = 20261123
"""The seed that every mutant is found by."""
ENOUGH, STEPS = 30, 150
"""Runs, and steps of each, in which every mutant must be found."""


@pytest.mark.timeout(either(600, 6 * 3600))
@pytest.mark.parametrize("mutant", CHOSEN, ids=str)
def test_a_seeded_bug_is_found(mutant: Mutant, tell: Tell) -> None:
    with pytest.raises(Wrong) as found:
        play(ENOUGH, FIXED, mutant, STEPS)
    tell(f"{mutant.says}: {found.value}")
