"""The server as a process: how it starts and stops, what it prints, and what it never writes down."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from kiosk.domain.login import Method
from sync import contract
from sync.server.faults import Places
from sync.server.senders import DemoSender, LogSender
from tests.databases import Databases
from tests.sync.company import DEMO_PHONE, Company, Kiosk, Visit
from tests.sync.company_server import ROOT, CompanyServer
from tests.sync.server.answers import refused


def test_a_process_serves_tells_the_time_and_stops_when_told(server: CompanyServer) -> None:
    answer = requests.get(server.url + contract.HEALTH, timeout=10)
    assert answer.json() == {"contract": contract.VERSION}
    assert "Date" in answer.headers
    assert "uvicorn" not in answer.headers.get("Server", "")


def test_commands_of_another_process_work_while_the_server_runs(server: CompanyServer) -> None:
    server.command("move", "301", "done", "--note", "Труба заменена")
    assert "301\t10117\t17.11.2019 11:36\tdone" in server.command("appeals")


def test_seed_and_enrol_make_a_server_of_nothing(databases: Databases, tmp_path: Path) -> None:
    fresh = CompanyServer(tmp_path, databases.empty(tmp_path))
    guide = fresh.command("seed")
    assert "10119" in guide and "Teplo-2019" in guide
    assert len(fresh.command("enrol").strip()) == 19
    fresh.start()
    assert requests.get(fresh.url + contract.HEALTH, timeout=10).ok
    fresh.stop()
    databases.drop(fresh.database)


def test_a_taken_port_is_told_and_nothing_is_served(server: CompanyServer, tmp_path: Path) -> None:
    line = [sys.executable, "-m", "sync.server", "--database", f"sqlite:///{tmp_path / 'other.db'}", "serve"]
    line += ["--port", str(server.port)]
    second = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert second.returncode != 0
    assert "http://" not in second.stdout
    assert "Traceback" not in second.stderr


def test_the_demonstrations_sender_says_how_it_would_send(capsys: pytest.CaptureFixture[str]) -> None:
    shown = DemoSender().send(DEMO_PHONE, Method.SMS, "0427")
    assert shown == "Демонстрация: СМС на +7 928 123-45-67: код 0427"
    assert DemoSender().send(DEMO_PHONE, Method.CALL, "0001").startswith("Демонстрация: звонок на +7 928 123-45-67")
    assert capsys.readouterr().out.splitlines()[0] == shown


def test_the_log_sender_tells_neither_phone_nor_code(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    assert LogSender().send(DEMO_PHONE, Method.SMS, "0427") == ""
    assert "sms" in caplog.text and "0427" not in caplog.text and "928" not in caplog.text


def test_a_fault_is_a_500_that_says_nothing_and_logs_where_but_not_what(
    visit: Visit, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(db: object, phone: str) -> None:
        raise ValueError(f"{phone} Мартынович")

    monkeypatch.setattr("sync.server.links.of", broken)
    answer = visit.ask("GET", contract.LINKS)
    assert (answer.status_code, answer.json()) == (500, {"code": "server.fault"})
    assert "ValueError" in caplog.text and "test_process.py" in caplog.text
    assert "928" not in caplog.text and "Мартынович" not in caplog.text


def test_nothing_personal_is_logged_in_a_whole_visit(kiosk: Kiosk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "sync")
    caplog.set_level(logging.INFO)
    visit = kiosk.log_in()
    visit.ask("POST", contract.LINKS_BY_LOGIN, json={"login": "10119", "password": "secret-guess"})
    visit.ask("POST", contract.LINKS_BY_LOGIN, json={"login": 10119})
    visit.feed("account:10117")
    for personal in ("9281234567", "10117", "10119", "secret-guess", visit.admitted.token):
        assert personal not in caplog.text


def test_an_unknown_path_and_a_wrong_method_are_refusals(company: Company) -> None:
    assert refused(requests.get(company.url + "/v1/nothing", timeout=10)) == (404, "request.unknown")
    assert refused(requests.delete(company.url + contract.HEALTH, timeout=10)) == (405, "request.unknown")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff\xfe", b'{"phone": 1}'])
def test_a_broken_body_is_a_refusal_that_repeats_none_of_it(kiosk: Kiosk, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = kiosk.ask("POST", contract.CODES, data=body, headers=headers)
    assert refused(answer) == (422, "request.malformed")


def test_the_log_holds_no_librarys_words_and_no_exceptions_text() -> None:
    fault = ValueError("+79281234567")
    for name, said, end in (
        ("sqlalchemy.pool", "Key (phone)=(+79281234567)", "there.py:7"),
        ("py.warnings", "Key (phone)=(+79281234567)", "there.py:7"),
        ("sync.server", "failed", "failed ValueError at "),
    ):
        record = logging.LogRecord(name, logging.ERROR, "/lib/there.py", 7, said, (), (ValueError, fault, None))
        line = Places().format(record)
        assert end in line and "928" not in line
