"""Every failure of the wire and of the other side is offline, refused or broken; nothing is asked twice."""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.company import Broken, Offline
from kiosk.domain.accounts import LinkByLogin
from kiosk.domain.errors import Refused
from kiosk.domain.login import Method
from kiosk.identity import Identity
from sync import transport
from sync.answers import RefusedByCompany
from sync.client import Client, enrol
from sync.clock import CompanyClock
from tests.ports import free_port
from tests.sync import faulty as faults
from tests.sync.company import Company
from tests.sync.faulty import faulty

DOORS: dict[str, Callable[[Client], object]] = {
    "send a code": lambda client: client.send_code("+79281234567", Method.SMS, ()),
    "confirm a code": lambda client: client.confirm_code("c", "0042", bytes(32)),
    "list links": lambda client: client.links("token"),
    "link": lambda client: client.link("token", LinkByLogin(login="10119", password="secret")),
    "show a photo": lambda client: client.photo("token", "0" * 64),
    "leave": lambda client: client.leave("token"),
    "read the feed": lambda client: client.feed("account:10117", 7, token="token"),
    "upload": lambda client: client.put_blob("0" * 64, b"jpeg"),
    "operate": lambda client: client.operate("op", b"{}", b"signature", "certificate"),
}


def client_of(url: str) -> Client:
    return Client(Identity(device_id="d", building_id="1", server=url, private_key=bytes(range(32))))


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    ("says", "error"),
    [
        (faults.PORTAL, Offline),
        (faults.REDIRECT, Offline),
        (faults.GATEWAY, Offline),
        (faults.FORBIDDEN, Offline),
        (faults.HALF, Offline),
        (faults.NOT_HTTP, Offline),
        (faults.NOTHING, Offline),
        (faults.FAULT, Broken),
        (faults.ODD_REFUSAL, Broken),
    ],
)
def test_a_faulty_answer_is_offline_or_broken_at_every_door_and_nothing_is_repeated(
    door: str, says: bytes, error: type[Exception]
) -> None:
    with faulty(says) as server:
        with pytest.raises(error) as raised:
            DOORS[door](client_of(server.url))
        assert len(server.requests) == 1
        for secret in ("9281234567", "10117", "10119", "secret", "token", server.url):
            assert secret not in str(raised.value)


@pytest.mark.parametrize("door", [door for door in DOORS if door not in ("leave", "upload")])
@pytest.mark.parametrize("says", [faults.OTHER_JSON, faults.NOT_JSON])
def test_json_that_is_not_the_contracts_is_broken(door: str, says: bytes) -> None:
    with faulty(says) as server, pytest.raises(Broken):
        DOORS[door](client_of(server.url))


def test_a_portal_is_told_to_the_operator_without_the_address(caplog: pytest.LogCaptureFixture) -> None:
    with faulty(faults.PORTAL) as server, pytest.raises(Offline):
        client_of(server.url).feed("account:10117", 0, token="token")
    assert "not the company answered: 200 text/html" in caplog.text
    assert "10117" not in caplog.text


@pytest.mark.parametrize("says", [faults.NOTHING, faults.HALF])
def test_a_silent_server_is_offline_after_the_patience_is_over(says: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "READ", 0.2)
    with faulty(says, silent=True) as server, pytest.raises(Offline):
        client_of(server.url).links("token")


def test_an_answer_without_end_is_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "LARGEST", 1000)
    says = faults.answer("200 OK", faults.JSON, b" " * 2000)
    with faulty(says) as server, pytest.raises(Offline, match="Endless"):
        client_of(server.url).links("token")


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n" + faults.JSON + b"\r\n"])
def test_a_trickle_of_bytes_is_offline_after_the_patience_is_over(head: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "CONNECT", 0.2)
    monkeypatch.setattr(transport, "READ", 0.3)
    with faulty(head + b"H" * 9000, drip=0.02) as server:
        client, began = client_of(server.url), time.monotonic()
        with pytest.raises(Offline):
            client.links("token")
        assert time.monotonic() - began < 5


def test_an_id_from_the_company_leads_to_no_other_door() -> None:
    with faulty(faults.answer("200 OK", faults.JSON, b"{")) as server:
        client = client_of(server.url)
        for odd in ("../links", "a/b?c#d", "a\r\nX: y"):
            with pytest.raises(Broken):
                client.confirm_code(odd, "0042", bytes(32))
        asked = [request.split(b"\r\n")[0] for request in server.requests]
        assert [line.count(b"/") for line in asked] == [5, 5, 5]  # /v1/codes/ID/confirm HTTP/1.1
        assert all(line.endswith(b"/confirm HTTP/1.1") and b"?" not in line for line in asked)


@pytest.mark.parametrize(
    "odd",
    [
        b'{"code_id": "c", "expires_in": 1' + b"0" * 400 + b', "resend_in": 60, "attempts_left": 5}',
        b'{"code_id": "c", "expires_in": 180, "resend_in": -99999999999999999, "attempts_left": 5}',
        b'{"code_id": "' + b"c" * 100_000 + b'", "expires_in": 180, "resend_in": 60, "attempts_left": 5}',
    ],
)
def test_an_answer_beyond_belief_is_broken(odd: bytes) -> None:
    with faulty(faults.answer("200 OK", faults.JSON, odd)) as server, pytest.raises(Broken):
        client_of(server.url).send_code("+79281234567", Method.SMS, ())


@pytest.mark.parametrize("token", ["", "a\r\nX: y", "токен", "t" * 600])
def test_a_token_that_fits_no_header_is_broken(token: str) -> None:
    admitted = json.dumps({"session_id": "s", "token": token, "phone": "+79281234567", "links": []}).encode()
    with faulty(faults.answer("200 OK", faults.JSON, admitted)) as server, pytest.raises(Broken):
        client_of(server.url).confirm_code("c", "0042", bytes(32))


@pytest.mark.parametrize("odd", [{"code": "Иванов И. И."}, {"sentence": "я" * 2000}, {"values": {"n": 10**40}}])
def test_a_refusal_beyond_belief_is_broken(odd: dict[str, object]) -> None:
    body = json.dumps({"code": "any.code", "sentence": "Нет.", "values": {}, **odd}).encode()
    with faulty(faults.answer("403 Forbidden", faults.JSON, body)) as server, pytest.raises(Broken):
        client_of(server.url).links("token")


def test_nobody_there_is_offline() -> None:
    with pytest.raises(Offline):
        client_of(f"http://127.0.0.1:{free_port()}").links("token")


def test_an_answer_to_another_operation_is_broken() -> None:
    other = b'{"op_id": "another", "outcome": "applied", "result": {"appeal_id": "a", "number": "1"}}'
    with faulty(faults.answer("200 OK", faults.JSON, other)) as server, pytest.raises(Broken, match="another"):
        client_of(server.url).operate("op", b"{}", b"signature", "certificate")


def test_a_request_under_way_can_be_ended_from_outside() -> None:
    import threading

    with faulty(faults.NOTHING, silent=True) as server:
        client, ended = client_of(server.url), list[type[Exception]]()

        def ask() -> None:
            try:
                client.feed("building:1", 0, wait=25)
            except Offline as error:
                ended.append(type(error))

        thread = threading.Thread(target=ask)
        thread.start()
        while not server.requests:
            thread.join(0.01)
        client.abort()
        thread.join(5)
        assert ended == [Offline]
        client.close()
        with pytest.raises(Offline):
            client.links("token")
        assert len(server.requests) == 1


@pytest.mark.parametrize("looks", [0, 1])
def test_a_request_that_begins_when_it_is_wanted_no_longer_is_not_sent(looks: int) -> None:
    """Who leaves while the listener is about to ask is not listened for; ending what is under way comes too early."""
    wanted = iter([True] * looks + [False])
    with faulty(faults.NOTHING, silent=True) as server:
        with pytest.raises(Offline):
            client_of(server.url).feed("building:1", 0, wait=25, wanted=lambda: next(wanted))
        assert server.requests == []


def test_the_companys_time_is_heard_and_carried_on_by_the_monotonic_clock() -> None:
    seconds = [100.0]
    clock = CompanyClock(lambda: seconds[0])
    clock.hear("Tue, 17 Nov 2026 08:36:00 GMT")
    seconds[0] += 90.5
    assert clock.now() == datetime(2026, 11, 17, 8, 37, 30, 500_000, tzinfo=UTC)
    far = "Fri, 31 Dec 9999 23:59:59 GMT"
    endless = f"Tue, 17 Nov {10**20} 08:36:00 GMT"
    for nonsense in (None, "", "yesterday", "Tue, 17 Nov 2026 08:36:00 -0000", far, endless):
        clock.hear(nonsense)
    assert clock.now() == datetime(2026, 11, 17, 8, 37, 30, 500_000, tzinfo=UTC)


@pytest.mark.parametrize("status", ["200 OK", "302 Found"])
def test_a_portals_time_is_not_believed(status: str) -> None:
    headers = b"Content-Type: text/html\r\nDate: Tue, 17 Nov 2015 08:36:00 GMT\r\n"
    with faulty(faults.answer(status, headers, b"")) as server:
        client = client_of(server.url)
        with pytest.raises(Offline):
            client.links("token")
        assert abs(client.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_refusal_is_in_the_companys_words(company: Company) -> None:
    client = Client(enrol(company.url, company.cli("enrol", "--building", "1").strip()))
    with pytest.raises(RefusedByCompany) as said:
        client.links("no such token")
    assert (said.value.status, said.value.code) == (403, "session.ended")
    assert "Войдите ещё раз" in said.value.text


def test_a_used_or_unknown_token_enrols_nothing(company: Company) -> None:
    token = company.cli("enrol", "--building", "1").strip()
    assert enrol(company.url + "/", token).server == company.url
    for wrong in (token, "AAAA-AAAA-AAAA-AAAA"):
        with pytest.raises(Refused) as refused:
            enrol(company.url, wrong)
        assert refused.value.code == "enrolment.token"


@pytest.mark.parametrize(
    ("sentence", "read"),
    [
        ("Подождите.", "Подождите. Попробуйте через 2 минуты."),
        ("Код можно запросить через {wait}.", "Код можно запросить через 2 минуты."),
    ],
)
def test_a_refusal_with_a_time_to_wait_says_it_in_words(sentence: str, read: str) -> None:
    body = json.dumps({"code": "code.pause", "sentence": sentence, "values": {}}).encode()
    headers = faults.JSON + b"Retry-After: 90\r\n"
    with (
        faulty(faults.answer("429 Too Many Requests", headers, body)) as server,
        pytest.raises(RefusedByCompany) as said,
    ):
        client_of(server.url).send_code("+79281234567", Method.SMS, ())
    assert said.value.text.replace("\N{NO-BREAK SPACE}", " ") == read
    assert (said.value.retry_after, said.value.values["seconds"]) == (90, 90)


@pytest.mark.parametrize("odd", ["-1", "soon", "99999999", "Tue, 17 Nov 2026 08:36:00 GMT"])
def test_a_time_to_wait_that_is_none_changes_nothing(odd: str) -> None:
    body = json.dumps({"code": "code.pause", "sentence": "Подождите.", "values": {}}).encode()
    headers = faults.JSON + f"Retry-After: {odd}\r\n".encode()
    with (
        faulty(faults.answer("429 Too Many Requests", headers, body)) as server,
        pytest.raises(RefusedByCompany) as said,
    ):
        client_of(server.url).links("token")
    assert (said.value.text, said.value.retry_after) == ("Подождите.", None)


@pytest.mark.parametrize("says", ["200 OK", "403 Forbidden"])
def test_json_of_somebody_who_keeps_no_contract_is_not_the_companys(says: str) -> None:
    body = json.dumps({"code": "device.wipe", "sentence": "Нет.", "values": {}, "links": []}).encode()
    with faulty(faults.answer(says, b"Content-Type: application/json\r\n", body)) as server, pytest.raises(Offline):
        client_of(server.url).links("token")


@pytest.mark.parametrize("asked", [("building:2", 7), ("building:1", 8)])
def test_a_page_that_answers_another_question_is_broken(asked: tuple[str, int]) -> None:
    page = {"scope": "building:1", "after": 7, "epoch": "1", "rev": 9, "more": False, "rows": []}
    with faulty(faults.answer("200 OK", faults.JSON, json.dumps(page).encode())) as server:
        client = client_of(server.url)
        assert client.feed("building:1", 7).rev == 9
        with pytest.raises(Broken, match="another question"):
            client.feed(*asked)


def test_what_a_newer_company_adds_to_an_answer_is_passed_over() -> None:
    page = {"scope": "building:1", "after": 7, "epoch": "1", "rev": 9, "more": False, "rows": [], "weather": "fine"}
    says = faults.answer(
        "200 OK", b"Content-Type: application/json\r\nKiosk-Contract: 1.9\r\n", json.dumps(page).encode()
    )
    with faulty(says) as server:
        client = client_of(server.url)
        assert client.feed("building:1", 7).rev == 9
        assert client.company_version == "1.9"
