"""Owners' meetings of the building."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from kiosk import cached
from kiosk.domain.meetings import Meeting

if TYPE_CHECKING:
    from kiosk.database import Store


def listed(store: Store, limit: int = cached.PAGE, offset: int = 0) -> tuple[Meeting, ...]:
    """Latest start first."""
    return cached.listed(store, Meeting, store.building_scope, limit, offset)


def find(store: Store, meeting_id: str) -> Meeting | None:
    """One by the company's id."""
    return cached.found(store, Meeting, store.building_scope, meeting_id)


def nearest(store: Store, now: datetime) -> Meeting | None:
    """The meeting in progress or, without one, the next to begin; `now` is aware."""
    ahead = [meeting for meeting in listed(store) if meeting.ends_at > now]
    return min(ahead, key=lambda meeting: meeting.starts_at, default=None)
