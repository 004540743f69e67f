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

from kiosk.domain.appeals import CancelAppeal, EditAppeal, FileAppeal, RateAppeal
from kiosk.domain.errors import Refused
from kiosk.domain.login import DecideConsent
from kiosk.domain.meetings import CastVote
from kiosk.domain.meters import GiveReading
from kiosk.domain.notifications import ChooseNotifications
from kiosk.domain.refusals import DismissRefusal
from sync import contract
from sync.server import (
    appeal_changes,
    appeals,
    consents,
    facts,
    links,
    locks,
    meetings,
    meters,
    notifications,
    refusals,
)
from sync.server.asked import Asked, Conflict
from sync.server.denied import Denied
from sync.server.devices import SKEW, KnownDevice
from sync.server.office import Office
from sync.server.tables import OperationRow, ResidentSession

EFFECTS: dict[str, Callable[[Asked[Any]], Any]] = {
    FileAppeal.kind: appeals.file,
    EditAppeal.kind: appeal_changes.edit,
    CancelAppeal.kind: appeal_changes.cancel,
    RateAppeal.kind: appeal_changes.rate,
    GiveReading.kind: meters.give,
    CastVote.kind: meetings.cast,
    DecideConsent.kind: consents.decide,
    ChooseNotifications.kind: notifications.choose,
    DismissRefusal.kind: refusals.dismiss,
}
"""What each kind of operation does; raises Refused to have it rejected, Conflict where something stands already."""
OF_THE_PHONE = frozenset({DecideConsent.kind})
"""Kinds that are about the resident and no account, and are done whatever became of the link."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """An operation's frozen bytes and what came with them."""

    body: bytes
    key: str | None
    signature: str | None
    certificate: str | None


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
    """Effect, answer and feed row in one transaction, or the answer already stored.

    Only operations of the same account or the same resident wait for each other: an effect changes nothing beyond.
    """
    digest = hashlib.sha256(delivered.body).hexdigest()

    def once(db: Session) -> str:
        known = db.get(OperationRow, operation.op_id)
        if known is not None:
            return _replayed(known, digest)
        session = _authentic(db, office, operation, delivered)
        locks.take(db, locks.resident(session.phone))
        answer = _answer(db, office, operation, session).model_dump_json()
        db.add(_row(operation, session, digest, answer, office.clock()))
        return answer

    return office.database.settle(once, facts.account(operation.account_id))


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
    """The session whose key signed these bytes, at this device, after it was opened.

    One that a backup has lost is taken as the company's own certificate has it.
    """
    known = db.get(ResidentSession, operation.session_id)
    session = known or office.admissions.read(delivered.certificate or "")
    if session is None or (session.id, session.device_id) != (operation.session_id, operation.device_id):
        raise Denied(403, "op.session", "Операция сделана не во время входа.")
    try:
        raw = base64.b64decode(delivered.signature or "", validate=True)
        Ed25519PublicKey.from_public_bytes(session.key).verify(raw, delivered.body)
    except (binascii.Error, ValueError, InvalidSignature):
        raise Denied(403, "op.signature", "Подпись операции не сходится.") from None
    if not session.opened_at - SKEW <= operation.made_at <= _latest(session, office) + SKEW:
        raise Denied(403, "op.time", "Операция сделана не во время входа.")
    session.seen_at = session.seen_at or session.opened_at  # its kiosk has heard that it was opened
    return session


def _latest(session: ResidentSession, office: Office) -> datetime:
    """When a session's last operation can have been made; silence does not end it here: the network may be away."""
    ended = session.ended_at or session.opened_at + office.settings.session_longest
    return min(office.clock(), ended)


def _answer(db: Session, office: Office, operation: contract.Operation, session: ResidentSession) -> contract.Outcome:
    """What becomes of an operation, with the revision of its account that shows it."""
    wish: Asked[Any] = Asked(
        db=db,
        office=office,
        operation=operation,
        command=_payload(operation),
        phone=session.phone,
        now=office.clock(),
    )
    before = facts.revision(db, wish.scope)
    outcome = _effect(wish)
    refusals.keep(wish, outcome)
    after = facts.revision(db, wish.scope)
    return outcome if after == before else outcome.model_copy(update={"rev": after})


def _effect(wish: Asked[Any]) -> contract.Outcome:
    operation = wish.operation
    try:
        _check_age(wish.now - operation.made_at, wish.office.settings.operation_age)
        _check_link(wish)
        with wish.db.begin_nested():
            result = EFFECTS[operation.kind](wish)
    except Denied:
        raise
    except Refused as refused:
        refusal = contract.Refusal(code=refused.code, sentence=refused.sentence, values=refused.values)
        word = "conflict" if isinstance(refused, Conflict) else "rejected"
        return contract.Outcome(op_id=operation.op_id, outcome=word, refusal=refusal)
    _, answer_type = contract.OPERATIONS[operation.kind]
    dumped = facts.adapter(answer_type).dump_python(result, mode="json")
    return contract.Outcome(op_id=operation.op_id, outcome="applied", result=dumped)


def _check_link(wish: Asked[Any]) -> None:
    if wish.operation.kind in OF_THE_PHONE or links.confirmed(wish.db, wish.phone, wish.account_id):
        return
    raise Refused("op.account", "Этот лицевой счёт больше не привязан к вашему телефону.")


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
