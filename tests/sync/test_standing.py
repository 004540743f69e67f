"""How the company's refusals of the whole kiosk are borne: kept, told, asked rarely, and over when they are over."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kiosk import outbox
from kiosk.identity import Identity
from kiosk.outbox import State
from kiosk.standing import Standing
from sync import contract, patience
from sync.answers import RefusedByCompany
from sync.client import Client, enrol
from sync.clock import CompanyClock
from tests.sync import faulty as faults
from tests.sync.company import Company, Site
from tests.sync.faulty import faulty
from tests.sync.machine import ACCOUNT
from tests.sync.turner import MINUTE, Turner, device, turner

__all__ = ["device", "turner"]


@pytest.mark.parametrize(("version", "standing"), [("2.0", Standing.KIOSK_OLD), ("0.9", Standing.COMPANY_OLD)])
def test_another_major_version_is_told_kept_through_and_asked_rarely(
    turner: Turner, company: Company, site: Site, version: str, standing: Standing
) -> None:
    ops = [turner.machine.file(turner.session), turner.machine.file(turner.session)]
    engine = turner.engine()
    site.serve(company.office, version)
    assert engine._turn() >= patience.RARELY
    assert turner.connection.state.standing is standing
    assert turner.said[-1].standing is standing
    assert engine._turn() >= patience.RARELY
    assert [turner.state(op_id) for op_id in ops] == [State.READY] * 2
    site.serve(company.office)
    engine._turn()
    assert turner.connection.state.standing is Standing.SERVED
    assert [turner.state(op_id) for op_id in ops].count(State.READY) == 0


def test_a_newer_minor_version_is_spoken_with(turner: Turner, company: Company, site: Site) -> None:
    site.serve(company.office, "1.7")
    op_id = turner.machine.file(turner.session)
    turner.engine()._turn()
    assert turner.connection.state.reachable is True
    assert turner.said[-1].company_contract == "1.7"
    assert turner.state(op_id) is not State.READY


@pytest.mark.parametrize(("version", "code"), [("0.9", "contract.company_old"), ("2.0", "contract.kiosk_old")])
def test_the_kiosk_itself_sees_another_major_whatever_the_company_answers(
    device: Identity, version: str, code: str
) -> None:
    headers = f"Content-Type: application/json\r\nKiosk-Contract: {version}\r\n".encode()
    with faulty(faults.answer("200 OK", headers, b'{"links": []}')) as server, pytest.raises(RefusedByCompany) as said:
        Client(replace(device, server=server.url)).links("token")
    assert (said.value.code, said.value.barred) == (code, True)
    assert "диспетчеру" in said.value.text


def test_enrolment_between_two_versions_is_refused_and_the_token_stays_good(company: Company, site: Site) -> None:
    token = company.cli("enrol", "--building", "1").strip()
    site.serve(company.office, "2.0")
    with pytest.raises(RefusedByCompany) as said:
        enrol(company.url, token)
    assert said.value.standing is Standing.KIOSK_OLD
    assert said.value.values == {"kiosk": contract.VERSION, "company": "2.0"}
    site.serve(company.office)
    assert enrol(company.url, token).device_id


def test_a_clock_that_is_off_is_set_by_the_first_refusal_and_the_next_round_is_heard(
    turner: Turner, company: Company
) -> None:
    year_off = datetime.now(UTC) + timedelta(days=365)
    clock = CompanyClock(wall=lambda: year_off)
    engine = turner.engine(clock)
    pause = engine._turn()
    assert turner.connection.state.trouble == "signature.skew"
    assert turner.connection.state.standing is Standing.SERVED
    assert pause <= patience.FIRST_PAUSE
    engine._turn()
    assert turner.connection.state.reachable is True
    assert abs(turner.said[-1].clock_offset + 365 * 86_400) < 60


def test_a_clock_that_no_answer_sets_right_is_told_and_not_asked_for_without_end(
    turner: Turner, company: Company
) -> None:
    company.clock.pass_(hours=1)
    engine = turner.engine()
    pauses = [engine._turn() for _ in range(8)]
    assert turner.connection.state.standing is Standing.CLOCK_WRONG
    assert sum(pauses) > MINUTE


def test_that_the_kiosk_is_barred_is_believed_of_the_buildings_feed_alone(
    turner: Turner, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, operate, feed = turner.engine(), Client.operate, Client.feed
    engine._turn()
    never, other = turner.machine.file(turner.session), turner.machine.file(turner.session, "Не горит свет")
    barred = RefusedByCompany(401, contract.Refusal(code="device.unknown", sentence="Кто это."))

    def operating(client: Client, op_id: str, *frozen: Any) -> contract.Outcome:
        if op_id == never:
            raise barred
        return operate(client, op_id, *frozen)

    def looking(client: Client, scope: str, *arguments: Any, **named: Any) -> contract.FeedPage:
        if scope.startswith("account:"):
            raise barred
        return feed(client, scope, *arguments, **named)

    monkeypatch.setattr(Client, "operate", operating)
    monkeypatch.setattr(Client, "feed", looking)
    engine.follow(turner.session.token, ACCOUNT)
    pauses = [engine._turn() for _ in range(2)]
    assert (turner.connection.state.standing, turner.connection.state.reachable) == (Standing.SERVED, True)
    assert "401 device.unknown" in turner.connection.state.trouble or max(pauses) < patience.RARELY
    assert turner.state(never) is State.READY
    assert turner.state(other) is State.APPLIED, "and not yet seen in the account's feed"


def test_one_operation_answered_with_an_order_to_wipe_wipes_nothing(
    turner: Turner, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = turner.engine()
    order = RefusedByCompany(401, contract.Refusal(code="device.wipe", sentence="Стереть."))

    def operating(*_: Any) -> contract.Outcome:
        raise order

    op_id = turner.machine.file(turner.session)
    monkeypatch.setattr(Client, "operate", operating)
    for _ in range(2):
        engine._turn()
    assert turner.state(op_id) is State.READY
    assert turner.store.spool.identity() is not None


def test_the_company_is_told_how_the_kiosk_is_and_tells_its_operator(turner: Turner, company: Company) -> None:
    op_id = turner.machine.file(turner.session)
    outbox.stuck(turner.store, op_id, "422 op.malformed")
    engine = turner.engine()
    engine._turn()
    listed = company.cli("devices")
    assert "contract 1.0" in listed
    assert "stuck: 1" in listed
    assert "Прорвало" not in listed and "10117" not in listed
    turner.store.spool.change(op_id, state=State.READY)
    turner.monotonic += MINUTE
    engine._turn()
    turner.monotonic += MINUTE
    engine._turn()
    assert "well" in company.cli("devices")


def test_a_heartbeat_nobody_can_read_is_passed_over(turner: Turner, company: Company) -> None:
    kiosk = company.enrol()
    headers = {contract.HEARTBEAT_HEADER: '{"waiting": "many"}'}
    answer = kiosk.ask("GET", contract.FEED, headers=headers, params={"scope": "building:1"})
    assert answer.status_code == 200
    assert "never heard" in company.cli("devices")
