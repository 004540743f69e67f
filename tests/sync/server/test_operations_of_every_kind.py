"""What holds for each kind of operation alike: done once, answered the same for ever, told by the feed."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from kiosk.domain import operations
from sync.server import operations as settling
from sync.server.tables import OperationRow
from tests.sync.company import Company, Visit
from tests.sync.server.answers import outcome, page, refused
from tests.sync.server.asking import GOOD, SCOPE, ask, everything, fact, newest, operation, rows, said

every_kind = pytest.mark.parametrize("kind", sorted(operations.KINDS))


def test_the_company_does_every_kind_of_the_contract() -> None:
    assert set(settling.EFFECTS) == set(operations.KINDS)


@every_kind
def test_what_is_done_is_told_by_a_row_that_names_the_operation(visit: Visit, kind: str) -> None:
    payload = GOOD[kind](visit)
    before = newest(visit)
    settled = ask(visit, kind, payload)
    told = page(visit.feed(SCOPE, after=before))
    assert settled.outcome == "applied"
    settling_kind = operations.fact_kind(kind)
    named = {row.kind for row in told.rows if row.op_id == settled.op_id}
    assert settled.rev == (told.rev if settling_kind else None)
    assert (settling_kind in named) if settling_kind else told.rows == ()


@every_kind
def test_sixteen_of_one_operation_at_once_are_one_and_so_is_one_after_years(
    company: Company, visit: Visit, kind: str
) -> None:
    one = operation(visit, kind, GOOD[kind](visit))
    with ThreadPoolExecutor(16) as pool:
        answers = {answer.content for answer in pool.map(lambda _: visit.deliver(one), range(16))}
    assert len(answers) == 1
    assert json.loads(next(iter(answers)))["outcome"] == "applied"
    after_one = everything(company)
    company.clock.pass_(days=1000)
    assert {visit.deliver(one).content} == answers
    assert everything(company) == after_one


@every_kind
def test_other_bytes_under_the_same_key_are_refused_and_do_nothing(company: Company, visit: Visit, kind: str) -> None:
    one = operation(visit, kind, GOOD[kind](visit))
    visit.deliver(one)
    after_one = everything(company)
    body = json.dumps(one.model_dump(mode="json")).encode()
    assert refused(visit.deliver_bytes(body, one.op_id)) == (422, "op.reused")
    assert everything(company) == after_one


@every_kind
def test_effect_answer_and_row_of_the_feed_come_together_or_not_at_all(
    company: Company, visit: Visit, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    one, before = operation(visit, kind, GOOD[kind](visit)), everything(company)

    def torn(*arguments: object) -> OperationRow:
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("sync.server.operations._row", torn)
        assert visit.deliver(one).status_code == 500
    assert everything(company) == before
    assert outcome(visit.deliver(one)).outcome == "applied"
    assert everything(company) != before


@every_kind
def test_what_is_refused_is_told_to_its_resident_with_what_was_asked(company: Company, visit: Visit, kind: str) -> None:
    one = operation(visit, kind, GOOD[kind](visit))
    company.clock.pass_(days=30, seconds=1)
    settled = outcome(visit.deliver(one))
    assert said(settled) == ("rejected", "op.late")
    later = visit.kiosk.log_in()
    told = fact(later, "refused_operation", one.op_id)
    if not operations.KINDS[kind].refusal_kept:
        assert (told, settled.rev) == (None, None)
        return
    assert told is not None and settled.refusal is not None
    assert (told["operation"], told["payload"], told["conflict"]) == (kind, one.payload, False)
    assert (told["code"], told["sentence"]) == (settled.refusal.code, settled.refusal.sentence)
    (row,) = (row for row in rows(later) if row.op_id == one.op_id)
    assert settled.rev == row.rev


@every_kind
def test_a_payload_that_is_no_command_is_refused_and_not_kept(company: Company, visit: Visit, kind: str) -> None:
    payload, before = GOOD[kind](visit), everything(company)
    for broken in ({}, payload | {"colour": "red"}, dict.fromkeys(payload)):
        sent = operation(visit, kind, payload).model_copy(update={"payload": broken})
        assert refused(visit.deliver(sent)) == (422, "op.malformed")
    assert everything(company) == before
