"""How much the fault suite does, and by which dice: FAULTS_SCALE is short or long, FAULTS_SEED any number."""

import os
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")


class Scale(StrEnum):
    """Short is for every change, in minutes; long for the figures of docs/reliability.md, in hours."""

    SHORT = "short"
    LONG = "long"


SCALE = Scale(os.environ.get("FAULTS_SCALE") or "short")
SEED = int(os.environ["FAULTS_SEED"])
"""Drawn by tests/conftest.py where none was given.

One for a whole run; every test throws dice of its own from it, so that one alone repeats what it did among all.
"""


def either(short: T, long: T) -> T:
    """What the present scale asks for."""
    return short if SCALE is Scale.SHORT else long
