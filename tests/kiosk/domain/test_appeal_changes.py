"""What may still be done to an appeal: changed and cancelled while new, rated once done."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from kiosk.domain.appeals import (
    NOT_DONE,
    Appeal,
    AppealStatus,
    EditAppeal,
    RateAppeal,
    Visit,
    check_cancel,
    check_edit,
    check_rate,
    rated,
)
from kiosk.domain.errors import Refused

NOW = datetime(2026, 11, 17, 12, 0)  # noqa: DTZ001 - the building's local time
OLD_VISIT = Visit(on=date(2019, 10, 18))
APPEAL = Appeal(
    id="1",
    number="268",
    type_id="key",
    type_name="Изготовление ключа",
    text="Прошу выдать ключ",
    status=AppealStatus.NEW,
    filed_at=datetime(2019, 10, 13, tzinfo=UTC),
    visit=OLD_VISIT,
)
EDIT = EditAppeal(appeal_id="1", type_id="key", type_name="", text="Прошу два ключа", visit=OLD_VISIT)


def rating(value: int, comment: str = "") -> RateAppeal:
    return RateAppeal(appeal_id="1", rating=value, comment=comment)


def test_a_new_appeal_may_be_changed_and_cancelled() -> None:
    check_edit(APPEAL, EDIT, NOW)
    check_cancel(APPEAL)


@pytest.mark.parametrize("status", sorted(set(AppealStatus) - {AppealStatus.NEW}))
def test_any_other_is_neither_and_the_refusal_says_its_state(status: AppealStatus) -> None:
    later = replace(APPEAL, status=status)
    with pytest.raises(Refused) as edit:
        check_edit(later, EDIT, NOW)
    with pytest.raises(Refused) as cancel:
        check_cancel(later)
    for refused in (edit, cancel):
        assert f"«{status.word}»" in refused.value.text
        assert refused.value.values["status"] == status.value
    assert (edit.value.code, cancel.value.code) == ("appeal.edit.late", "appeal.cancel.late")


def test_a_visit_is_judged_only_when_it_is_changed() -> None:
    tomorrow = Visit(on=date(2026, 11, 18), start=time(8), end=time(11))
    check_edit(APPEAL, replace(EDIT, visit=tomorrow), NOW)
    check_edit(APPEAL, replace(EDIT, visit=None), NOW)
    with pytest.raises(Refused) as refused:
        check_edit(APPEAL, replace(EDIT, visit=replace(OLD_VISIT, on=date(2019, 10, 19))), NOW)
    assert refused.value.code == "appeal.visit.day"


@pytest.mark.parametrize(
    ("status", "rating_so_far", "code"),
    [
        (AppealStatus.NEW, None, "appeal.rate.early"),
        (AppealStatus.IN_WORK, None, "appeal.rate.early"),
        (AppealStatus.POSTPONED, None, "appeal.rate.early"),
        (AppealStatus.CANCELLED, None, "appeal.rate.early"),
        (AppealStatus.DONE, None, None),
        (AppealStatus.CLOSED, None, None),
        (AppealStatus.IN_WORK, NOT_DONE, None),
        (AppealStatus.CLOSED, 1, "appeal.rate.closed"),
        (AppealStatus.CLOSED, 5, "appeal.rate.closed"),
    ],
)
def test_an_appeal_is_rated_once_done_until_a_rating_has_closed_it(
    status: AppealStatus, rating_so_far: int | None, code: str | None
) -> None:
    appeal = replace(APPEAL, status=status, rating=rating_so_far)
    if code is None:
        check_rate(appeal, rating(4))
        check_rate(appeal, rating(NOT_DONE, "Течёт"))
        return
    with pytest.raises(Refused) as refused:
        check_rate(appeal, rating(4))
    assert refused.value.code == code
    assert "{" not in refused.value.text


@pytest.mark.parametrize(
    "wrong", [rating(NOT_DONE), rating(NOT_DONE, " "), rating(6), rating(-1), rating(5, "х" * 2001)]
)
def test_a_rating_is_not_done_with_a_comment_or_one_to_five(wrong: RateAppeal) -> None:
    with pytest.raises(Refused):
        check_rate(replace(APPEAL, status=AppealStatus.DONE), wrong)


def test_not_done_opens_again_and_any_other_rating_closes() -> None:
    assert [rated(value) for value in range(6)] == [AppealStatus.IN_WORK, *[AppealStatus.CLOSED] * 5]
