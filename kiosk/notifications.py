"""What the resident of an account agreed to receive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk import cached
from kiosk.domain.notifications import NotificationChoices

if TYPE_CHECKING:
    from kiosk.database import Store


def listed(store: Store, account_id: str) -> tuple[NotificationChoices, ...]:
    """The account's one row, or none when nothing was ever chosen."""
    return cached.listed(store, NotificationChoices, cached.account_scope(account_id))


def chosen(store: Store, account_id: str) -> NotificationChoices:
    """The choices in force; everything is off until chosen."""
    rows = listed(store, account_id)
    return rows[0] if rows else NotificationChoices(id=account_id)
