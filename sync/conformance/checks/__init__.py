"""The checks, a module a subject of docs/contract.md, in the order a run makes them."""

from types import ModuleType

from sync.conformance.checks import (
    appeals,
    blobs,
    choices,
    codes,
    devices,
    endings,
    envelopes,
    feed,
    links,
    meters,
    refusals,
    repeats,
    scopes,
    signatures,
    throughout,
    votes,
)
from sync.conformance.verdicts import Check

SUBJECTS: tuple[ModuleType, ...] = (
    devices,
    signatures,
    feed,
    codes,
    links,
    scopes,
    blobs,
    envelopes,
    repeats,
    appeals,
    meters,
    votes,
    choices,
    refusals,
    endings,
    throughout,
)
CHECKS: tuple[Check, ...] = tuple(
    value for subject in SUBJECTS for value in vars(subject).values() if isinstance(value, Check)
)
