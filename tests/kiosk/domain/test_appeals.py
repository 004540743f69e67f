"""Rules of a new appeal."""

from datetime import date, datetime, time, timedelta

import pytest

from kiosk.domain.appeals import AppealStatus, Visit, check_photos, check_text, check_visit
from kiosk.domain.errors import Refused

NOW = datetime(2026, 11, 17, 12, 0)  # noqa: DTZ001 - the building's local time
TODAY = NOW.date()


def test_six_characters_are_enough_and_five_are_not() -> None:
    check_text("  Течёт!  ")
    with pytest.raises(Refused) as refused:
        check_text("  Течёт ")
    assert refused.value.text == "Опишите подробнее: нужно хотя бы 6 знаков, не хватает 1."


def test_a_text_of_ten_thousand_characters_is_taken_and_one_more_is_not() -> None:
    check_text("а" * 10_000)
    with pytest.raises(Refused) as refused:
        check_text("а" * 10_001)
    assert "Сократите его на 1" in refused.value.text


def test_emoji_and_forty_lines_are_text_like_any_other() -> None:
    check_text("🚰🚰🚰🚰🚰🚰")
    check_text("\n".join(["строка"] * 40))


@pytest.mark.parametrize(
    ("visit", "code"),
    [
        (Visit(on=TODAY - timedelta(days=1), start=time(9), end=time(11)), "appeal.visit.day"),
        (Visit(on=TODAY + timedelta(days=14), start=time(9), end=time(11)), "appeal.visit.day"),
        (Visit(on=TODAY + timedelta(days=1), start=time(11), end=time(9)), "appeal.visit.reversed"),
        (Visit(on=TODAY + timedelta(days=1), start=time(9), end=time(9)), "appeal.visit.reversed"),
        (Visit(on=TODAY, start=time(10), end=time(12)), "appeal.visit.past"),
        (Visit(on=TODAY + timedelta(days=1)), "appeal.visit.hours"),
    ],
)
def test_a_visit_nobody_can_keep_is_refused(visit: Visit, code: str) -> None:
    with pytest.raises(Refused) as refused:
        check_visit(visit, NOW)
    assert refused.value.code == code


@pytest.mark.parametrize("on", [TODAY, TODAY + timedelta(days=13)])
def test_a_visit_may_be_asked_for_today_and_on_the_thirteenth_day_after(on: date) -> None:
    check_visit(Visit(on=on, start=time(13), end=time(15)), NOW)


def test_the_sixth_photo_is_refused() -> None:
    check_photos(("a",) * 5)
    with pytest.raises(Refused):
        check_photos(("a",) * 6)


def test_only_closed_and_cancelled_appeals_are_not_open() -> None:
    assert {status for status in AppealStatus if not status.is_open} == {AppealStatus.CLOSED, AppealStatus.CANCELLED}
