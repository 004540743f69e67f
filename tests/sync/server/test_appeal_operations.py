"""Appeals changed, cancelled and rated: let through by the state they are in, refused with that state in words."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from kiosk.domain.appeals import Appeal, AppealStatus
from sync import contract
from sync.server import facts
from tests.sync.company import Company, Kiosk, Visit
from tests.sync.server.answers import outcome, refused
from tests.sync.server.asking import (
    CLOSED,
    IN_WORK,
    NEW,
    ask,
    everything,
    fact,
    filing,
    new_id,
    operation,
    rows,
    said,
    text,
)
from tests.sync.server.pictures import digest, jpeg


def appeal(visit: Visit, appeal_id: str) -> Appeal:
    found: Appeal = facts.adapter(Appeal).validate_python(fact(visit, "appeal", appeal_id))
    return found


def edit(visit: Visit, appeal_id: str, /, **changed: Any) -> contract.Outcome:
    return ask(visit, "appeal.edit", filing(**changed) | {"appeal_id": appeal_id})


def cancel(visit: Visit, appeal_id: str) -> contract.Outcome:
    return ask(visit, "appeal.cancel", {"appeal_id": appeal_id})


def rate(visit: Visit, appeal_id: str, rating: int, comment: str = "") -> contract.Outcome:
    return ask(visit, "appeal.rate", {"appeal_id": appeal_id, "rating": rating, "comment": comment})


def test_a_new_appeal_is_as_its_resident_last_wrote_it(company: Company, visit: Visit) -> None:
    day = (company.clock() + timedelta(days=2)).date()
    window = {"on": day.isoformat(), "start": "08:00:00", "end": "11:00:00"}
    settled = edit(visit, NEW, type_id="heating", type_name="Что видел житель", text="  Холодно  ", visit=window)
    assert settled.result == {"appeal_id": NEW, "status": "new"}
    now = appeal(visit, NEW)
    assert (now.number, now.type_name, now.text) == ("268", "Система теплоснабжения", "Холодно")
    assert now.visit is not None and now.visit.on == day
    assert [event.note for event in now.history][-1] == "Обращение изменено с киоска."


def test_what_is_not_changed_is_not_judged_anew(visit: Visit) -> None:
    """268 was to be visited in 2019, and no hours were said."""
    kept = {"type_id": "key", "visit": {"on": "2019-10-18", "start": None, "end": None}}
    assert edit(visit, NEW, text="Прошу выдать два ключа", **kept).outcome == "applied"
    moved = kept | {"visit": {"on": "2019-10-19", "start": None, "end": None}}
    assert said(edit(visit, NEW, text="Прошу выдать три ключа", **moved)) == ("rejected", "appeal.visit.day")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"text": "кот"}, "appeal.text.short"),
        ({"type_id": "engineering"}, "appeal.type"),
        ({"photos": ["0" * 64] * 6}, "appeal.photos.many"),
    ],
)
def test_the_rules_of_an_appeal_hold_for_its_changes(visit: Visit, changed: dict[str, Any], code: str) -> None:
    before = appeal(visit, NEW)
    assert said(edit(visit, NEW, **changed)) == ("rejected", code)
    assert appeal(visit, NEW) == before


def test_photos_are_as_the_change_has_them(kiosk: Kiosk, visit: Visit) -> None:
    first, second = jpeg(), jpeg(width=65)
    for data in (first, second):
        kiosk.ask("PUT", contract.BLOB.format(sha256=digest(data)), data=data)
    edit(visit, NEW, photos=[digest(first), digest(second)])
    assert edit(visit, NEW, photos=[digest(second)]).outcome == "applied"
    assert appeal(visit, NEW).photos == (digest(second),)
    assert visit.ask("GET", contract.BLOB.format(sha256=digest(second))).status_code == 200
    assert refused(visit.ask("GET", contract.BLOB.format(sha256=digest(first)))) == (404, "blob.absent")


@pytest.mark.parametrize("kind", ["appeal.file", "appeal.edit"])
def test_photos_that_did_not_come_are_waited_for_and_no_answer_is_kept(
    company: Company, kiosk: Kiosk, visit: Visit, kind: str
) -> None:
    data = jpeg()
    payload = filing(photos=[digest(data)]) | ({"appeal_id": NEW} if kind == "appeal.edit" else {})
    one, before = operation(visit, kind, payload), everything(company)
    assert refused(visit.deliver(one)) == (409, "blob.missing")
    assert everything(company) == before
    kiosk.ask("PUT", contract.BLOB.format(sha256=digest(data)), data=data)
    assert outcome(visit.deliver(one)).outcome == "applied"


def test_photos_that_the_operation_does_not_name_are_no_operation(visit: Visit) -> None:
    one = operation(visit, "appeal.file", filing(photos=[digest(jpeg())]), blobs=())
    assert refused(visit.deliver(one)) == (422, "op.malformed")


def test_an_appeal_still_on_its_way_is_changed_and_cancelled_by_the_id_of_what_files_it(visit: Visit) -> None:
    filed = ask(visit, "appeal.file", filing()).op_id
    assert edit(visit, filed, text="Прорвало две трубы").outcome == "applied"
    cancelled = cancel(visit, filed)
    assert cancelled.result == {"appeal_id": filed, "status": "cancelled"}
    now = appeal(visit, filed)
    assert (now.number, now.text, now.status) == ("303", "Прорвало две трубы", AppealStatus.CANCELLED)
    assert [event.status.value for event in now.history] == ["new", "new", "cancelled"]
    (row,) = (row for row in rows(visit) if row.id == filed)
    assert (row.op_id, row.rev) == (cancelled.op_id, cancelled.rev)


def test_a_changed_text_counts_among_the_same_texts_of_a_day(visit: Visit) -> None:
    filed = [ask(visit, "appeal.file", filing(text=f"Капает кран {number}")).op_id for number in range(2)]
    for one in filed:
        edit(visit, one, text="Прорвало трубу")
    assert said(ask(visit, "appeal.file", filing())) == ("rejected", "appeal.same")


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("in_work", "«В работе»"),
        ("postponed", "«Отложено»"),
        ("done", "«Выполнено, ждёт оценки»"),
        ("closed", "«Закрыто»"),
        ("cancelled", "«Отменено»"),
    ],
)
def test_once_in_work_an_appeal_is_neither_changed_nor_cancelled(
    company: Company, visit: Visit, status: str, state: str
) -> None:
    company.cli("move", "268", status, *(("--until", "2030-01-01") if status == "postponed" else ()))
    before = appeal(visit, NEW)
    for settled, code in ((edit(visit, NEW), "appeal.edit.late"), (cancel(visit, NEW), "appeal.cancel.late")):
        assert said(settled) == ("rejected", code)
        assert settled.refusal is not None
        assert settled.refusal.values == {"number": "268", "status": status, "state": state}
        assert state in text(settled.refusal)
    assert appeal(visit, NEW) == before


def test_changes_at_one_moment_come_one_after_another_and_none_is_lost(visit: Visit) -> None:
    changes = [operation(visit, "appeal.edit", filing(text=f"Два ключа {n}") | {"appeal_id": NEW}) for n in range(8)]
    changes.insert(4, operation(visit, "appeal.cancel", {"appeal_id": NEW}))
    before = len(appeal(visit, NEW).history)
    with ThreadPoolExecutor(9) as pool:
        settled = [outcome(answer) for answer in pool.map(visit.deliver, changes)]
    done = [one for one in settled if one.outcome == "applied"]
    now = appeal(visit, NEW)
    assert len(now.history) == before + len(done)
    assert (now.status, now.history[-1].status) == (AppealStatus.CANCELLED, AppealStatus.CANCELLED)
    assert len({one.rev for one in settled}) == len(changes)


def test_what_the_company_did_meanwhile_wins_over_a_change_that_comes_late(company: Company, visit: Visit) -> None:
    late = operation(visit, "appeal.edit", filing() | {"appeal_id": NEW})
    company.cli("move", "268", "in_work")
    assert said(outcome(visit.deliver(late))) == ("rejected", "appeal.edit.late")


@pytest.mark.parametrize("kind", ["appeal.edit", "appeal.cancel", "appeal.rate"])
def test_there_is_nothing_to_change_where_no_appeal_is(company: Company, visit: Visit, kind: str) -> None:
    more: dict[str, Any] = {"appeal.edit": filing(), "appeal.cancel": {}, "appeal.rate": {"rating": 5, "comment": ""}}
    refused_filing = ask(visit, "appeal.file", filing(text="кот")).op_id
    for appeal_id in (new_id(), refused_filing):
        settled = ask(visit, kind, more[kind] | {"appeal_id": appeal_id})
        assert said(settled) == ("rejected", "appeal.unknown")


def test_an_appeal_of_one_account_is_unknown_to_another_of_the_same_resident(visit: Visit) -> None:
    claim = {"number": "10118", "address": "г. Волгодонск, ул. Пятакова, 17", "apartment": "4", "company": ""}
    assert visit.ask("POST", contract.LINKS_BY_ADDRESS, json=claim).json()["status"] == "confirmed"
    settled = ask(visit, "appeal.cancel", {"appeal_id": NEW}, account_id="10118")
    assert said(settled) == ("rejected", "appeal.unknown")
    assert appeal(visit, NEW).status is AppealStatus.NEW


@pytest.mark.parametrize("status", ["done", "closed"])
@pytest.mark.parametrize("rating", [1, 5])
def test_one_to_five_closes_what_was_done(company: Company, visit: Visit, status: str, rating: int) -> None:
    company.cli("move", "301", status)
    assert rate(visit, IN_WORK, rating, "Молодцы!").result == {"appeal_id": IN_WORK, "status": "closed"}
    now = appeal(visit, IN_WORK)
    assert (now.status, now.rating, now.history[-1].note) == (
        AppealStatus.CLOSED,
        rating,
        f"Оценка {rating}: Молодцы!",
    )


def test_not_done_opens_it_again_and_wants_a_comment(company: Company, visit: Visit) -> None:
    company.cli("move", "301", "done")
    assert said(rate(visit, IN_WORK, 0, "  ")) == ("rejected", "appeal.rating.comment")
    assert rate(visit, IN_WORK, 0, "Течёт по-прежнему").result == {"appeal_id": IN_WORK, "status": "in_work"}
    now = appeal(visit, IN_WORK)
    assert (now.status, now.rating, now.history[-1].note) == (
        AppealStatus.IN_WORK,
        0,
        "Не выполнено: Течёт по-прежнему",
    )


def test_until_it_is_closed_a_later_rating_replaces_the_former(company: Company, visit: Visit) -> None:
    company.cli("move", "301", "done")
    rate(visit, IN_WORK, 0, "Нажал не то")
    assert rate(visit, IN_WORK, 4).result == {"appeal_id": IN_WORK, "status": "closed"}
    assert appeal(visit, IN_WORK).rating == 4
    for again in (rate(visit, IN_WORK, 5), rate(visit, IN_WORK, 0, "Передумал")):
        assert said(again) == ("rejected", "appeal.rate.closed")
        assert "оценкой 4" in text(again.refusal)
    assert appeal(visit, IN_WORK).rating == 4


def test_what_was_closed_unrated_may_be_rated_as_the_manual_has_it(visit: Visit) -> None:
    assert rate(visit, CLOSED, 0, "Ничего не сделали").result == {"appeal_id": CLOSED, "status": "in_work"}


def test_work_done_anew_waits_for_a_rating_anew(company: Company, visit: Visit) -> None:
    company.cli("move", "301", "done")
    rate(visit, IN_WORK, 0, "Течёт по-прежнему")
    company.cli("move", "301", "done")
    assert appeal(visit, IN_WORK).rating is None
    assert rate(visit, IN_WORK, 5).outcome == "applied"


@pytest.mark.parametrize(("appeal_id", "state"), [(NEW, "«Новое»"), (IN_WORK, "«В работе»")])
def test_there_is_nothing_to_rate_before_work_is_done(visit: Visit, appeal_id: str, state: str) -> None:
    settled = rate(visit, appeal_id, 5)
    assert said(settled) == ("rejected", "appeal.rate.early")
    assert state in text(settled.refusal)


@pytest.mark.parametrize(("rating", "comment"), [(-1, ""), (6, ""), (3, "х" * 2001)])
def test_a_rating_is_one_of_those_there_are(visit: Visit, rating: int, comment: str) -> None:
    assert said(rate(visit, CLOSED, rating, comment))[0] == "rejected"
    assert fact(visit, "appeal", CLOSED) is not None and appeal(visit, CLOSED).rating is None
