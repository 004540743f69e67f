"""What a turn of the engine does: settles, restores, keeps to one account, and waits no longer than it must."""

import threading
from collections.abc import Callable

import pytest
from uuid_utils import uuid7

from kiosk import accounts, appeals, outbox
from kiosk.company import Offline
from kiosk.database.rows import Cursor
from kiosk.domain.errors import Refused
from kiosk.outbox import State
from sync.client import Client
from sync.contract import Outcome
from tests.sync.company import Company
from tests.sync.machine import ACCOUNT
from tests.sync.turner import MINUTE, Turner, device, turner

__all__ = ["device", "turner"]


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


def test_it_is_sent_again_too_when_the_backup_is_older_than_the_board(turner: Turner, company: Company) -> None:
    """Then a cursor from beyond is answered by 410, before anybody has named the new epoch."""
    engine, scope = turner.engine(), turner.store.building_scope
    engine._turn()
    op_id = turner.machine.file(turner.session)
    outbox.applied(turner.store, op_id, {"appeal_id": op_id, "number": "9999"}, None)  # by the life that is lost
    cursor = turner.store.cache.cursor(scope)
    assert cursor is not None
    turner.store.cache.apply(scope, cursor, Cursor(epoch=cursor.epoch, rev=cursor.rev + 1), [])  # what it said there
    company.cli("restored")
    turner.monotonic += MINUTE
    for _ in range(3):
        engine._turn()
    assert turner.state(op_id) is None
    assert company.cli("appeals").count("Прорвало трубу в подвале") == 1


@pytest.mark.parametrize("at_the_screen", [False, True])
def test_a_refusal_that_the_restored_server_forgot_is_asked_for_again_unless_its_resident_reads_it(
    turner: Turner, company: Company, at_the_screen: bool
) -> None:
    engine = turner.engine()
    engine._turn()
    op_id = turner.machine.file(turner.session)
    outbox.rejected(turner.store, op_id, Refused("appeal.many", "Позже."))  # by the life that is lost
    company.cli("restored")
    if at_the_screen:
        engine.follow(turner.session.token, ACCOUNT)
    turner.monotonic += MINUTE
    for _ in range(3):
        engine._turn()
    assert turner.state(op_id) is (State.REJECTED if at_the_screen else None)
    assert company.cli("appeals").count("Прорвало трубу в подвале") == (0 if at_the_screen else 1)


def test_one_command_that_never_gets_through_cuts_off_neither_the_others_nor_the_screen(
    turner: Turner, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, operate = turner.engine(), Client.operate
    engine._turn()
    never, other = turner.machine.file(turner.session), turner.machine.file(turner.session, "Не горит свет")

    def operating(client: Client, op_id: str, body: bytes, signature: bytes, certificate: str) -> Outcome:
        if op_id == never:
            raise Offline("504")
        return operate(client, op_id, body, signature, certificate)

    monkeypatch.setattr(Client, "operate", operating)
    engine.follow(turner.session.token, ACCOUNT)
    for _ in range(2):
        engine._turn()
    assert turner.connection.state.reachable
    assert turner.state(never) is State.READY
    assert turner.state(other) is None, "done, and seen in the account's feed"


def test_what_was_answered_after_leaving_is_deleted_only_when_the_same_life_was_heard_again(
    turner: Turner, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = turner.engine()
    engine._turn()
    op_id = turner.machine.file(turner.session)
    seen: list[State | None] = []
    look = engine._look_at_building

    def looking() -> None:
        seen.append(turner.state(op_id))
        look()

    monkeypatch.setattr(engine, "_look_at_building", looking)
    engine._turn()
    assert seen == [State.APPLIED]
    assert turner.state(op_id) is None


@pytest.mark.parametrize("leaves", [False, True])
def test_a_change_goes_to_a_restored_company_after_what_it_changes(
    turner: Turner, company: Company, leaves: bool
) -> None:
    """The machine was off between the answer to the filing and the look at the feed."""
    turner.engine()._turn()
    filed, now = turner.machine.file(turner.session), turner.machine.client.now()
    outbox.applied(turner.store, filed, {"appeal_id": filed, "number": "9999"}, None)  # by the life that is lost
    cancelled = str(uuid7())
    appeals.cancel(turner.store, turner.session, filed, op_id=cancelled, now=now)
    company.cli("restored")
    engine = turner.engine()
    if not leaves:
        engine.follow(turner.session.token, ACCOUNT)
    for _ in range(3):
        engine._turn()
    assert (turner.state(filed), turner.state(cancelled)) == (None, None)
    assert "cancelled" in next(line for line in company.cli("appeals").splitlines() if "Прорвало трубу" in line)


def test_what_follows_on_nothing_unsettled_costs_no_look_before(
    turner: Turner, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, looks = turner.engine(), list[State | None]()
    engine._turn()
    op_id, look = turner.machine.file(turner.session), engine._look_at_building

    def looking() -> None:
        looks.append(turner.state(op_id))
        look()

    monkeypatch.setattr(engine._push, "_look", looking)
    engine._turn()
    assert (looks, turner.state(op_id)) == ([], None)


def test_one_new_life_of_the_company_after_another_is_met_with_patience(turner: Turner, company: Company) -> None:
    engine, pauses = turner.engine(), list[float]()
    engine._turn()
    for _ in range(6):
        company.cli("restored")
        turner.monotonic += MINUTE
        pauses.append(engine._turn())
    assert pauses[0] == 0
    assert pauses[1:] == sorted(pauses[1:])
    assert pauses[1] > 0 and sum(pauses) > MINUTE / 2
    assert "другой базы" in turner.connection.state.trouble
    engine._turn()
    assert (engine._patience.failures, turner.connection.state.trouble) == (0, "")


def test_all_scopes_tell_of_one_new_life_and_it_is_taken_for_one(turner: Turner, company: Company) -> None:
    engine = turner.engine()
    engine.follow(turner.session.token, ACCOUNT)
    engine._turn()
    engine._turn()
    company.cli("restored")
    engine._bell.ring()
    assert engine._turn() == 0, "the account's feed told it, and the building's was looked at, too"
    assert engine._turn() > 0
    assert engine._patience.failures == 0


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
    engine._following.tidied()
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
