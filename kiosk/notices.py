"""The board: who looks after the building, what is cut off, what is new, what is coming."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from kiosk import cached, meetings
from kiosk.domain.company import Building, CompanyProfile
from kiosk.domain.meetings import Meeting
from kiosk.domain.notices import Notice, NoticeKind

if TYPE_CHECKING:
    from kiosk.database import Store

_URGENCY = {NoticeKind.EMERGENCY_OUTAGE: 0, NoticeKind.PLANNED_OUTAGE: 1, NoticeKind.NEWS: 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What anyone may read without logging in; None and empty until the company was first heard."""

    company: CompanyProfile | None
    building: Building | None
    notices: tuple[Notice, ...]
    meeting: Meeting | None


def listed(store: Store, limit: int = cached.PAGE, offset: int = 0) -> tuple[Notice, ...]:
    """All notices, latest first."""
    return cached.listed(store, Notice, store.building_scope, limit, offset)


def board(store: Store, now: datetime) -> Board:
    """The board as of `now` (aware): emergencies, planned outages by their start, then news, the newest first."""
    return Board(
        company=cached.first(store, CompanyProfile, store.building_scope),
        building=building(store),
        notices=tuple(sorted((notice for notice in listed(store) if _is_news_at(notice, now)), key=_rank)),
        meeting=meetings.nearest(store, now),
    )


def building(store: Store) -> Building | None:
    """Where this kiosk stands."""
    return cached.first(store, Building, store.building_scope)


def zone(store: Store) -> tzinfo:
    """The building's time zone; UTC while the building is unknown."""
    place = building(store)
    return UTC if place is None else place.zone


def local(store: Store, moment: datetime) -> datetime:
    """An aware moment in the building's time; in its own zone while the building is unknown."""
    place = building(store)
    return moment if place is None else moment.astimezone(place.zone)


def _is_news_at(notice: Notice, now: datetime) -> bool:
    return notice.ends_at is None or notice.ends_at > now


def _rank(notice: Notice) -> tuple[int, float]:
    moment = (notice.starts_at or notice.published_at).timestamp()
    return _URGENCY[notice.notice], -moment if notice.notice is NoticeKind.NEWS else moment
