"""The installer's commands at a real kiosk's files, beside the running kiosk and without it: enrol, status, retry."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kiosk import appeals, health, leaving, outbox, refusals
from kiosk.__main__ import main
from kiosk.domain.refusals import DismissRefusal
from kiosk.outbox import State
from kiosk.session import Session
from sync.client import enrol
from tests.sync.authority import authority, secured
from tests.sync.company import Company, Site
from tests.sync.conditions import until
from tests.sync.machine import ACCOUNT, KEY, Machine


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    key = tmp_path / "kiosk.key"
    key.write_text(KEY.hex())
    key.chmod(0o600)
    return tmp_path / "kiosk"


@pytest.fixture
def machine(company: Company, directory: Path) -> Iterator[Machine]:
    machine = Machine(directory, enrol(company.url, company.cli("enrol", "--building", "1").strip()))
    yield machine
    machine.switch_off()


def command(directory: Path, *arguments: str, said: str = "") -> Result:
    """`python -m kiosk …` with these files."""
    key = str(directory.parent / "kiosk.key")
    return CliRunner().invoke(main, ["--key-file", key, *arguments], env={"KIOSK_DATA": str(directory)}, input=said)


def stick(machine: Machine, session: Session, monkeypatch: pytest.MonkeyPatch) -> str:
    """A command that is stuck before the engine comes to send it."""
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "due", lambda _store, _now: ((), None))
        op_id = machine.file(session)
        outbox.stuck(machine.store, op_id, "422 op.malformed")
    return op_id


def plain(result: Result) -> str:
    return result.output.replace("\N{NO-BREAK SPACE}", " ")


def test_before_enrolment_the_status_says_what_to_do(directory: Path) -> None:
    result = command(directory, "status")
    assert result.exit_code == 1
    assert "команда enrol" in result.output
    assert not directory.exists(), "looking makes nothing"


def test_a_kiosk_is_enrolled_with_an_authority_and_the_status_says_whom_it_believes(
    company: Company, directory: Path, tmp_path: Path
) -> None:
    own = authority()
    pem = tmp_path / "ca.pem"
    pem.write_text(own.pem)
    with secured(company.office, own.vouches(tmp_path)) as url:
        done = command(directory, "enrol", "--authority", str(pem), url, said=company.cli("enrol").strip() + "\n")
    assert done.exit_code == 0, done.output
    said = plain(command(directory, "status"))
    assert "центру, указанному при подключении" in said
    assert "Программа киоска не запущена" in said


def test_without_an_authority_the_status_says_that_the_systems_are_believed(company: Company, directory: Path) -> None:
    assert command(directory, "enrol", company.url, said=company.cli("enrol")).exit_code == 0
    assert "центрам системы" in plain(command(directory, "status"))


def test_enrolment_says_in_words_what_is_wrong(company: Company, site: Site, directory: Path, tmp_path: Path) -> None:
    own, pem = authority(), tmp_path / "ca.pem"
    pem.write_text(own.pem)
    tried = partial(command, directory, "enrol", said="AAAA-AAAA-AAAA-AAAA\n")
    assert "нужен адрес сервера вида https" in tried("http://company.example").output
    assert "Код подключения не подходит" in tried(company.url).output
    with secured(company.office, own.vouches(tmp_path, begins=timedelta(days=1))) as url:
        assert "Проверьте дату и время на киоске" in tried("--authority", str(pem), url).output
    with secured(company.office, own.vouches(tmp_path)) as url:
        assert "не тем центром" in tried(url).output
    site.serve(company.office, "2.0")
    assert "Обновите киоск. Версии договора: киоск 1.0, компания 2.0." in tried(company.url).output
    pem.write_text("nothing")
    assert "нет сертификата" in tried("--authority", str(pem), "https://127.0.0.1:9").output


def test_the_status_beside_a_running_kiosk_tells_what_is_stuck_and_retry_sends_it(
    machine: Machine, company: Company, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.engine._vitals._report = partial(health.write, directory)
    session = machine.at_account(lambda _sent: company.postbox.code)
    second = stick(machine, session, monkeypatch)
    machine.engine.wake()
    until(lambda: machine.connection.state.trouble == "застряло операций: 1", "the trouble")
    result = command(directory, "status")
    assert result.exit_code == 1
    said = plain(result)
    assert "Застряло операций: 1" in said and "обращение (appeal.file)" in said and "422 op.malformed" in said
    assert "не запущена" not in said
    assert "Прорвало" not in said and "10117" not in said and "928" not in said
    header = machine.store.cache.count("account", "account:10117")
    assert header == 1, "looking deletes nothing of the resident at the screen"
    assert "Будет отправлено снова: 1 операция" in plain(command(directory, "retry"))
    machine.engine.wake()
    until(lambda: machine.store.spool.command(second) is None, "the second delivery")
    assert "Застрявших операций нет" in command(directory, "retry").output


def test_a_well_running_kiosk_has_the_exit_code_of_one(
    machine: Machine, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.memory.images_forbidden", lambda: True)  # a test's process may be looked into
    machine.engine._vitals._report = partial(health.write, directory)
    machine.engine.wake()
    until(lambda: (said := health.read(directory)) is not None and said.reachable, "the status")
    result = command(directory, "status")
    assert (result.exit_code, result.output.splitlines()[0]) == (0, "Киоск в порядке.")


def test_without_the_key_the_status_is_what_the_kiosk_said_of_itself(
    machine: Machine, company: Company, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.engine._vitals._report = partial(health.write, directory)
    stick(machine, machine.at_account(lambda _sent: company.postbox.code), monkeypatch)
    machine.engine.wake()
    until(lambda: (said := health.read(directory)) is not None and said.stuck == 1, "the status")
    (directory.parent / "kiosk.key").unlink()
    result = command(directory, "status")
    assert result.exit_code == 1
    assert "Застряло операций: 1" in plain(result)
    assert "сообщил о себе сам" in result.output
    assert "enrol" not in result.output


def test_retry_works_while_the_kiosk_is_switched_off(machine: Machine, company: Company, directory: Path) -> None:
    session = machine.at_account(lambda _sent: company.postbox.code)
    machine.engine.stop()
    op_id = machine.file(session)
    outbox.stuck(machine.store, op_id, "422 op.malformed")
    machine.switch_off()
    assert "снова: 1 операция" in plain(command(directory, "retry"))
    machine.switch_on()
    until(lambda: machine.store.spool.command(op_id) is None, "the delivery")


def test_what_is_given_up_is_told_to_its_resident_at_the_next_login_and_can_be_sent_anew(
    machine: Machine, company: Company, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = machine.at_account(lambda _sent: company.postbox.code)
    op_id = stick(machine, session, monkeypatch)
    leaving.leave(machine.store, machine.engine, machine.client, session)
    assert f"{op_id}: обращение (appeal.file) от" in plain(command(directory, "status"))
    assert command(directory, "give-up", op_id, said="n\n").exit_code == 1
    assert len(machine.store.spool.queue().stuck) == 1
    done = command(directory, "give-up", op_id, said="y\n")
    assert (done.exit_code, "больше не отправляется" in done.output) == (0, True)
    assert "Не доставлено, жители ещё не видели: 1" in plain(command(directory, "status"))
    machine.engine.wake()
    until(lambda: "given up: 1" in company.cli("devices"), "the heartbeat")
    company.clock.pass_(seconds=61)
    back = machine.at_account(lambda _sent: company.postbox.code)
    (refusal,) = refusals.listed(machine.store, ACCOUNT, back)
    assert (refusal.id, refusal.reason.code) == (op_id, "op.given_up")
    draft = appeals.revision(machine.store, ACCOUNT, op_id, machine.client.now(), back)
    again = appeals.file(machine.store, back, draft.with_visit(None, machine.client.now()), machine.client.now())
    until(lambda: machine.number(again.appeal.id), "the number")
    assert refusals.listed(machine.store, ACCOUNT, back) == ()
    assert machine.store.spool.command(op_id) is None


def test_only_what_is_stuck_can_be_given_up(machine: Machine, company: Company, directory: Path) -> None:
    session = machine.at_account(lambda _sent: company.postbox.code)
    machine.engine.stop()
    op_id = machine.file(session)
    for name in (op_id, "nothing"):
        assert "Такой застрявшей операции нет" in command(directory, "give-up", name, said="y\n").output
    assert len(outbox.due(machine.store, 0.0)[0]) == 1


def test_a_stuck_dismissal_that_is_given_up_is_gone(machine: Machine, company: Company, directory: Path) -> None:
    session = machine.at_account(lambda _sent: company.postbox.code)
    machine.engine.stop()
    outbox.put(machine.store, session, DismissRefusal(refused_id="r"), op_id="d", now=machine.client.now())
    outbox.stuck(machine.store, "d", "422 op.malformed")
    assert command(directory, "give-up", "d", said="y\n").exit_code == 0
    assert machine.store.spool.command("d") is None


def test_a_wiped_kiosk_says_so_and_what_was_lost(
    machine: Machine, company: Company, directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = machine.at_account(lambda _sent: company.postbox.code)
    with monkeypatch.context() as patch:
        patch.setattr(outbox, "due", lambda _store, _now: ((), None))  # filed, and not sent before the wiping
        op_id = machine.file(session)
        company.cli("revoke", "--wipe", machine.device.device_id)
        machine.engine.wake()
        until(lambda: machine.store.spool.wiped is not None, "the wipe")
    assert machine.store.spool.command(op_id) is None
    said = plain(command(directory, "status"))
    assert "стёрла с него данные" in said
    assert "Не дошло до компании и стёрто: 1 операция." in said
    machine.switch_off()
    assert command(directory, "enrol", company.url, said=company.cli("enrol")).exit_code == 0
    assert "стёрла" not in plain(command(directory, "status"))


def test_a_wrong_key_is_told_and_nothing_is_touched(machine: Machine, directory: Path) -> None:
    machine.switch_off()
    before = (directory / "spool.db").read_bytes()
    (directory.parent / "kiosk.key").write_text("ab" * 32)
    result = command(directory, "status")
    assert result.exit_code == 1
    assert "ключ не подходит" in result.output
    assert (directory / "spool.db").read_bytes() == before


def test_what_is_sent_again_begins_its_pauses_anew(machine: Machine, company: Company, directory: Path) -> None:
    session = machine.at_account(lambda _sent: company.postbox.code)
    machine.engine.stop()
    op_id = machine.file(session)
    machine.store.spool.change(op_id, state=State.STUCK, attempts=12, next_try_at=9e9)
    command(directory, "retry")
    found = machine.store.spool.command(op_id)
    assert found is not None
    assert (found.state, found.attempts, found.next_try_at) == (State.READY, 0, 0.0)
