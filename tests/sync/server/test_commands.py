"""What the company's people do from the command line, and what it refuses."""

import gc
import re
from pathlib import Path

import pytest
from click import ClickException

from kiosk.domain.accounts import Account
from kiosk.domain.appeals import Appeal
from sync.server import facts, senders, serving
from sync.server.senders import DemoSender, LogSender, sender
from sync.server.workers import Opening
from tests.sync.company import Company, Visit
from tests.sync.server.answers import page


def statuses(company: Company) -> dict[str, str]:
    rows = [line.split("\t") for line in company.cli("appeals").splitlines()]
    return {row[0]: row[3] for row in rows}


def test_appeals_are_listed_newest_first_in_the_buildings_time(company: Company) -> None:
    lines = company.cli("appeals").splitlines()
    assert [line.split("\t")[0] for line in lines] == ["301", "297", "268", "209", "185"]
    assert lines[0].split("\t")[1:4] == ["10117", "17.11.2019 11:36", "in_work"]


def test_an_appeal_moves_as_the_company_says(company: Company) -> None:
    company.cli("move", "268", "postponed", "--until", "2026-12-24", "--note", "Ждём заготовки")
    with company.database.read() as db:
        appeal = facts.read(db, "account:10117", Appeal, "appeal-268")
    assert appeal is not None and appeal.postponed_until is not None
    assert (appeal.postponed_until.isoformat(), appeal.history[-1].note) == ("2026-12-24", "Ждём заготовки")
    company.cli("move", "268", "in_work")
    with company.database.read() as db:
        appeal = facts.read(db, "account:10117", Appeal, "appeal-268")
    assert appeal is not None and appeal.postponed_until is None


@pytest.mark.parametrize(
    "arguments",
    [
        ("999", "in_work"),
        ("301", "in_work"),
        ("301", "cancelled"),
        ("268", "new"),
        ("268", "postponed"),
        ("268", "closed", "--until", "2026-12-24"),
        ("268", "lost"),
    ],
)
def test_a_move_that_makes_no_sense_is_refused(company: Company, arguments: tuple[str, ...]) -> None:
    before = statuses(company)
    company.cli("move", *arguments, fails=True)
    assert statuses(company) == before


def test_a_closed_appeal_may_be_taken_up_again_but_a_cancelled_one_may_not(company: Company) -> None:
    company.cli("move", "209", "in_work")
    company.cli("move", "268", "cancelled")
    company.cli("move", "268", "in_work", fails=True)
    assert (statuses(company)["209"], statuses(company)["268"]) == ("in_work", "cancelled")


@pytest.mark.parametrize(("said", "kopecks"), [("1234,56", 123456), ("0", 0), ("1 000.5", 100050), ("-", None)])
def test_a_debt_is_set_in_roubles_and_told_by_the_feed(
    company: Company, visit: Visit, said: str, kopecks: int | None
) -> None:
    rev = page(visit.feed("account:10117")).rev
    company.cli("set-debt", "10117", said)
    (row,) = page(visit.feed("account:10117", after=rev)).rows
    assert facts.adapter(Account).validate_python(row.data).debt == kopecks


@pytest.mark.parametrize(("number", "said"), [("10117", "много"), ("10117", "1,234"), ("10117", "nan"), ("1", "5")])
def test_a_debt_that_is_no_sum_is_refused(company: Company, number: str, said: str) -> None:
    company.cli("set-debt", number, said, fails=True)


def test_a_decision_on_no_link_is_refused(company: Company) -> None:
    company.cli("confirm-link", "nothing", fails=True)
    company.cli("decline-link", "nothing", "--reason", "нет", fails=True)


def test_a_token_has_four_groups_an_installer_can_type(company: Company) -> None:
    tokens = {company.cli("enrol").strip() for _ in range(5)}
    assert len(tokens) == 5
    assert all(re.fullmatch(r"([2-9A-HJKMNP-Z]{4}-){3}[2-9A-HJKMNP-Z]{4}", token) for token in tokens)


def test_there_is_no_token_for_no_building(company: Company) -> None:
    assert "1, 2" in company.cli("enrol", "--building", "77", fails=True)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "kiosk.example"])  # noqa: S104
def test_the_demonstrations_sender_is_refused_anywhere_but_on_loopback(company: Company, host: str) -> None:
    assert "127.0.0.1" in company.cli("serve", "--host", host, "--port", "0", fails=True)


def test_an_unknown_sender_is_refused_with_those_there_are(company: Company) -> None:
    assert "demo, log" in company.cli("serve", "--sender", "pigeon", fails=True)


def test_a_server_whose_port_is_taken_says_so_and_leaves_no_connection_open(company: Company) -> None:
    port = int(company.url.rpartition(":")[2])
    with pytest.raises(ClickException, match="cannot listen on"):
        serving.run(Opening(company.database.url, "log"), LogSender(), "127.0.0.1", port, 1)
    gc.collect()  # a connection that is still open fails the test


def test_senders_are_found_by_name() -> None:
    assert isinstance(sender("demo"), DemoSender)
    assert isinstance(sender("log"), LogSender)
    assert not sender("log").loopback_only


@pytest.mark.parametrize("arguments", [("--host", "0.0.0.0"), ("--host", "kiosk.example"), ("--host", "::")])  # noqa: S104
def test_plain_http_is_refused_off_this_machine_unless_a_proxy_is_said_to_speak_tls(
    company: Company, arguments: tuple[str, ...]
) -> None:
    said = company.cli("serve", *arguments, "--port", "0", "--sender", "log", fails=True)
    assert "--behind-tls-proxy" in said


def test_a_proxy_and_a_sender_that_shows_codes_do_not_go_together(company: Company) -> None:
    assert "not behind a proxy" in company.cli("serve", "--port", "0", "--behind-tls-proxy", fails=True)


def test_a_certificate_without_its_key_is_refused(company: Company, tmp_path: Path) -> None:
    (tmp_path / "server.pem").touch()
    said = company.cli("serve", "--port", "0", "--certificate", str(tmp_path / "server.pem"), fails=True)
    assert "belong together" in said


def test_nobody_revokes_a_kiosk_that_is_none(company: Company) -> None:
    assert "no such device" in company.cli("revoke", "--wipe", "nothing", fails=True)


def test_a_sender_that_calls_from_too_few_numbers_is_refused(company: Company, monkeypatch: pytest.MonkeyPatch) -> None:
    class Few(LogSender):
        call_numbers = 9_999

    monkeypatch.setitem(senders.BUILT_IN, "few", Few)
    assert "9999 numbers" in company.cli("serve", "--sender", "few", fails=True)
    with pytest.raises(ValueError, match="10000 are needed"):
        senders.check(Few())
