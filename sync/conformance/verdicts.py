"""How a check ends: it returns, or raises Failed with what was seen, or Skipped with what it lacked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sync.conformance.wire import Exchange


class Failed(Exception):
    """The server does not keep the clause; `exchange` shows it."""

    def __init__(self, reason: str, exchange: Exchange | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.exchange = exchange


class Skipped(Exception):
    """The check could not be made: something was not given, or an earlier check failed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Verdict(StrEnum):
    PASS = "PASS"  # noqa: S105 — a verdict
    FAIL = "FAIL"
    SKIP = "SKIP"


@dataclass(frozen=True, slots=True)
class Check:
    """A clause of docs/contract.md made executable. `name` is «subject.point», `clause` a heading's anchor there."""

    name: str
    clause: str
    sentence: str
    run: Callable[[Any], None] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Result:
    check: Check
    verdict: Verdict
    reason: str = ""
    exchange: Exchange | None = None
    seconds: float = 0.0


def check(name: str, clause: str) -> Callable[[Callable[[Any], None]], Check]:
    """Make a function that takes the run a check; its docstring is what the report says."""

    def made(function: Callable[[Any], None]) -> Check:
        return Check(name, clause, " ".join((function.__doc__ or "").split()), function)

    return made
