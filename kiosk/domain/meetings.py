"""Owners' meetings, as far as the cabinet's summary needs them."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """`participated` is the share of all votes cast so far, in percent."""

    kind: ClassVar[str] = "meeting"
    id: str
    title: str
    starts_at: datetime
    ends_at: datetime
    participated: Decimal

    @property
    def order(self) -> str:
        return self.starts_at.isoformat()
