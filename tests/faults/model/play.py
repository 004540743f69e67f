"""Running the model: so many runs of so many steps, from one seed, with a mutant in the product or none."""

from __future__ import annotations

import hypothesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.model import stage
from tests.faults.model.mutants import Mutant
from tests.faults.model.rules import Life

STEPS = 50


def play(runs: int, seed: int, mutant: Mutant | None = None, steps: int = STEPS) -> None:
    """Raise what a run found wrong: without a mutant shrunk to the least that shows it, with one as it came."""
    phases = (Phase.generate, Phase.shrink) if mutant is None else (Phase.generate,)
    with stage.set_up() as patch:
        if mutant is not None:
            mutant.seed(patch)
        run_state_machine_as_test(
            hypothesis.seed(seed)(Life),
            settings=settings(
                max_examples=runs,
                stateful_step_count=steps,
                deadline=None,
                database=None,
                phases=phases,
                report_multiple_bugs=False,
                suppress_health_check=list(HealthCheck),
            ),
        )
