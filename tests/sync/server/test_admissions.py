"""A session that a backup has lost: taken as the company's own certificate has it, and judged as ever otherwise."""

import base64
import json
from collections.abc import Callable

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete
from uuid_utils import uuid7

from sync import contract
from sync.server import devices
from sync.server.admissions import Admissions
from sync.server.settings import Settings
from sync.server.tables import Code, LinkRow, ResidentSession
from tests.sync.company import OTHER_PHONE, Company, Kiosk, Visit
from tests.sync.server.answers import outcome, refused

LONGEST = Settings().session_longest


@pytest.fixture
def lost(company: Company, visit: Visit) -> Visit:
    """Somebody who came after the backup that the company has gone back to."""
    forget_sessions(company)
    return visit


def forget_sessions(company: Company) -> None:
    with company.database.write() as db:
        db.execute(delete(ResidentSession))
        db.execute(delete(Code))


def file(visit: Visit, **headers: str) -> requests.Response:
    return visit.deliver(visit.operation(op_id=str(uuid7())), **headers)


def parts(certificate: str) -> tuple[str, str]:
    said, _, signature = certificate.partition(".")
    return said, signature


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


def claims(certificate: str) -> dict[str, str]:
    said: dict[str, str] = json.loads(base64.urlsafe_b64decode(parts(certificate)[0]))
    return said


def another_time(certificate: str) -> str:
    said = claims(certificate) | {"until": "2030-01-01T00:00:00Z"}
    return f"{text(json.dumps(said).encode())}.{parts(certificate)[1]}"


def another_companys(certificate: str) -> str:
    said, _ = parts(certificate)
    return f"{said}.{text(Ed25519PrivateKey.generate().sign(base64.urlsafe_b64decode(said)))}"


def without_end(certificate: str) -> str:
    return certificate[:-8]


SPOILT: list[Callable[[str], str]] = [
    another_time,
    another_companys,
    without_end,
    lambda certificate: certificate.replace(".", ""),
    lambda certificate: ".".join(reversed(parts(certificate))),
    lambda certificate: certificate + "!",
    lambda _certificate: "nonsense",
    lambda _certificate: ".",
]


def test_an_operation_of_a_lost_session_is_taken_once(lost: Visit) -> None:
    operation = lost.operation(op_id=str(uuid7()))
    first = lost.deliver(operation)
    assert outcome(first).outcome == "applied"
    assert lost.deliver(operation).content == first.content


def test_without_the_certificate_nobody_knows_who_signed(lost: Visit) -> None:
    assert refused(file(lost, certificate="")) == (403, "op.session")


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_forged_or_altered_certificate_is_none(lost: Visit, spoil: Callable[[str], str]) -> None:
    assert refused(file(lost, certificate=spoil(lost.admitted.certificate))) == (403, "op.session")


def test_the_certificate_of_another_session_or_company_is_none(company: Company, lost: Visit, kiosk: Kiosk) -> None:
    others = (kiosk.log_in(OTHER_PHONE), company.enrol().log_in(OTHER_PHONE))
    forget_sessions(company)
    for other in others:
        assert refused(file(lost, certificate=other.admitted.certificate)) == (403, "op.session")
    session = ResidentSession(
        id=lost.admitted.session_id,
        device_id=kiosk.device_id,
        phone=lost.admitted.phone,
        key=lost.key.public_key().public_bytes_raw(),
        opened_at=company.clock(),
    )
    own, foreign = Admissions(bytes(32)), Admissions(bytes(31) + b"1")
    assert refused(file(lost, certificate=foreign.certify(session, LONGEST))) == (403, "op.session")
    assert outcome(file(lost, certificate=own.certify(session, LONGEST))).outcome == "applied"


def test_another_kiosk_gains_nothing_by_it(company: Company, lost: Visit) -> None:
    stolen = Visit(company.enrol(), lost.admitted, lost.key)
    assert refused(file(stolen)) == (403, "op.session")


def test_what_the_sessions_key_did_not_sign_is_refused(lost: Visit) -> None:
    forged = Visit(lost.kiosk, lost.admitted, Ed25519PrivateKey.generate())
    assert refused(file(forged)) == (403, "op.signature")


def test_the_certificate_opens_no_session(lost: Visit) -> None:
    assert outcome(file(lost)).outcome == "applied"
    assert refused(lost.ask("GET", contract.LINKS)) == (403, "session.ended")


def test_nothing_is_dated_before_the_session_or_after_its_longest_time(company: Company, lost: Visit) -> None:
    opened = company.clock()
    company.clock.pass_(hours=20)
    early, late = opened - devices.SKEW * 2, opened + LONGEST + devices.SKEW * 2
    for made_at in (early, late):
        operation = lost.operation(op_id=str(uuid7()), made_at=made_at)
        assert refused(lost.deliver(operation)) == (403, "op.time")
    in_time = lost.operation(op_id=str(uuid7()), made_at=opened + LONGEST)
    assert outcome(lost.deliver(in_time)).outcome == "applied"


def test_the_session_lasts_as_long_as_was_certified_whatever_the_settings_say_today(
    company: Company, lost: Visit, kiosk: Kiosk
) -> None:
    session = ResidentSession(
        id=lost.admitted.session_id,
        device_id=kiosk.device_id,
        phone=lost.admitted.phone,
        key=lost.key.public_key().public_bytes_raw(),
        opened_at=company.clock(),
    )
    brief = Admissions(bytes(32)).certify(session, LONGEST / 2)
    company.clock.pass_(seconds=LONGEST.total_seconds() / 2 + 2 * devices.SKEW.total_seconds())
    assert refused(file(lost, certificate=brief)) == (403, "op.time")
    assert outcome(file(lost)).outcome == "applied"


def test_age_link_and_revocation_are_judged_as_ever(company: Company, lost: Visit) -> None:
    made = [lost.operation(op_id=str(uuid7())) for _ in range(3)]
    with company.database.write() as db:
        db.query(LinkRow).filter_by(phone=lost.admitted.phone).one().status = "declined"
    settled = [outcome(lost.deliver(made[0]))]
    company.clock.pass_(days=31)
    settled.append(outcome(lost.deliver(made[1])))
    assert [each.refusal.code for each in settled if each.refusal] == ["op.account", "op.late"]
    company.cli("revoke", lost.kiosk.device_id)
    assert refused(lost.deliver(made[2])) == (401, "device.revoked")


def test_a_session_that_is_known_ends_when_it_ended_whatever_its_certificate_says(
    company: Company, visit: Visit
) -> None:
    assert visit.ask("DELETE", contract.SESSION).status_code == 204
    company.clock.pass_(hours=1)
    assert refused(file(visit)) == (403, "op.time")


def test_who_finds_a_certificate_reads_nobodys_telephone_in_it(visit: Visit) -> None:
    said = json.dumps(claims(visit.admitted.certificate))
    assert visit.admitted.session_id in said
    digits = visit.admitted.phone.removeprefix("+")
    for spelt in (digits, text(digits.encode()), text(f"+{digits}".encode())):
        assert spelt.rstrip("=") not in said
