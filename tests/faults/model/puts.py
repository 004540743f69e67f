"""One command, as it was made, sent and answered, as far as anybody outside the product has seen."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Put:
    """One command that a resident was told is accepted."""

    op_id: str
    kind: str
    kiosk: str
    aggregate: str
    account_id: str
    phone: str
    token: str
    body: bytes
    signature: bytes
    heard: list[Heard] = field(default_factory=list)
    was_stuck: bool = False
    gone: bool = False
    """From its spool."""
    state: str = "ready"
    answer: dict[str, Any] | None = None
    """What its spool has of it."""

    @functools.cached_property
    def envelope(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self.body)
        return said

    @property
    def payload(self) -> dict[str, Any]:
        said: dict[str, Any] = self.envelope["payload"]
        return said

    @property
    def outcome(self) -> Heard | None:
        """The last settled answer that reached the kiosk."""
        return next((heard for heard in reversed(self.heard) if heard.outcome is not None), None)

    @property
    def rev(self) -> int | None:
        """The revision of its account that shows what became of it."""
        said = self.outcome.outcome if self.outcome else None
        return None if said is None else said.get("rev")

    def refused_in_life_before(self, life: int) -> bool:
        before = (heard.outcome for heard in self.heard if heard.life < life and heard.outcome is not None)
        return any(outcome["outcome"] != "applied" for outcome in before)

    @property
    def denied(self) -> bool:
        return any(heard.outcome is None for heard in self.heard)


@dataclass(frozen=True)
class Heard:
    """An answer to an operation that its kiosk got whole, in a life of the company."""

    life: int
    status: int
    outcome: dict[str, Any] | None
