"""Kiosks: enrolled by a one-time token, known afterwards by their signature on every request."""

import base64
import binascii
import logging
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sync import contract, signing
from sync.server import locks
from sync.server.denied import Denied
from sync.server.office import Office, hashed
from sync.server.tables import Device, Nonce, Ticket

SKEW = timedelta(seconds=contract.SIGNATURE_SKEW)
_log = logging.getLogger(__name__)
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """The kiosk a request came from."""

    id: str
    building_id: str


def issue_ticket(db: Session, building_id: str, now: datetime, life: timedelta) -> str:
    """A one-time token an installer can type: four groups of four, 79 bits."""
    token = "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(4))
    db.add(Ticket(token_hash=hashed(token), building_id=building_id, expires_at=now + life))
    return token


def public_key(text: str) -> bytes:
    """32 bytes of an Ed25519 public key from base64; Denied when they are not that."""
    try:
        raw = base64.b64decode(text, validate=True)
        Ed25519PublicKey.from_public_bytes(raw)
    except (binascii.Error, ValueError):
        raise Denied(422, "key.malformed", "Ключ устройства повреждён. Обратитесь к наладчику.") from None
    return raw


def identify(office: Office, received: signing.Received) -> KnownDevice:
    """The device that signed a request, once; Denied when none did, or not now, or again."""
    found: list[Device] = []

    def key_of(device_id: str) -> Ed25519PublicKey | None:
        with office.database.read() as db:
            device = db.get(Device, device_id)
        if device is None:
            return None
        found.append(device)
        return Ed25519PublicKey.from_public_bytes(device.public_key)

    now = office.clock()
    try:
        signed = signing.verify(received, key_of, now, SKEW)
    except signing.BadSignature as reason:
        raise _unsigned(reason.code if found or reason.code == "signature.absent" else "device.unknown") from reason
    (device,) = found
    if device.wipe_at is not None:
        _note_wiped(office, device, now)
        raise Denied(401, "device.wipe", "Компания отключила этот киоск и стирает с него данные.")
    if device.revoked_at is not None:
        raise Denied(401, "device.revoked", "Компания отключила этот киоск. Обратитесь к консьержу.")
    _once(office, signed, now)
    return KnownDevice(device.id, device.building_id)


def hear(office: Office, device: KnownDevice, version: str, said: str) -> None:
    """Keep how a kiosk says it is. What cannot be read is told to the operator; the kiosk is served all the same."""
    try:
        heartbeat = contract.Heartbeat.model_validate_json(said)
    except ValidationError as error:
        _log.warning("a heartbeat has %d faults", error.error_count())
        return
    with office.database.write(locks.NOTES) as db:
        row = db.get_one(Device, device.id)
        row.seen_at, row.contract, row.heartbeat = office.clock(), version, heartbeat.model_dump(mode="json")


def revoke(db: Session, device_id: str, now: datetime, *, wipe: bool = False) -> None:
    """Refuse a device for ever, and have it forget everything at its next contact; LookupError when there is none."""
    device = db.scalar(select(Device).where(Device.id == device_id))
    if device is None:
        raise LookupError(device_id)
    device.revoked_at = device.revoked_at or now
    if wipe:
        device.wipe_at = device.wipe_at or now


def _note_wiped(office: Office, device: Device, now: datetime) -> None:
    """The order goes out with this answer; it is given again whenever the device asks again."""
    if device.wiped_at is None:
        with office.database.write(locks.NOTES) as db:
            db.get_one(Device, device.id).wiped_at = now


def _once(office: Office, signed: signing.Signed, now: datetime) -> None:
    try:
        with office.database.write(locks.NOTES) as db:
            db.add(Nonce(device_id=signed.device_id, nonce=hashed(signed.nonce), expires_at=signed.created + 2 * SKEW))
    except IntegrityError:
        raise _unsigned("signature.replayed") from None


def _unsigned(code: str) -> Denied:
    return Denied(401, code, "Компания не узнала этот киоск. Обратитесь к консьержу или наладчику.")
