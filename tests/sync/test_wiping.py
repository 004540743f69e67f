"""A kiosk that the company refuses for good: revoked, it keeps everything; wiped, nothing but whom to call."""

from kiosk.outbox import State
from kiosk.standing import Standing
from sync import contract, patience
from sync.answers import RefusedByCompany
from sync.client import enrol
from tests.sync.company import Company
from tests.sync.turner import MINUTE, Turner, device, turner

__all__ = ["device", "turner"]


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


def test_a_cache_that_cannot_be_understood_does_not_put_off_the_wiping(turner: Turner, company: Company) -> None:
    with turner.store.cache._file.writing() as connection:
        connection.exec_driver_sql("UPDATE company SET data = '{}'")
    company.cli("revoke", "--wipe", turner.machine.device.device_id)
    engine = turner.engine()
    engine._turn()
    engine._turn()
    assert turner.store.spool.identity() is None
    assert turner.store.spool.wiped is not None


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
    engine._refused(RefusedByCompany(403, refusal))
    engine._turn()
    assert turner.store.spool.identity() is not None
