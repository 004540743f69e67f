"""The model finds seeded bugs: were it blind to one of them, it would prove nothing."""

from random import Random

import pytest

from tests.faults.conftest import Tell
from tests.faults.model.ledger import Wrong
from tests.faults.model.mutants import MUTANTS, Mutant
from tests.faults.model.play import play
from tests.faults.scale import SCALE, SEED, Scale

SOME = 6
"""Of the mutants, in the short run: others for every seed."""
CHOSEN = MUTANTS if SCALE is Scale.LONG else tuple(Random(SEED).sample(MUTANTS, SOME))
FIXED = 20261123
"""The seed that every mutant is found by."""
ENOUGH = 60
"""Runs in which every mutant must be found."""


@pytest.mark.parametrize("mutant", CHOSEN, ids=str)
def test_a_seeded_bug_is_found(mutant: Mutant, tell: Tell) -> None:
    with pytest.raises(Wrong) as found:
        play(ENOUGH, FIXED, mutant)
    tell(f"{mutant.says}: {found.value}")
