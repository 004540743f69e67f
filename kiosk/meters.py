"""The account's meters, as the company last told them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk import cached
from kiosk.domain.meters import Meter

if TYPE_CHECKING:
    from kiosk.database import Store


def listed(store: Store, account_id: str, limit: int = cached.PAGE, offset: int = 0) -> tuple[Meter, ...]:
    """By resource and serial number."""
    return cached.listed(store, Meter, cached.account_scope(account_id), limit, offset)


def find(store: Store, account_id: str, meter_id: str) -> Meter | None:
    """One by the company's id."""
    return cached.found(store, Meter, cached.account_scope(account_id), meter_id)
