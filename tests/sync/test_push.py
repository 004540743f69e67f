"""Commands on their way: each arrives once, in order, and none holds up another."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk import outbox
from kiosk.company import Offline
from kiosk.database import Store
from kiosk.identity import Identity
from kiosk.outbox import Command, State
from kiosk.session import Session
from sync.client import Client, enrol
from sync.contract import Outcome
from sync.push import Push
from sync.server.tables import AppealPhoto
from tests.sync import faulty as faults
from tests.sync.company import Company
from tests.sync.faulty import faulty, losing_wire
from tests.sync.machine import KEY, Machine


class Sender:
    """A machine whose engine is off: the test does each round itself."""

    def __init__(self, machine: Machine, company: Company) -> None:
        self.machine = machine
        self.session: Session = machine.at_account(lambda _sent: company.postbox.code)
        self.types = machine.leaf()
        machine.engine.stop()
        self.store: Store = machine.store
        self.wall = 1000.0
        self.moved = 0
        self.push = self.through(machine.device.server)

    def through(self, url: str) -> Push:
        """Push by way of another address."""
        return self.by(Client(replace(self.machine.device, server=url)))

    def by(self, client: Client) -> Push:
        return Push(self.store, client, lambda: self.wall, lambda: 0.5, self._hear, lambda: None)

    def file(self, text: str = "Прорвало трубу в подвале", photos: int = 0) -> str:
        return self.machine.file(self.session, text, photos)

    def command(self, op_id: str) -> Command:
        found = self.store.spool.command(op_id)
        assert found is not None
        return found

    def _hear(self) -> None:
        self.moved += 1


@pytest.fixture
def device(company: Company) -> Identity:
    return enrol(company.url, company.cli("enrol", "--building", "1").strip())


@pytest.fixture
def sender(company: Company, device: Identity, tmp_path: Path) -> Iterator[Sender]:
    machine = Machine(tmp_path / "kiosk", device)
    yield Sender(machine, company)
    machine.switch_off()


def filed(company: Company) -> int:
    """How many appeals the company took from kiosks."""
    return company.cli("appeals").count("Прорвало трубу в подвале")


def test_an_appeal_with_photos_arrives_and_its_answer_is_kept(sender: Sender, company: Company) -> None:
    op_id = sender.file(photos=3)
    pushed = sender.push.round()
    assert (pushed.next_at, pushed.trouble, pushed.answered, sender.moved) == (None, "", 1, 2)
    command = sender.command(op_id)
    assert command.state is State.APPLIED
    assert json.loads(command.answer or "")["number"] == sender.machine.number(op_id) != ""
    assert filed(company) == 1


@pytest.mark.parametrize("lost", [1, 4])
def test_an_appeal_whose_answers_are_lost_is_filed_once(sender: Sender, company: Company, lost: int) -> None:
    op_id = sender.file(photos=2)
    port = int(company.url.rsplit(":", 1)[1])
    with losing_wire(lambda: port) as wire:
        wire.lose = lost
        push = sender.through(wire.url)
        for _ in range(lost):
            with pytest.raises(Offline):
                push.round()
            assert sender.command(op_id).state is State.READY
            outbox.hurry(sender.store)
        push.round()
        assert wire.operations == lost + 1
    assert sender.command(op_id).state is State.APPLIED
    assert sender.command(op_id).attempts == lost
    assert filed(company) == 1


def test_sending_is_saved_before_the_first_byte(sender: Sender) -> None:
    op_id = sender.file()
    seen: list[str] = []

    class Watching(Client):
        def operate(self, op_id: str, body: bytes, signature: bytes, certificate: str) -> Outcome:
            seen.append(_state_on_disk(sender.machine.directory, op_id))
            raise Offline

    client = Watching(sender.machine.device)
    with pytest.raises(Offline):
        sender.by(client).round()
    assert seen == ["sending"]
    assert sender.command(op_id).state is State.READY


def _state_on_disk(directory: Path, op_id: str) -> str:
    """What another process would find: read through a connection of its own."""
    from kiosk.database.file import DatabaseFile

    file = DatabaseFile(directory / "spool.db", KEY, "FULL")
    with file.reading() as connection:
        state = str(connection.exec_driver_sql("SELECT state FROM op WHERE op_id = ?", (op_id,)).scalar_one())
    file.close()
    return state


def test_one_operation_in_trouble_holds_up_no_other(sender: Sender) -> None:
    first, second = sender.file(), sender.file()

    class Choosy(Client):
        def operate(self, op_id: str, body: bytes, signature: bytes, certificate: str) -> Outcome:
            if op_id == first:
                body = b"{}"  # what the company answers 422 to, as to any operation it cannot read
            return super().operate(op_id, body, signature, certificate)

    pushed = sender.by(Choosy(sender.machine.device)).round()
    assert sender.command(first).state is State.STUCK
    assert sender.command(second).state is State.APPLIED
    assert pushed.trouble == "422 op.malformed"
    assert outbox.stuck_count(sender.store) == 1


@pytest.mark.parametrize("says", [faults.FAULT, faults.OTHER_JSON, faults.ODD_REFUSAL])
def test_a_broken_company_puts_every_operation_back_to_its_own_time(sender: Sender, says: bytes) -> None:
    ops = [sender.file(), sender.file()]
    with faulty(says) as server:
        pushed = sender.through(server.url).round()
        assert len(server.requests) == 2
    assert [sender.command(op_id).state for op_id in ops] == [State.READY] * 2
    assert pushed.next_at == 1001.0
    assert pushed.trouble


@pytest.mark.parametrize("says", [faults.PORTAL, faults.HALF, faults.NOTHING])
def test_an_unreachable_company_is_not_asked_again_for_the_next_operation(sender: Sender, says: bytes) -> None:
    sender.file()
    sender.file()
    with faulty(says) as server:
        with pytest.raises(Offline):
            sender.through(server.url).round()
        assert len(server.requests) == 1
    outbox.hurry(sender.store)
    assert sender.push.round().next_at is None


def test_photos_given_to_a_portal_are_given_again_to_the_company(sender: Sender, company: Company) -> None:
    op_id = sender.file(photos=2)
    port = int(company.url.rsplit(":", 1)[1])
    with losing_wire(lambda: port) as wire:
        wire.lose = 1
        push = sender.through(wire.url)
        with pytest.raises(Offline):
            push.round()
        outbox.hurry(sender.store)
        push.round()
        assert wire.uploads == 4
    assert sender.command(op_id).state is State.APPLIED


def test_too_many_at_once_is_waited_out_and_never_stuck(sender: Sender) -> None:
    op_id = sender.file()
    refusal = b'{"code": "too.many", "sentence": "Later.", "values": {}}'
    with faulty(faults.answer("429 Too Many Requests", faults.JSON, refusal)) as server:
        sender.through(server.url).round()
    assert sender.command(op_id).state is State.READY
    outbox.hurry(sender.store)
    sender.push.round()
    assert sender.command(op_id).state is State.APPLIED


def test_a_rejected_appeal_keeps_the_companys_sentence(sender: Sender, company: Company) -> None:
    ops = [sender.file() for _ in range(3)]
    sender.push.round()
    assert [sender.command(op_id).state for op_id in ops] == [State.APPLIED, State.APPLIED, State.REJECTED]
    refusal = sender.machine.appeal(ops[2]).refusal
    assert refusal is not None
    assert refusal.text
    assert filed(company) == 2


def test_nothing_forged_with_another_key_is_taken(sender: Sender, company: Company) -> None:
    op_id = sender.file()
    sender.store.spool.change(op_id, signature=bytes(64))  # type: ignore[arg-type]
    sender.push.round()
    assert sender.command(op_id).state is State.STUCK
    assert sender.command(op_id).trouble == "403 op.signature"
    assert filed(company) == 0


def test_the_company_has_every_photo_of_the_appeal(sender: Sender, company: Company) -> None:
    op_id = sender.file(photos=5)
    digests = sender.store.spool.blobs(op_id)
    sender.push.round()
    with company.database.read() as db:
        kept = set(db.scalars(select(AppealPhoto.sha256)))
    assert set(digests) <= kept
    assert len(set(digests)) == 5


def test_a_fault_of_ours_in_one_command_holds_up_no_other_and_is_told_by_its_place(
    sender: Sender, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = sender.file(), sender.file()

    class Failing(Client):
        def operate(self, op_id: str, body: bytes, signature: bytes, certificate: str) -> Outcome:
            if op_id == first:
                raise ZeroDivisionError("Канарейка")
            return super().operate(op_id, body, signature, certificate)

    pushed = sender.by(Failing(sender.machine.device)).round()
    assert sender.command(first).state is State.READY
    assert sender.command(first).next_try_at > sender.wall
    assert sender.command(second).state is State.APPLIED
    assert "ZeroDivisionError at test_push.py" in pushed.trouble
    assert "Канарейка" not in caplog.text + pushed.trouble
    outbox.hurry(sender.store)
    sender.push.round()
    assert sender.command(first).state is State.APPLIED


def test_a_command_that_always_breaks_the_line_lets_the_others_go_first(sender: Sender) -> None:
    heavy, light = sender.file(), sender.file()

    class Heavy(Client):
        def operate(self, op_id: str, body: bytes, signature: bytes, certificate: str) -> Outcome:
            if op_id == heavy:
                raise Offline("reset")
            return super().operate(op_id, body, signature, certificate)

    push = sender.by(Heavy(sender.machine.device))
    for _ in range(2):
        with pytest.raises(Offline):
            push.round()
        outbox.hurry(sender.store)  # as the engine does when the company answers again
    assert sender.command(light).state is State.APPLIED
    assert sender.command(heavy).state is State.READY


def test_the_company_says_how_long_to_wait_and_is_not_asked_before(sender: Sender) -> None:
    op_id = sender.file()
    refusal = b'{"code": "too.many", "sentence": "Later.", "values": {}}'
    headers = faults.JSON + b"Retry-After: 120\r\n"
    with faulty(faults.answer("429 Too Many Requests", headers, refusal)) as server:
        pushed = sender.through(server.url).round()
    assert sender.command(op_id).next_try_at == pushed.next_at == sender.wall + 120


def test_a_result_is_kept_as_the_contract_has_it_and_nothing_beside(sender: Sender) -> None:
    op_id = sender.file()
    result = {"appeal_id": op_id, "number": "1", "ballast": "x" * 50_000}
    body = json.dumps({"op_id": op_id, "outcome": "applied", "result": result}).encode()
    with faulty(faults.answer("200 OK", faults.JSON, body)) as server:
        sender.through(server.url).round()
    assert json.loads(sender.command(op_id).answer or "").keys() >= {"appeal_id", "number"}
    assert len(sender.command(op_id).answer or "") < 1_000


def test_photos_that_the_company_lost_meanwhile_are_given_again(sender: Sender) -> None:
    op_id = sender.file(photos=2)
    given: list[str] = []

    class Forgetful(Client):
        def put_blob(self, sha256: str, content: bytes) -> None:
            given.append(sha256)
            if len(given) > 2:  # the first two are lost by a server that is restored from its backup
                super().put_blob(sha256, content)

    push = sender.by(Forgetful(sender.machine.device))
    assert push.round().trouble == "409 blob.missing"
    assert sender.command(op_id).state is State.READY
    outbox.hurry(sender.store)
    push.round()
    assert len(given) == 4
    assert sender.command(op_id).state is State.APPLIED
