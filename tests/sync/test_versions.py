"""Two minor versions of the contract: the older end passes over what the newer adds; requests stay strict."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from kiosk import outbox, payments
from kiosk.outbox import State
from sync import client as client_module
from sync import contract, push
from sync.answers import Answer
from sync.pull import Pull
from sync.server import operations
from tests.sync import faulty as faults
from tests.sync.company import Company, Site
from tests.sync.faulty import faulty
from tests.sync.machine import ACCOUNT
from tests.sync.turner import Turner, device, turner

__all__ = ["device", "turner"]

NEWER, SAME = "1.7", contract.VERSION
ADDED: Any = {"weather": "fine", "later": {"added": [1, {"nothing": None}]}}
KEPT = ("values", "payload")
"""Objects of no fixed fields: what stands in them is somebody's, and no addition to the contract."""


def with_additions(said: Any) -> Any:
    """The same, with fields that nobody knows in every object at every depth."""
    match said:
        case dict():
            inner = {name: each if name in KEPT else with_additions(each) for name, each in said.items()}
            return inner | ADDED
        case list():
            return [with_additions(each) for each in said]
    return said


def test_a_newer_companys_answers_are_read_whatever_it_adds_and_at_whatever_depth(
    turner: Turner, company: Company, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    parsed, read = client_module._parsed, set[str]()

    def newer(expected: type[Any], ask: Any, answer: Answer) -> Any:
        read.add(ask.name)
        more = json.dumps(with_additions(json.loads(answer.body))).encode()
        return parsed(expected, ask, replace(answer, body=more))

    site.serve(company.office, NEWER)
    monkeypatch.setattr(client_module, "_parsed", newer)
    company.clock.pass_(minutes=2)
    turner.machine.client = turner.client()
    session = turner.machine.log_in(lambda _sent: company.postbox.code)
    engine, op_id = turner.engine(), turner.machine.file(replace(session, account_id=ACCOUNT), photos=1)
    engine.follow(session.token, ACCOUNT)
    turner.store.cache.forget_all()
    for _ in range(3):
        engine._turn()
    assert turner.machine.client.links(session.token) == session.links
    assert turner.state(op_id) is None, "done, and seen in the feed"
    assert payments.listed(turner.store, ACCOUNT)
    assert (turner.said[-1].set_aside, turner.said[-1].standing) == (0, "served")
    assert {name.partition(" ")[2] for name in read} >= {
        contract.CODES, contract.CONFIRM, contract.LINKS, contract.FEED, contract.OPS
    }  # fmt: skip


@pytest.mark.parametrize(("version", "aside"), [(NEWER, 0), (SAME, 1)])
def test_a_kind_of_fact_that_is_unknown_is_a_newer_companys_right_and_any_others_mistake(
    turner: Turner, version: str, aside: int
) -> None:
    scope = turner.store.building_scope
    cursor = turner.store.cache.cursor(scope)
    assert cursor is not None
    row = {"kind": "parcel", "id": "1", "rev": cursor.rev + 1, "data": {"id": "1"}}
    page = {"scope": scope, "after": cursor.rev, "epoch": cursor.epoch, "rev": cursor.rev + 1, "more": False}
    headers = f"Content-Type: application/json\r\nKiosk-Contract: {version}\r\n".encode()
    with faulty(faults.answer("200 OK", headers, json.dumps(page | {"rows": [row]}).encode())) as server:
        pull = Pull(turner.store, turner.client(server.url), lambda: None)
        assert pull.pull(scope) == frozenset()
    assert len(pull.set_aside) == aside
    moved = turner.store.cache.cursor(scope)
    assert moved is not None and moved.rev == cursor.rev + 1


@pytest.mark.parametrize("said", [contract.Enrolment, contract.CodeRequest, contract.Confirmation, contract.Operation])
def test_requests_have_the_fields_of_the_contract_and_no_others(said: type[contract.Wire]) -> None:
    with pytest.raises(ValidationError) as wrong:
        said.model_validate({"weather": "fine"})
    assert ("weather", "extra_forbidden") in {(str(error["loc"][0]), error["type"]) for error in wrong.value.errors()}


@pytest.fixture
def older(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A company whose system does not know yet how an appeal is filed; updated by a call."""
    kinds = {kind: effect for kind, effect in operations.EFFECTS.items() if kind != "appeal.file"}
    known = operations.EFFECTS
    monkeypatch.setattr(operations, "EFFECTS", kinds)
    return lambda: monkeypatch.setattr(operations, "EFFECTS", known)


def test_what_the_companys_system_is_too_old_for_waits_is_told_and_is_done_after_its_update(
    turner: Turner, older: Callable[[], None]
) -> None:
    op_id, engine = turner.machine.file(turner.session), turner.engine()
    engine._turn()
    waiting = turner.store.spool.command(op_id)
    assert waiting is not None
    assert (waiting.state, waiting.trouble) == (State.READY, "422 op.unknown")
    assert waiting.next_try_at == push.SLOWLY, "the wall clock of this engine stands at 0"
    assert (turner.said[-1].unknown, turner.said[-1].stuck) == (1, 0)
    assert turner.connection.state.trouble.endswith("компания ещё не знает операций: 1")
    older()
    outbox.hurry(turner.store)
    for _ in range(2):
        engine._turn()
    assert turner.state(op_id) is None
    assert (turner.said[-1].unknown, turner.connection.state.trouble) == (0, "")
