"""A resident at a kiosk: opened by a confirmed code, ended by leaving or by silence."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from sync.server import locks
from sync.server.denied import Denied
from sync.server.office import Office, hashed
from sync.server.tables import ResidentSession

TOUCH = timedelta(seconds=20)
"""Signs of life are written down no oftener than this."""


@dataclass(frozen=True, slots=True)
class Resident:
    """Who is at the kiosk, known by a confirmed phone (E.164)."""

    session_id: str
    phone: str


def open_session(db: Session, device_id: str, phone: str, key: bytes, now: datetime) -> tuple[str, str]:
    """A new session's id and token; whoever was at this kiosk before is let go."""
    here = ResidentSession.device_id == device_id
    db.execute(update(ResidentSession).where(here, ResidentSession.ended_at.is_(None)).values(ended_at=now))
    session_id, token = str(uuid.uuid4()), secrets.token_urlsafe(32)
    db.add(
        ResidentSession(
            id=session_id,
            token_hash=hashed(token),
            device_id=device_id,
            phone=phone,
            key=key,
            opened_at=now,
            seen_at=now,
        )
    )
    return session_id, token


def living(db: Session, token: str | None, device_id: str, now: datetime, idle: timedelta) -> ResidentSession:
    """The session of a token, still open at this device; Denied otherwise."""
    session = None if token is None else _by_token(db, token)
    if session is None or session.device_id != device_id or session.ended_at is not None:
        raise _ended()
    if now - session.seen_at > idle:
        raise _ended()
    return session


def resident(office: Office, token: str | None, device_id: str) -> Resident:
    """Who is at the kiosk, and note the sign of life; Denied when nobody is."""
    now, idle = office.clock(), office.settings.session_idle
    with office.database.read() as db:
        session = living(db, token, device_id, now, idle)
        found = Resident(session.id, session.phone)
        stale = now - session.seen_at > TOUCH
    if stale:
        with office.database.write(locks.NOTES) as db:
            living(db, token, device_id, now, idle).seen_at = now
    return found


def end(db: Session, session_id: str, now: datetime) -> None:
    """The resident left."""
    session = db.get_one(ResidentSession, session_id)
    session.ended_at = session.ended_at or now


def _by_token(db: Session, token: str) -> ResidentSession | None:
    return db.scalar(select(ResidentSession).where(ResidentSession.token_hash == hashed(token)))


def _ended() -> Denied:
    return Denied(403, "session.ended", "Вход закончился. Войдите ещё раз по коду из СМС или звонка.")
