"""Operations: what a resident asked for takes effect once, and every repeat hears the first answer."""

import base64
import binascii
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from kiosk.domain.appeals import FileAppeal
from kiosk.domain.errors import Refused
from sync import contract
from sync.server import appeals, facts, links
from sync.server.denied import Denied
from sync.server.devices import SKEW, KnownDevice
from sync.server.office import Office
from sync.server.tables import OperationRow, ResidentSession

Effect = Callable[[Session, Office, appeals.Filing], Any]
EFFECTS: dict[str, Effect] = {FileAppeal.kind: appeals.file}
"""What each kind of operation does; raises Refused to have it rejected."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """An operation's frozen bytes and what came with them."""

    body: bytes
    key: str | None
    signature: str | None


def settle(office: Office, device: KnownDevice, delivered: Delivered) -> str:
    """The stored answer (`contract.Outcome` as JSON). Denied when it is not an operation of this device's resident."""
    operation = _parsed(delivered.body)
    if delivered.key != operation.op_id:
        raise Denied(400, "op.key", "Операция передана с чужим ключом.")
    if operation.device_id != device.id:
        raise Denied(403, "op.device", "Операция сделана на другом киоске.")
    try:
        answer = _settled(office, operation, delivered)
    except IntegrityError:
        answer = _settled(
            office, operation, delivered
        )  # the same operation came twice at once: hear the other's answer
    office.hub.wake(facts.account(operation.account_id))
    return answer


def _settled(office: Office, operation: contract.Operation, delivered: Delivered) -> str:
    """Effect, answer and feed row in one transaction, or the answer already stored."""
    digest = hashlib.sha256(delivered.body).hexdigest()
    with office.database.write() as db:
        known = db.get(OperationRow, operation.op_id)
        if known is not None:
            return _replayed(known, digest)
        session = _authentic(db, office, operation, delivered)
        answer = _answer(db, office, operation, session).model_dump_json()
        db.add(_row(operation, session, digest, answer, office.clock()))
        return answer


def _parsed(body: bytes) -> contract.Operation:
    try:
        operation = contract.Operation.model_validate_json(body)
        if str(UUID(operation.op_id)) != operation.op_id or operation.made_at.tzinfo is None:
            raise ValueError
    except ValueError:
        raise _malformed() from None
    if operation.kind not in EFFECTS:
        raise Denied(422, "op.unknown", "Компания ещё не принимает такие операции.")
    return operation


def _replayed(known: OperationRow, digest: str) -> str:
    if known.body_hash != digest:
        raise Denied(422, "op.reused", "Под этим ключом уже принята другая операция.")
    return known.answer


def _authentic(db: Session, office: Office, operation: contract.Operation, delivered: Delivered) -> ResidentSession:
    """The session whose key signed these bytes, at this device, after it was opened."""
    session = db.get(ResidentSession, operation.session_id)
    if session is None or session.device_id != operation.device_id:
        raise Denied(403, "op.session", "Операция сделана не во время входа.")
    try:
        raw = base64.b64decode(delivered.signature or "", validate=True)
        Ed25519PublicKey.from_public_bytes(session.key).verify(raw, delivered.body)
    except (binascii.Error, ValueError, InvalidSignature):
        raise Denied(403, "op.signature", "Подпись операции не сходится.") from None
    now = office.clock()
    if not session.opened_at - SKEW <= operation.made_at <= now + SKEW:
        raise Denied(403, "op.time", "Операция сделана не во время входа.")
    return session


def _answer(db: Session, office: Office, operation: contract.Operation, session: ResidentSession) -> contract.Outcome:
    filing = appeals.Filing(
        operation=operation, payload=_payload(operation), phone=session.phone, device_id=session.device_id
    )
    try:
        _check_age(office.clock() - operation.made_at, office.settings.operation_age)
        if not links.confirmed(db, session.phone, operation.account_id):
            raise Refused("op.account", "Этот лицевой счёт больше не привязан к вашему телефону.")
        with db.begin_nested():
            result = EFFECTS[operation.kind](db, office, filing)
    except Refused as refused:
        refusal = contract.Refusal(code=refused.code, sentence=refused.sentence, values=refused.values)
        return contract.Outcome(op_id=operation.op_id, outcome="rejected", refusal=refusal)
    _, answer_type = contract.OPERATIONS[operation.kind]
    dumped = facts.adapter(answer_type).dump_python(result, mode="json")
    return contract.Outcome(op_id=operation.op_id, outcome="applied", result=dumped)


def _check_age(age: timedelta, most: timedelta) -> None:
    if age > most:
        raise Refused("op.late", "Прошло больше {days} дней, и компания этого уже не примет.", {"days": most.days})


def _payload(operation: contract.Operation) -> Any:
    try:
        return facts.command(operation.kind, operation.payload)
    except ValidationError:
        raise _malformed() from None


def _malformed() -> Denied:
    return Denied(422, "op.malformed", "Операция повреждена или составлена не по договору.")


def _row(
    operation: contract.Operation, session: ResidentSession, digest: str, answer: str, now: datetime
) -> OperationRow:
    return OperationRow(
        op_id=operation.op_id,
        body_hash=digest,
        kind=operation.kind,
        device_id=operation.device_id,
        session_id=session.id,
        account_id=operation.account_id,
        phone=session.phone,
        made_at=operation.made_at,
        received_at=now,
        answer=answer,
    )
