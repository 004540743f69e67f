"""Operations: settled once, answered the same for ever, refused in words when a rule does not let them through."""

import base64
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, select
from uuid_utils import uuid7

from kiosk.domain import words
from kiosk.domain.appeals import Appeal, AppealStatus
from kiosk.domain.company import Building
from sync import contract
from sync.server import facts
from sync.server.tables import AppealRow, OperationRow
from tests.sync.company import OTHER_PHONE, Company, Kiosk, Visit
from tests.sync.server.answers import outcome, page, refused
from tests.sync.server.pictures import digest, jpeg


def new_id() -> str:
    return str(uuid7())


def file(visit: Visit, **changed: Any) -> requests.Response:
    return visit.deliver(visit.operation(op_id=new_id(), **changed))


def rejection(answer: requests.Response) -> str:
    settled = outcome(answer)
    assert settled.outcome == "rejected" and settled.refusal is not None
    return settled.refusal.code


def count(company: Company) -> int:
    with company.database.read() as db:
        return db.scalars(select(func.count()).select_from(AppealRow)).one()


def test_the_next_appeal_is_the_manuals_303_and_then_304(visit: Visit) -> None:
    assert outcome(file(visit)).result is not None
    second = outcome(file(visit, payload={"text": "Капает кран"})).result
    assert second is not None and second["number"] == "304"


def test_an_appeal_comes_back_by_the_feed_naming_its_operation(company: Company, visit: Visit) -> None:
    rev = page(visit.feed("account:10117")).rev
    day = (company.clock() + timedelta(days=2)).date().isoformat()
    operation = visit.operation(op_id=new_id(), payload={"visit": {"on": day, "start": "08:00:00", "end": "11:00:00"}})
    result = outcome(visit.deliver(operation)).result
    (row,) = page(visit.feed("account:10117", after=rev)).rows
    appeal = facts.adapter(Appeal).validate_python(row.data)
    assert row.op_id == operation.op_id
    assert (
        result == {"appeal_id": appeal.id, "number": appeal.number} == {"appeal_id": operation.op_id, "number": "303"}
    )
    assert appeal.type_name == "Системы холодного и горячего водоснабжения"
    assert (appeal.text, appeal.status, appeal.filed_at) == ("Прорвало трубу", AppealStatus.NEW, company.clock())
    assert appeal.visit is not None and appeal.visit.start is not None and appeal.visit.start.hour == 8


def test_a_repeat_hears_the_first_answer_and_changes_nothing(company: Company, visit: Visit) -> None:
    operation = visit.operation(op_id=new_id())
    first = visit.deliver(operation)
    company.clock.pass_(days=60)
    again = visit.deliver(operation)
    assert again.content == first.content
    assert count(company) == 6


def test_the_same_operation_sixteen_times_at_once_is_one_appeal(company: Company, visit: Visit) -> None:
    operation = visit.operation(op_id=new_id())
    with ThreadPoolExecutor(16) as pool:
        answers = {answer.content for answer in pool.map(lambda _: visit.deliver(operation), range(16))}
    assert len(answers) == 1
    assert count(company) == 6


def test_the_same_key_with_other_bytes_is_refused(visit: Visit) -> None:
    operation = visit.operation(op_id=new_id())
    body = operation.model_dump_json().encode()
    assert visit.deliver_bytes(body, operation.op_id).status_code == 200
    assert refused(visit.deliver_bytes(body + b" ", operation.op_id)) == (422, "op.reused")


def test_a_rejection_is_an_answer_and_is_kept(company: Company, visit: Visit) -> None:
    operation = visit.operation(op_id=new_id(), payload={"text": "кот"})
    first = visit.deliver(operation)
    assert rejection(first) == "appeal.text.short"
    assert visit.deliver(operation).content == first.content
    with company.database.read() as db:
        assert db.get(OperationRow, operation.op_id) is not None
    assert count(company) == 5


def test_a_rejected_operation_costs_no_number(visit: Visit) -> None:
    rejection(file(visit, payload={"text": "кот"}))
    settled = outcome(file(visit)).result
    assert settled is not None and settled["number"] == "303"


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"text": "     кот     "}, "appeal.text.short"),
        ({"text": "к" * 10_001}, "appeal.text.long"),
        ({"type_id": "engineering"}, "appeal.type"),
        ({"type_id": "nothing"}, "appeal.type"),
        ({"visit": {"on": "2020-01-01", "start": "08:00:00", "end": "11:00:00"}}, "appeal.visit.day"),
        ({"photos": ["0" * 64] * 6}, "appeal.photos.many"),
    ],
)
def test_the_rules_of_an_appeal_hold_at_the_company_too(visit: Visit, payload: dict[str, Any], code: str) -> None:
    assert rejection(file(visit, payload=payload, blobs=tuple(payload.get("photos", ())))) == code


def test_a_visit_is_judged_by_when_it_was_asked_for_in_the_buildings_time(company: Company, visit: Visit) -> None:
    with company.database.read() as db:
        place = facts.read(db, "building:1", Building, "1")
    assert place is not None
    local = company.clock().astimezone(place.zone)
    window = {
        "on": local.date().isoformat(),
        "start": "00:00:00",
        "end": (local + timedelta(minutes=2)).time().isoformat(),
    }
    if window["end"] < window["start"] or (local + timedelta(minutes=2)).date() != local.date():
        window = {"on": local.date().isoformat(), "start": "00:00:00", "end": "23:59:59"}
    operation = visit.operation(op_id=new_id(), payload={"visit": window})
    company.clock.pass_(days=3)
    assert outcome(visit.deliver(operation)).outcome == "applied"


def test_ten_appeals_a_day_and_the_eleventh_is_told_when_to_come_back(company: Company, visit: Visit) -> None:
    first_at = company.clock()
    for number in range(10):
        assert outcome(file(visit, payload={"text": f"Капает кран {number}"})).outcome == "applied"
        company.clock.pass_(minutes=1)
    eleventh = outcome(file(visit, payload={"text": "Капает кран"})).refusal
    assert eleventh is not None and eleventh.code == "appeal.many"
    assert eleventh.values["when"] == words.moment(first_at + timedelta(hours=24), ZoneInfo("Europe/Moscow"))
    company.clock.pass_(hours=24)
    later = visit.kiosk.log_in()
    assert outcome(file(later, payload={"text": "Капает кран"})).outcome == "applied"


def test_the_same_text_twice_a_day_and_not_a_third_time(visit: Visit) -> None:
    for text in ("Прорвало трубу", "прорвало  ТРУБУ "):
        assert outcome(file(visit, payload={"text": text})).outcome == "applied"
    assert rejection(file(visit, payload={"text": "Прорвало трубу"})) == "appeal.same"


def test_an_account_of_somebody_else_is_rejected(visit: Visit) -> None:
    assert rejection(file(visit, account_id="10119")) == "op.account"
    assert rejection(file(visit, account_id="nobody")) == "op.account"


def test_an_operation_is_accepted_after_its_resident_left(visit: Visit) -> None:
    operation = visit.operation(op_id=new_id())
    visit.ask("DELETE", contract.SESSION)
    visit.kiosk.log_in(OTHER_PHONE)
    assert outcome(visit.deliver(operation)).outcome == "applied"


def test_an_operation_is_accepted_for_thirty_days_and_not_longer(company: Company, visit: Visit) -> None:
    early, late = visit.operation(op_id=new_id()), visit.operation(op_id=new_id())
    company.clock.pass_(days=30)
    assert outcome(visit.deliver(early)).outcome == "applied"
    company.clock.pass_(minutes=1)
    assert rejection(visit.deliver(late)) == "op.late"


def test_a_revoked_kiosk_delivers_nothing(company: Company, visit: Visit) -> None:
    operation = visit.operation(op_id=new_id())
    company.cli("revoke", visit.kiosk.device_id)
    assert refused(visit.deliver(operation)) == (401, "device.revoked")


def test_what_the_session_key_did_not_sign_is_refused(visit: Visit) -> None:
    operation = visit.operation(op_id=new_id())
    forged = base64.b64encode(Ed25519PrivateKey.generate().sign(operation.model_dump_json().encode())).decode()
    for signature in (forged, "", "не base64".encode().hex()):
        assert refused(visit.deliver(operation, signature=signature)) == (403, "op.signature")
    assert outcome(visit.deliver(operation)).outcome == "applied", "a forger does not use the key up"


def test_an_operation_of_another_kiosk_or_session_is_refused(company: Company, visit: Visit) -> None:
    elsewhere = company.enrol()
    assert refused(file(visit, device_id=elsewhere.device_id)) == (403, "op.device")
    assert refused(file(visit, session_id="made-up")) == (403, "op.session")
    other = elsewhere.log_in(OTHER_PHONE)
    assert refused(file(visit, session_id=other.admitted.session_id)) == (403, "op.session")


def test_an_operation_cannot_be_dated_before_its_session_or_ahead(company: Company, visit: Visit) -> None:
    skew = timedelta(seconds=contract.SIGNATURE_SKEW + 1)
    assert refused(file(visit, made_at=company.clock() - skew)) == (403, "op.time")
    assert refused(file(visit, made_at=company.clock() + skew)) == (403, "op.time")


def test_the_key_in_the_header_must_be_the_operations_own(visit: Visit) -> None:
    assert refused(visit.deliver(visit.operation(op_id=new_id()), key=new_id())) == (400, "op.key")


@pytest.mark.parametrize(
    "broken",
    [
        {"op_id": "303"},
        {"made_at": "2026-11-23T10:00:00"},
        {"extra": 1},
        {"payload": {}},
        {"payload": {"type_id": "water", "type_name": "", "text": "Прорвало трубу", "visit": None, "colour": "red"}},
        {
            "payload": {
                "type_id": "water",
                "type_name": "",
                "text": "Прорвало трубу",
                "visit": {"on": "2026-11-24", "at": 8},
            }
        },
    ],
)
def test_what_is_not_an_operation_is_refused_and_not_kept(
    company: Company, visit: Visit, broken: dict[str, Any]
) -> None:
    whole = visit.operation(op_id=new_id()).model_dump(mode="json") | broken
    assert refused(visit.deliver_bytes(json.dumps(whole).encode(), whole["op_id"])) == (422, "op.malformed")
    with company.database.read() as db:
        assert db.get(OperationRow, whole["op_id"]) is None


def test_an_unknown_kind_is_refused_and_not_kept(visit: Visit) -> None:
    assert refused(file(visit, kind="meter.read")) == (422, "op.unknown")


def test_effect_answer_and_feed_row_are_one_transaction(
    company: Company, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    operation, rev = visit.operation(op_id=new_id()), page(visit.feed("account:10117")).rev

    def torn(*arguments: object) -> OperationRow:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("sync.server.operations._row", torn)
        assert visit.deliver(operation).status_code == 500
    assert count(company) == 5
    assert page(visit.feed("account:10117", after=rev)).rows == ()
    settled = outcome(visit.deliver(operation)).result
    assert settled is not None and settled["number"] == "303"


def test_a_moved_appeal_keeps_its_operation_and_gains_a_line_of_history(company: Company, visit: Visit) -> None:
    operation = visit.operation(op_id=new_id())
    visit.deliver(operation)
    rev = page(visit.feed("account:10117")).rev
    company.cli("move", "303", "in_work", "--note", "Мастер выехал")
    (row,) = page(visit.feed("account:10117", after=rev)).rows
    appeal = facts.adapter(Appeal).validate_python(row.data)
    assert row.op_id == operation.op_id
    assert appeal.status is AppealStatus.IN_WORK
    assert appeal.history[-1].note == "Мастер выехал"


def test_a_photo_is_shown_only_to_residents_of_the_account(company: Company, kiosk: Kiosk, visit: Visit) -> None:
    data = jpeg()
    where = contract.BLOB.format(sha256=digest(data))
    assert refused(visit.ask("GET", where)) == (404, "blob.absent")
    assert kiosk.ask("PUT", where, data=data).status_code == 204
    assert refused(visit.ask("GET", where)) == (404, "blob.absent"), "it is in no appeal yet"
    file(visit, payload={"photos": [digest(data)]}, blobs=(digest(data),))
    shown = visit.ask("GET", where)
    assert (shown.content, shown.headers["Content-Type"]) == (data, "image/jpeg")
    assert refused(kiosk.ask("GET", where)) == (403, "session.ended")
    assert refused(company.enrol().log_in(OTHER_PHONE).ask("GET", where)) == (404, "blob.absent")
