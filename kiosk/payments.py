"""The account's payments, as the company last told them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk import cached
from kiosk.domain.payments import Payment

if TYPE_CHECKING:
    from kiosk.database import Store


def listed(store: Store, account_id: str, limit: int = cached.PAGE, offset: int = 0) -> tuple[Payment, ...]:
    """Newest first."""
    return cached.listed(store, Payment, cached.account_scope(account_id), limit, offset)


def find(store: Store, account_id: str, payment_id: str) -> Payment | None:
    """One by the company's id."""
    return cached.found(store, Payment, cached.account_scope(account_id), payment_id)
