"""The account's bills, as the company last told them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk import cached
from kiosk.domain import comparison
from kiosk.domain.invoices import Invoice

if TYPE_CHECKING:
    from kiosk.database import Store


def listed(store: Store, account_id: str, limit: int = cached.PAGE, offset: int = 0) -> tuple[Invoice, ...]:
    """Newest first."""
    return cached.listed(store, Invoice, cached.account_scope(account_id), limit, offset)


def find(store: Store, account_id: str, invoice_id: str) -> Invoice | None:
    """One by the company's id."""
    return cached.found(store, Invoice, cached.account_scope(account_id), invoice_id)


def previous(store: Store, account_id: str, invoice: Invoice) -> Invoice | None:
    """The bill to compare this one with: of the nearest earlier month, for some of the same services."""
    offset = 0
    while page := listed(store, account_id, offset=offset):
        found = comparison.previous(invoice, page)
        if found is not None:
            return found
        offset += len(page)
    return None
