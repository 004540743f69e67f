"""How the company's refusals of the whole kiosk are borne: kept, told, asked rarely, and over when they are over."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk import accounts, outbox
from kiosk.connection import Connection
from kiosk.database import Store
from kiosk.health import Said
from kiosk.identity import Identity
from kiosk.outbox import State
from kiosk.session import Session
from kiosk.standing import Standing
from sync import contract, patience
from sync.answers import Denied
from sync.client import Client, enrol
from sync.clock import CompanyClock
from sync.engine import Engine
from tests.sync.company import Company, Site
from tests.sync.machine import ACCOUNT, Machine

MINUTE = 60.0


@dataclass
class Turner:
    """A kiosk whose engine takes its turns when the test says so, over a session that was opened before."""

    machine: Machine
    session: Session
    store: Store
    connection: Connection = field(default_factory=Connection)
    said: list[Said] = field(default_factory=list)
    monotonic: float = 1000.0

    def engine(self, clock: CompanyClock | None = None) -> Engine:
        """Threads never started."""
        return Engine(
            self.store,
            Client(self.machine.device, clock),
            self.connection,
            wall=lambda: 0.0,
            monotonic=lambda: self.monotonic,
            chance=lambda: 0.5,
            report=self.said.append,
        )

    def state(self, op_id: str) -> State | None:
        command = self.store.spool.command(op_id)
        return None if command is None else command.state


@pytest.fixture
def device(company: Company) -> Identity:
    return enrol(company.url, company.cli("enrol", "--building", "1").strip())


@pytest.fixture
def turner(company: Company, device: Identity, tmp_path: Path) -> Iterator[Turner]:
    machine = Machine(tmp_path / "kiosk", device)
    session = machine.at_account(lambda _sent: company.postbox.code)
    machine.engine.stop()
    yield Turner(machine, session, machine.store)
    machine.switch_off()


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


def test_the_kiosk_itself_sees_that_the_company_is_too_old_whatever_it_answers(
    turner: Turner, company: Company, site: Site
) -> None:
    site.serve(company.office, "0.9")
    with pytest.raises(Denied) as denied:
        Client(turner.machine.device).links(turner.session.token)
    assert denied.value.code == "contract.company_old"
    assert "диспетчеру" in denied.value.text


def test_enrolment_between_two_versions_is_refused_and_the_token_stays_good(company: Company, site: Site) -> None:
    token = company.cli("enrol", "--building", "1").strip()
    site.serve(company.office, "2.0")
    with pytest.raises(Denied) as denied:
        enrol(company.url, token)
    assert denied.value.standing is Standing.KIOSK_OLD
    assert denied.value.values == {"kiosk": contract.VERSION, "company": "2.0"}
    site.serve(company.office)
    assert enrol(company.url, token).device_id


def test_a_revoked_kiosk_keeps_everything_and_asks_rarely(turner: Turner, company: Company) -> None:
    op_id = turner.machine.file(turner.session)
    company.cli("revoke", turner.machine.device.device_id)
    assert turner.engine()._turn() >= patience.RARELY
    assert turner.connection.state.standing is Standing.REVOKED
    assert turner.state(op_id) is State.READY
    assert turner.store.spool.identity() is not None


def test_a_kiosk_that_is_to_be_wiped_forgets_everything_but_whom_to_call(turner: Turner, company: Company) -> None:
    turner.machine.file(turner.session, photos=2)
    device_id = turner.machine.device.device_id
    company.cli("revoke", "--wipe", device_id)
    assert "to be wiped" in company.cli("devices")
    engine = turner.engine()
    engine._turn()
    engine._turn()
    assert turner.connection.state.standing is Standing.WIPED
    store = turner.store
    assert store.spool.identity() is None
    assert (store.spool.queue().waiting, store.spool.in_states(*State)) == (0, [])
    assert store.cache.cursor("building:1") is None
    wiped = store.spool.wiped
    assert wiped is not None
    assert (wiped.device_id, wiped.lost, wiped.phones) == (device_id, 1, ("+78007654321",))
    assert f"{device_id}\t1" in company.cli("devices")
    assert "wiped 2026" in company.cli("devices")
    asked = len(turner.said)
    assert engine._turn() > MINUTE
    assert len(turner.said) == asked + 1


def test_a_wiped_kiosk_can_be_enrolled_again(turner: Turner, company: Company) -> None:
    company.cli("revoke", "--wipe", turner.machine.device.device_id)
    engine = turner.engine()
    engine._turn()
    engine._turn()
    turner.machine.switch_off()
    turner.machine.device = enrol(company.url, company.cli("enrol", "--building", "1").strip())
    turner.machine.switch_on()
    assert turner.machine.store.spool.wiped is None
    assert turner.machine.ask_code().code_id


def test_an_order_to_wipe_that_is_no_refusal_of_the_whole_kiosk_wipes_nothing(turner: Turner) -> None:
    engine = turner.engine()
    refusal = contract.Refusal(code="device.wipe", sentence="Стереть.")
    engine._denied(Denied(403, refusal))
    engine._turn()
    assert turner.store.spool.identity() is not None


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


def test_what_a_restored_server_forgot_is_sent_again_when_its_new_life_is_seen(
    turner: Turner, company: Company
) -> None:
    engine = turner.engine()
    engine._turn()
    engine._turn()
    op_id = turner.machine.file(turner.session)
    command = turner.store.spool.command(op_id)
    assert command is not None
    outbox.applied(turner.store, op_id, {"appeal_id": op_id, "number": "9999"}, None)  # by the life that is lost
    company.cli("restored")
    engine.follow(turner.session.token, ACCOUNT)
    turner.monotonic += MINUTE
    for _ in range(3):
        engine._turn()
    assert turner.state(op_id) in (None, State.APPLIED)
    assert company.cli("appeals").count("Прорвало трубу в подвале") == 1


def test_what_was_answered_after_leaving_is_deleted_only_when_the_same_life_was_heard_again(
    turner: Turner, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = turner.engine()
    engine._turn()
    op_id = turner.machine.file(turner.session)
    seen: list[State | None] = []
    look = engine._look_at_building

    def looking() -> frozenset[str]:
        seen.append(turner.state(op_id))
        return look()

    monkeypatch.setattr(engine, "_look_at_building", looking)
    engine._turn()
    assert seen == [State.APPLIED]
    assert turner.state(op_id) is None


def test_choosing_an_account_writes_nothing_on_the_screens_thread(
    turner: Turner, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = turner.engine()
    writers: list[str] = []
    write = turner.store.cache._guard.write

    def writing(work: Callable[..., object]) -> object:
        writers.append(threading.current_thread().name)
        return write(work)

    monkeypatch.setattr(turner.store.cache._guard, "write", writing)
    accounts.choose(engine, turner.session, ACCOUNT)
    assert writers == []
    engine._turn()
    assert writers


def test_another_accounts_rows_are_refused_from_the_moment_of_choosing(turner: Turner) -> None:
    engine, cache = turner.engine(), turner.store.cache
    first = f"account:{ACCOUNT}"
    cursor = cache.cursor(first)
    assert cursor is not None
    engine.follow(turner.session.token, "10119")
    assert cache.apply(first, cursor, cursor, []) is None
    engine._begin()
    assert cache.cursor(first) is None


@pytest.mark.parametrize(("waiting", "longest"), [(False, 60.0), (True, 15.0)])
def test_after_an_outage_the_company_is_sought_sooner_while_something_waits(
    turner: Turner, waiting: bool, longest: float
) -> None:
    engine = turner.engine()
    engine._turn()
    if waiting:
        turner.machine.file(turner.session)
    engine._client.close()  # the network is gone
    pauses = []
    for _ in range(9):
        turner.monotonic += MINUTE
        pauses.append(engine._turn())
    assert max(pauses) == pytest.approx(longest / 2)  # full jitter, with a chance of one half
    assert pauses == sorted(pauses)
