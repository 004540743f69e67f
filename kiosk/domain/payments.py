"""Money received by the company."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from kiosk.domain.money import Kopecks


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """`method` as the company names it, empty where unknown."""

    kind: ClassVar[str] = "payment"
    id: str
    number: str
    paid_on: date
    total: Kopecks
    method: str = ""

    @property
    def order(self) -> str:
        return f"{self.paid_on.isoformat()} {self.number}"
