"""The plug of the company's server, a real process, is pulled at every step: the errand goes on, nothing is doubled."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import accounts, appeals, leaving, login, notices
from kiosk.appeals import Delivery
from kiosk.company import Offline
from sync import client, transport
from tests.kiosk.stores import resident
from tests.sync.company_server import CompanyServer
from tests.sync.conditions import until
from tests.sync.machine import ACCOUNT, Machine, code_in


@pytest.fixture
def machine(server: CompanyServer, tmp_path: Path) -> Iterator[Machine]:
    machine = Machine(tmp_path / "kiosk", server.enrolled("1"))
    yield machine
    machine.switch_off()


def filed(server: CompanyServer) -> int:
    return server.command("appeals").count("Прорвало трубу в подвале")


def test_pulled_before_the_code_the_resident_is_told_and_the_board_stays(
    server: CompanyServer, machine: Machine
) -> None:
    until(machine.agreed, "the first agreement")
    server.kill()
    with pytest.raises(Offline):
        machine.ask_code()
    machine.engine.wake()
    until(machine.lost, "the connection's loss")
    assert notices.board(machine.store, machine.client.now()).company is not None
    server.start()
    until(machine.agreed, "the connection's return")
    assert machine.log_in().links


def test_pulled_between_the_code_and_its_entry_the_code_still_serves(server: CompanyServer, machine: Machine) -> None:
    sent = machine.ask_code()
    server.kill()
    with pytest.raises(Offline):
        login.confirm(machine.client, machine.device.device_id, sent, code_in(sent))
    server.start()
    assert login.confirm(machine.client, machine.device.device_id, sent, code_in(sent)).links


def test_pulled_while_the_appeal_is_written_it_waits_and_gets_its_number_once(
    server: CompanyServer, machine: Machine
) -> None:
    session = machine.at_account()
    server.kill()
    op_id = machine.file(session, photos=3)
    assert machine.appeal(op_id).delivery is Delivery.WAITING
    until(machine.lost, "the connection's loss")
    assert [entry.appeal.number for entry in appeals.listed(machine.store, ACCOUNT, resident())][:2] == ["", "301"]
    server.start()
    until(lambda: machine.number(op_id), "the number")
    until(lambda: machine.store.spool.command(op_id) is None, "settling")
    assert machine.appeal(op_id).delivery is Delivery.COMPANY
    assert len(appeals.listed(machine.store, ACCOUNT, resident())) == 6
    assert filed(server) == 1


def test_frozen_in_the_middle_of_an_answer_and_killed_the_appeal_is_filed_once(
    server: CompanyServer, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "READ", 1.0)
    monkeypatch.setattr(client, "UPLOAD", 0.0)
    session = machine.at_account()
    server.freeze()
    op_id = machine.file(session, photos=1)
    until(machine.lost, "patience to be over")
    assert machine.appeal(op_id).delivery is Delivery.WAITING
    monkeypatch.undo()
    server.thaw()
    server.kill()
    server.start()
    until(lambda: machine.number(op_id), "the number")
    assert filed(server) == 1


def test_a_slow_server_that_recovers_by_itself_doubles_nothing(
    server: CompanyServer, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transport, "READ", 0.5)
    session = machine.at_account()
    server.freeze()
    ops = [machine.file(session), machine.file(session)]
    until(machine.lost, "patience to be over")
    monkeypatch.undo()
    server.thaw()
    until(lambda: all(map(machine.number, ops)), "both numbers")
    assert len({machine.number(op_id) for op_id in ops}) == 2
    assert filed(server) == 2


def test_the_kiosk_loses_its_power_too_and_the_appeal_still_arrives_once(
    server: CompanyServer, machine: Machine
) -> None:
    session = machine.at_account()
    server.kill()
    op_id = machine.file(session, photos=2)
    machine.switch_off()
    machine.switch_on()
    command = machine.store.spool.command(op_id)
    assert command is not None
    server.start()
    until(lambda: machine.store.spool.command(op_id) is None, "delivery and settling")
    assert filed(server) == 1


def test_pulled_before_leaving_everything_is_wiped_and_the_appeal_arrives_later(
    server: CompanyServer, machine: Machine
) -> None:
    session = machine.at_account()
    server.kill()
    op_id = machine.file(session)
    leaving.leave(machine.store, machine.engine, machine.client, session)
    assert accounts.header(machine.store, ACCOUNT) is None
    assert session.closed
    server.start()
    until(lambda: machine.store.spool.command(op_id) is None, "delivery")
    assert filed(server) == 1


def test_pulled_while_one_reads_the_cabinet_stays_readable_and_hears_what_changed_meanwhile(
    server: CompanyServer, machine: Machine
) -> None:
    machine.at_account()
    server.command("move", "297", "done")
    until(lambda: _statuses(machine)[1] == "done", "a change, so that the listener listens")
    server.kill()
    until(machine.lost, "the connection's loss, seen by the listener long before the next idle look", within=20.0)
    assert len(appeals.listed(machine.store, ACCOUNT, resident())) == 5
    server.command("move", "268", "in_work")
    server.start()
    until(lambda: _statuses(machine)[2] == "in_work", "the change made meanwhile")


def _statuses(machine: Machine) -> list[str]:
    return [entry.appeal.status for entry in appeals.listed(machine.store, ACCOUNT, resident())]
