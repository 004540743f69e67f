"""Whom the kiosk believes: real TLS, one authority, certificates of another time, plain http nowhere but here."""

import os
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.company import Offline
from kiosk.domain.login import CodeSent, Consent, ConsentKind, Method
from kiosk.identity import Identity
from kiosk.standing import Standing
from sync import client as client_module
from sync import contract
from sync.client import Client, enrol
from sync.server.demo import consents
from sync.trust import Distrusted
from tests.ports import free_port
from tests.sync.authority import YEAR, Authority, authority, secured
from tests.sync.company import Company
from tests.sync.conditions import until
from tests.sync.machine import Machine

DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def own() -> Authority:
    return authority()


@pytest.fixture
def url(company: Company, own: Authority, tmp_path: Path) -> Iterator[str]:
    with secured(company.office, own.vouches(tmp_path)) as url:
        yield url


def board(device: Identity, **changed: str) -> contract.FeedPage:
    """The building's feed, by a client that leaves no connection behind."""
    with closing(Client(replace(device, **changed))) as client:  # type: ignore[arg-type]
        return client.feed("building:1", 0)


def token(company: Company) -> str:
    return company.cli("enrol", "--building", "1").strip()


def test_a_kiosk_enrolled_with_an_authority_believes_it_and_keeps_it(
    company: Company, own: Authority, url: str
) -> None:
    device = enrol(url, token(company), own.pem)
    assert device.authority == own.pem
    assert board(device).rows


def test_another_authority_is_not_believed_though_its_certificate_is_right(
    company: Company, own: Authority, url: str
) -> None:
    device = enrol(url, token(company), own.pem)
    with pytest.raises(Distrusted) as distrusted:
        board(device, authority=authority().pem)
    assert distrusted.value.standing is Standing.UNTRUSTED
    assert url not in str(distrusted.value)


def test_without_an_authority_the_systems_are_believed_and_ours_is_none_of_them(
    company: Company, own: Authority, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = enrol(url, token(company), own.pem)
    with pytest.raises(Distrusted):
        board(device, authority="")
    (tmp_path / "system.pem").write_text(own.pem)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "system.pem"))
    assert board(device, authority="").rows
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.setenv(name, str(tmp_path / "system.pem"))
    with pytest.raises(Distrusted):
        board(device, authority=authority().pem)


def test_the_authorities_that_libraries_bring_along_are_not_believed(
    company: Company, own: Authority, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = enrol(url, token(company), own.pem)
    (tmp_path / "bundle.pem").write_text(own.pem)
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(tmp_path / "bundle.pem"))
    with pytest.raises(Distrusted):
        board(device, authority=authority().pem)


def test_the_keys_of_a_session_are_not_written_down_for_the_environment(
    company: Company, own: Authority, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSLKEYLOGFILE", str(tmp_path / "keys.log"))
    board(enrol(url, token(company), own.pem))
    assert not (tmp_path / "keys.log").exists()
    assert os.environ["SSLKEYLOGFILE"]


@pytest.mark.parametrize(("begins", "ends"), [(DAY, YEAR), (-YEAR, -DAY)])
def test_a_certificate_of_another_time_says_that_the_clock_is_off(
    company: Company, own: Authority, tmp_path: Path, begins: timedelta, ends: timedelta
) -> None:
    with secured(company.office, own.vouches(tmp_path, begins, ends)) as url, pytest.raises(Distrusted) as distrusted:
        enrol(url, token(company), own.pem)
    assert distrusted.value.standing is Standing.CLOCK_WRONG


def test_the_engine_tells_of_the_clock_and_goes_on_by_itself_when_it_is_right(
    company: Company, own: Authority, tmp_path: Path
) -> None:
    port = free_port()
    with secured(company.office, own.vouches(tmp_path), port) as url:
        device = enrol(url, token(company), own.pem)
    with secured(company.office, own.vouches(tmp_path, begins=DAY), port):
        machine = Machine(tmp_path / "kiosk", device)
        until(lambda: machine.connection.state.standing is Standing.CLOCK_WRONG, "the clock's trouble to be told")
        assert machine.connection.state.reachable is False
    with secured(company.office, own.vouches(tmp_path), port):
        until(machine.agreed, "the company to be heard again")
        assert machine.connection.state.standing is Standing.SERVED
        machine.switch_off()


def test_nothing_was_said_to_a_server_that_is_not_believed(company: Company, own: Authority, url: str) -> None:
    good = token(company)
    with pytest.raises(Distrusted):
        enrol(url, good, authority().pem)
    assert enrol(url, good, own.pem).device_id


@pytest.mark.parametrize("address", ["http://192.168.1.5", "http://company.example", "ftp://127.0.0.1", "127.0.0.1"])
def test_plain_http_is_for_this_machine_alone_at_enrolment_and_later(address: str) -> None:
    with pytest.raises(ValueError, match="https"):
        enrol(address, "AAAA-AAAA-AAAA-AAAA")
    with pytest.raises(ValueError, match="https"):
        Client(Identity(device_id="d", building_id="1", server=address, private_key=bytes(range(32))))


@pytest.mark.parametrize(
    "text", ["not a certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_what_is_no_certificate_is_no_authority(text: str) -> None:
    with pytest.raises(ValueError, match="PEM"):
        enrol("https://127.0.0.1:9", "AAAA-AAAA-AAAA-AAAA", text)


def test_a_code_is_shown_only_when_the_company_is_this_very_machine(
    company: Company, own: Authority, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = enrol(url, token(company), own.pem)
    monkeypatch.setattr(company.postbox, "send", lambda phone, method, code: "Демонстрация: код 0042")

    def asked() -> CodeSent:
        company.clock.pass_(minutes=2)
        given = tuple(Consent(consent=kind, version=consents.VERSION, given_at=company.clock()) for kind in ConsentKind)
        with closing(Client(device)) as client:
            return client.send_code("+79281234567", Method.SMS, given)

    assert asked().demonstration
    monkeypatch.setattr(client_module, "on_loopback", lambda _url: False)
    assert asked().demonstration == ""


def test_nobody_there_says_nothing_of_clocks(own: Authority) -> None:
    device = Identity(
        device_id="d",
        building_id="1",
        server=f"https://127.0.0.1:{free_port()}",
        private_key=bytes(range(32)),
        authority=own.pem,
    )
    with pytest.raises(Offline) as offline:
        Client(device).links("token")
    assert not isinstance(offline.value, Distrusted)
