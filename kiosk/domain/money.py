"""Money is whole kopecks; fractions appear only where a volume meets a tariff."""

from decimal import ROUND_HALF_UP, Decimal
from typing import NewType

Kopecks = NewType("Kopecks", int)


def cost(volume: Decimal, tariff: Decimal) -> Kopecks:
    """Volume × tariff (roubles a unit) in kopecks, halves away from zero."""
    return Kopecks(int((volume * tariff * 100).quantize(Decimal(1), ROUND_HALF_UP)))
