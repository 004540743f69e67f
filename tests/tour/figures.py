"""What a walk measures, and what both come to in tour.json."""

from statistics import quantiles
from typing import TypedDict


class Step(TypedDict):
    """`tap_to_frame_ms`: how long the GUI thread worked for one frame: the longer of finger down's and finger up's."""

    name: str
    orientation: str
    tap_to_frame_ms: float


class Memory(TypedDict):
    """Proportional set size, MB: on the board, and after the errand."""

    board: float
    end: float


class Walked(TypedDict):
    steps: list[Step]
    first_frame_ms: float
    pss_mb: Memory
    appeal_number: str
    faults: list[str]


class Report(TypedDict):
    """The worst of both orientations."""

    steps: list[Step]
    tap_to_frame_p95_ms: float
    first_frame_ms: float
    pss_mb: Memory
    appeal_number: str
    faults: list[str]
    ok: bool


def broken(fault: str) -> Walked:
    """A walk that left no figures."""
    return Walked(steps=[], first_frame_ms=0.0, pss_mb=Memory(board=0, end=0), appeal_number="", faults=[fault])


def report(walks: list[Walked]) -> Report:
    """Both walks together; `ok` unless anything at all went wrong."""
    steps = [step for walk in walks for step in walk["steps"]]
    faults = [fault for walk in walks for fault in walk["faults"]]
    times = [step["tap_to_frame_ms"] for step in steps]
    return Report(
        steps=steps,
        tap_to_frame_p95_ms=round(quantiles(times, n=20)[-1], 2) if len(times) > 1 else 0.0,
        first_frame_ms=max(walk["first_frame_ms"] for walk in walks),
        pss_mb=Memory(
            board=max(walk["pss_mb"]["board"] for walk in walks), end=max(walk["pss_mb"]["end"] for walk in walks)
        ),
        appeal_number=walks[0]["appeal_number"],
        faults=faults,
        ok=not faults and all(walk["appeal_number"] for walk in walks),
    )
