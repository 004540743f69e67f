"""Letting a kiosk in: a one-time token for a device's id, the same answer to every wrong one, and few guesses."""

import secrets
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from sync import contract
from sync.server import locks, quotas
from sync.server.denied import Denied, too_soon
from sync.server.devices import public_key
from sync.server.office import Office, hashed
from sync.server.settings import Quota
from sync.server.tables import Device, Ticket


def enrol(office: Office, request: contract.Enrolment, address: str) -> contract.Enrolled:
    """Exchange a token for a device id. Denied when the key is no key, the token is wrong, or too many were."""
    key, now = public_key(request.public_key), office.clock()
    with office.database.write(locks.LIMITS) as db:
        _check_pace(db, office, address, now)
        building_id = _use(db, request.token, now)
        if building_id is not None:
            device = Device(id=secrets.token_hex(12), building_id=building_id, public_key=key, enrolled_at=now)
            db.add(device)
            return contract.Enrolled(device_id=device.id, building_id=building_id)
        for guess, _ in _quotas(office, address):
            quotas.use(db, guess, now)
    sentence = "Код подключения не подходит или уже использован. Запросите у компании новый."
    raise Denied(403, "enrolment.token", sentence)


def _use(db: Session, token: str, now: datetime) -> str | None:
    """The building a token is for, once; None when it is unknown, used or expired."""
    used = (
        update(Ticket)
        .where(Ticket.token_hash == hashed(token.strip().upper()))
        .where(Ticket.used_at.is_(None), Ticket.expires_at > now)
        .values(used_at=now)
        .returning(Ticket.building_id)
    )
    return db.scalar(used, execution_options={"synchronize_session": False})


def _check_pace(db: Session, office: Office, address: str, now: datetime) -> None:
    wait = max(quotas.wait(db, guess, quota, now) for guess, quota in _quotas(office, address))
    if wait > quotas.FREE:
        sentence = "Код подключения вводили неверно слишком много раз. Попробуйте через {wait}."
        raise too_soon("enrolment.limit", sentence, wait)


def _quotas(office: Office, address: str) -> tuple[tuple[str, Quota], ...]:
    """Wrong tokens from one address, of which no more than a digest is kept, and from everywhere."""
    limits = office.settings
    return (
        (f"enrol:{office.digest('enrol', address)}", limits.wrong_tokens_per_address),
        ("enrol:all", limits.wrong_tokens),
    )
