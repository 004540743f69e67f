"""Every request is a known kiosk's, whole, of now, and heard once."""

from pathlib import Path

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from sync import contract, signing
from sync.server import serving
from sync.server.app import open_office
from sync.server.database import Database
from sync.server.tables import QuotaUse
from tests.sync.authority import secured
from tests.sync.company import Company, Kiosk, Visit, public
from tests.sync.server.answers import refused

SCOPE = {"scope": "building:1"}
NAMED = {contract.VERSION_HEADER: contract.VERSION}


def signed(kiosk: Kiosk, method: str = "GET", path: str = contract.FEED, **request: object) -> requests.PreparedRequest:
    prepared = kiosk.prepared(method, path, **({"params": SCOPE} | request))
    signing.sign_request(prepared, kiosk.device_id, kiosk.key, created=kiosk.company.clock())
    return prepared


def knock(company: Company, body: dict[str, str]) -> requests.Response:
    """Ask to be enrolled."""
    return requests.post(company.url + contract.DEVICES, json=body, headers=NAMED, timeout=10)


def test_health_needs_no_signature_and_names_the_contract(company: Company) -> None:
    answer = requests.get(company.url + contract.HEALTH, timeout=10)
    assert answer.json() == {"contract": contract.VERSION}
    assert answer.headers["Date"]


def test_a_token_enrols_one_kiosk_and_no_second(company: Company) -> None:
    token = company.cli("enrol").strip()
    body = {"token": token.lower(), "public_key": public(Ed25519PrivateKey.generate())}
    assert knock(company, body).json()["building_id"] == "1"
    again = knock(company, body)
    assert refused(again) == (403, "enrolment.token")


def test_a_token_dies_after_its_hours(company: Company) -> None:
    token = company.cli("enrol", "--hours", "1").strip()
    company.clock.pass_(hours=1, seconds=5)
    body = {"token": token, "public_key": public(Ed25519PrivateKey.generate())}
    assert refused(knock(company, body)) == (403, "enrolment.token")


def test_no_token_lives_longer_than_a_day(company: Company) -> None:
    company.cli("enrol", "--hours", "25", fails=True)


def test_what_is_no_key_enrols_nothing_and_leaves_the_token_good(company: Company) -> None:
    token = company.cli("enrol").strip()
    bad = knock(company, {"token": token, "public_key": "AAAA"})
    assert refused(bad) == (422, "key.malformed")
    good = {"token": token, "public_key": public(Ed25519PrivateKey.generate())}
    assert knock(company, good).status_code == 201


def test_an_unsigned_request_is_refused(kiosk: Kiosk) -> None:
    assert refused(kiosk.send(kiosk.prepared("GET", contract.FEED, params=SCOPE, headers=NAMED))) == (
        401,
        "signature.absent",
    )


def test_another_key_does_not_pass(kiosk: Kiosk) -> None:
    kiosk.key = Ed25519PrivateKey.generate()
    assert refused(kiosk.feed("building:1")) == (401, "signature.invalid")


def test_an_unknown_device_is_refused(kiosk: Kiosk) -> None:
    kiosk.device_id = "nobody"
    assert refused(kiosk.feed("building:1")) == (401, "device.unknown")


def test_an_altered_query_body_or_session_is_refused(kiosk: Kiosk) -> None:
    other = signed(kiosk)
    other.url = f"{other.url}&limit=1"
    assert refused(kiosk.send(other)) == (401, "signature.invalid")
    body = signed(kiosk, "POST", contract.CODES, params={}, data=b'{"phone":"+79281234567"}')
    body.body = b'{"phone":"+79281234568"}'
    assert refused(kiosk.send(body)) == (401, "signature.invalid")
    session = signed(kiosk, headers={contract.SESSION_HEADER: "mine"})
    session.headers[contract.SESSION_HEADER] = "another"
    assert refused(kiosk.send(session)) == (401, "signature.invalid")


def test_a_session_or_idempotency_header_outside_the_signature_is_refused(kiosk: Kiosk) -> None:
    for header in (contract.SESSION_HEADER, contract.KEY_HEADER):
        added = signed(kiosk)
        added.headers[header] = "added on the way"
        assert refused(kiosk.send(added)) == (401, "signature.invalid")


def test_a_replayed_request_is_refused(kiosk: Kiosk) -> None:
    once = signed(kiosk)
    assert kiosk.send(once).status_code == 200
    assert refused(kiosk.send(once)) == (401, "signature.replayed")


def test_a_request_from_too_long_ago_or_ahead_is_refused(company: Company, kiosk: Kiosk) -> None:
    late = signed(kiosk)
    company.clock.pass_(seconds=contract.SIGNATURE_SKEW + 1)
    assert refused(kiosk.send(late)) == (401, "signature.skew")
    early = signed(kiosk)
    company.clock.pass_(seconds=-contract.SIGNATURE_SKEW - 1)
    assert refused(kiosk.send(early)) == (401, "signature.skew")


def test_a_replay_is_refused_for_as_long_as_its_time_would_pass(company: Company, kiosk: Kiosk) -> None:
    company.clock.pass_(seconds=contract.SIGNATURE_SKEW)
    ahead = signed(kiosk)
    company.clock.pass_(seconds=-contract.SIGNATURE_SKEW)
    assert kiosk.send(ahead).status_code == 200
    company.clock.pass_(seconds=2 * contract.SIGNATURE_SKEW)
    kiosk.feed("building:1")
    assert refused(kiosk.send(ahead)) == (401, "signature.replayed")


def test_a_revoked_kiosk_is_refused(company: Company, kiosk: Kiosk) -> None:
    assert kiosk.device_id in company.cli("devices")
    company.cli("revoke", kiosk.device_id)
    assert refused(kiosk.feed("building:1")) == (401, "device.revoked")


def test_a_session_is_worth_nothing_at_another_kiosk(company: Company, visit: Visit) -> None:
    elsewhere = company.enrol()
    assert refused(elsewhere.ask("GET", contract.LINKS, visit.admitted.token)) == (403, "session.ended")


def test_every_answer_tells_the_time(kiosk: Kiosk) -> None:
    assert kiosk.feed("building:1").headers["Date"]
    assert kiosk.send(kiosk.prepared("GET", contract.FEED, params=SCOPE)).headers["Date"]


def test_a_version_that_is_none_or_another_is_refused_before_anything_else(kiosk: Kiosk) -> None:
    for version, code in (("", "unknown"), ("one", "unknown"), ("0.9", "kiosk_old"), ("2.0", "company_old")):
        answer = kiosk.ask("GET", contract.FEED, params=SCOPE, headers={contract.VERSION_HEADER: version})
        assert refused(answer) == (426, f"contract.{code}")
        assert answer.headers["Upgrade"] == f"kiosk-contract/{contract.VERSION}"
    newer = kiosk.ask("GET", contract.FEED, params=SCOPE, headers={contract.VERSION_HEADER: "1.9"})
    assert newer.status_code == 200


def test_a_version_or_heartbeat_outside_the_signature_is_refused(kiosk: Kiosk) -> None:
    other = signed(kiosk)
    other.headers[contract.VERSION_HEADER] = "1.9"
    assert refused(kiosk.send(other)) == (401, "signature.invalid")
    added = signed(kiosk)
    added.headers[contract.HEARTBEAT_HEADER] = '{"version":"1","waiting":0}'
    assert refused(kiosk.send(added)) == (401, "signature.invalid")


def test_every_answer_names_the_contract_and_is_kept_by_nobody(kiosk: Kiosk) -> None:
    for answer in (kiosk.feed("building:1"), kiosk.feed("building:2"), kiosk.ask("GET", "/v1/nothing")):
        assert answer.headers[contract.VERSION_HEADER] == contract.VERSION
        assert answer.headers["Cache-Control"] == "no-store"


def test_guessing_tokens_is_throttled_by_address_and_then_the_right_one_has_to_wait(company: Company) -> None:
    token = company.cli("enrol").strip()
    body = {"token": "AAAA-AAAA-AAAA-AAAA", "public_key": public(Ed25519PrivateKey.generate())}
    answers = [refused(knock(company, body)) for _ in range(21)]
    assert answers[:20] == [(403, "enrolment.token")] * 20
    assert answers[20] == (429, "enrolment.limit")
    waiting = knock(company, body | {"token": token})
    assert waiting.headers["Retry-After"]
    company.clock.pass_(hours=1)
    assert knock(company, body | {"token": token}).status_code == 201


def test_the_address_of_who_guesses_is_not_written_down(company: Company) -> None:
    knock(company, {"token": "AAAA", "public_key": public(Ed25519PrivateKey.generate())})
    with company.database.read() as db:
        assert not [key for key in db.scalars(select(QuotaUse.key)) if "127.0.0.1" in key]


def test_a_replay_at_another_worker_is_refused(company: Company, kiosk: Kiosk, tmp_path: Path) -> None:
    other = open_office(Database(company.database.url), company.postbox, clock=company.clock)
    with secured(other, serving.PLAIN) as url:
        once = signed(kiosk)
        assert kiosk.send(once).status_code == 200
        once.url = (once.url or "").replace(company.url, url)
        once.headers["Connection"] = "close"
        assert refused(kiosk.send(once)) == (401, "signature.replayed")
    other.database.close()
