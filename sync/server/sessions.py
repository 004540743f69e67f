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
from sync.server.tables import Code, ResidentSession

TOUCH = timedelta(seconds=20)
"""Signs of life are written down no oftener than this."""


@dataclass(frozen=True, slots=True)
class Resident:
    """Who is at the kiosk, known by a confirmed phone (E.164)."""

    session_id: str
    phone: str


def admit(db: Session, code: Code, key: bytes, now: datetime) -> tuple[ResidentSession, str]:
    """The session of a code that was just confirmed, and its token: a new one, or that of which nobody has heard."""
    lost = unheard(db, code.session_id, key)
    if lost is not None:
        return lost, give_token(lost)
    session, token = open_session(db, code.device_id, code.phone, key, now)
    code.session_id = session.id
    return session, token


def open_session(db: Session, device_id: str, phone: str, key: bytes, now: datetime) -> tuple[ResidentSession, str]:
    """A new session and its token; whoever was at this kiosk before is let go."""
    here = ResidentSession.device_id == device_id
    db.execute(update(ResidentSession).where(here, ResidentSession.ended_at.is_(None)).values(ended_at=now))
    session = ResidentSession(id=str(uuid.uuid4()), device_id=device_id, phone=phone, key=key, opened_at=now)
    token = give_token(session)
    db.add(session)
    return session, token


def give_token(session: ResidentSession) -> str:
    """A token for a session; one that it had is good no more."""
    token = secrets.token_urlsafe(32)
    session.token_hash = hashed(token)
    return token


def unheard(db: Session, session_id: str | None, key: bytes) -> ResidentSession | None:
    """A session of this key that was never used, so that nobody may have heard that it was opened."""
    session = None if session_id is None else db.get(ResidentSession, session_id)
    if session is None or session.key != key or session.seen_at is not None or session.ended_at is not None:
        return None
    return session


def living(db: Session, token: str | None, device_id: str, now: datetime, idle: timedelta) -> ResidentSession:
    """The session of a token, still open at this device; Denied otherwise."""
    session = None if token is None else _by_token(db, token)
    if session is None or session.device_id != device_id or session.ended_at is not None:
        raise _ended()
    if now - (session.seen_at or session.opened_at) > idle:
        raise _ended()
    return session


def resident(office: Office, token: str | None, device_id: str) -> Resident:
    """Who is at the kiosk, and note the sign of life; Denied when nobody is."""
    now, idle = office.clock(), office.settings.session_idle
    with office.database.read() as db:
        session = living(db, token, device_id, now, idle)
        found = Resident(session.id, session.phone)
        stale = session.seen_at is None or now - session.seen_at > TOUCH
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
