"""The board: what is current, what is coming, in what order."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from kiosk import notices, notifications
from kiosk.database import Store
from kiosk.domain.company import Building
from kiosk.domain.meetings import Meeting
from kiosk.domain.notices import Notice, NoticeKind
from kiosk.domain.notifications import NotificationChoices
from tests.kiosk.stores import ACCOUNT, BUILDING, SCOPE, resident, tell

NOW = datetime(2026, 11, 17, 8, 36, tzinfo=UTC)
HOUR = timedelta(hours=1)


def notice(notice_id: str, kind: NoticeKind, start: float | None, end: float | None) -> Notice:
    return Notice(
        id=notice_id,
        notice=kind,
        title="…",
        text="…",
        published_at=NOW - HOUR * (10 - len(notice_id)),
        starts_at=None if start is None else NOW + HOUR * start,
        ends_at=None if end is None else NOW + HOUR * end,
    )


def meeting(meeting_id: str, start: float, end: float) -> Meeting:
    starts_at, ends_at = NOW + HOUR * start, NOW + HOUR * end
    return Meeting(id=meeting_id, title="…", participated=Decimal(0), starts_at=starts_at, ends_at=ends_at)


def test_before_the_company_was_heard_the_board_is_empty(store: Store) -> None:
    board = notices.board(store, NOW)
    assert (board.company, board.building, board.notices, board.meeting) == (None, None, (), None)


def test_emergencies_come_first_then_outages_by_start_then_news_newest_first(store: Store) -> None:
    tell(
        store,
        BUILDING,
        notice("n", NoticeKind.NEWS, None, None),
        notice("newer", NoticeKind.NEWS, None, None),
        notice("tomorrow", NoticeKind.PLANNED_OUTAGE, 24, 26),
        notice("today", NoticeKind.PLANNED_OUTAGE, -1, 2),
        notice("burst", NoticeKind.EMERGENCY_OUTAGE, -2, None),
        notice("over", NoticeKind.PLANNED_OUTAGE, -5, -1),
        notice("stale", NoticeKind.NEWS, None, -1),
    )
    assert [shown.id for shown in notices.board(store, NOW).notices] == ["burst", "today", "tomorrow", "newer", "n"]


def test_the_board_names_the_meeting_in_progress_before_the_next(store: Store) -> None:
    tell(store, BUILDING, meeting("past", -9, -1), meeting("next", 5, 9), meeting("now", -2, 3))
    shown = notices.board(store, NOW).meeting
    assert shown is not None
    assert shown.id == "now"
    later = notices.board(store, NOW + HOUR * 4).meeting
    assert later is not None
    assert later.id == "next"


def test_another_buildings_facts_are_not_on_the_board(store: Store) -> None:
    tell(store, "building:2", Building(id="2", street="…", house="…", timezone="Europe/Moscow"))
    assert notices.board(store, NOW).building is None


def test_notifications_are_off_until_chosen(store: Store) -> None:
    assert notifications.chosen(store, ACCOUNT, resident()).choices == NotificationChoices(id=ACCOUNT)
    tell(store, SCOPE, NotificationChoices(id=ACCOUNT, outages_by_sms=True))
    assert notifications.chosen(store, ACCOUNT, resident()).choices.outages_by_sms
