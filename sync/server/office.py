"""What every request needs of the server: its database, its clock, its sender, its limits and its secrets."""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from sync.server.admissions import Admissions
from sync.server.database import Database
from sync.server.hub import Hub
from sync.server.senders import Sender
from sync.server.settings import Settings
from sync.server.tables import Secret

Clock = Callable[[], datetime]
"""The time now, UTC."""


def machine_clock() -> datetime:
    """The machine's own time."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Passed to every door; nothing in it changes while the server runs but the database."""

    database: Database
    clock: Clock
    sender: Sender
    settings: Settings
    code_key: bytes
    admissions: Admissions
    hub: Hub = field(default_factory=Hub)

    def digest(self, code_id: str, code: str) -> str:
        """What is kept of a phone code."""
        return hmac.new(self.code_key, f"{code_id}:{code}".encode(), hashlib.sha256).hexdigest()


def hashed(token: str) -> str:
    """What is kept of a token that is itself random and long."""
    return hashlib.sha256(token.encode()).hexdigest()


def secret(database: Database, name: str) -> str:
    """A random value made at the first need, the same for every worker ever after."""
    with database.read() as db:
        known = _secret(db, name)
    if known is not None:
        return known
    try:
        with database.write() as db:
            db.add(Secret(name=name, value=secrets.token_hex(32)))
    except IntegrityError:
        pass  # another worker made it first: read its value
    with database.read() as db:
        return db.scalars(select(Secret.value).where(Secret.name == name)).one()


def _secret(db: Session, name: str) -> str | None:
    return db.scalar(select(Secret.value).where(Secret.name == name))


def epoch(db: Session) -> str:
    """The feed's epoch: changes when the database was restored from a backup."""
    return db.scalars(select(Secret.value).where(Secret.name == "epoch")).one()


def renew_epoch(db: Session) -> None:
    """Make every kiosk pull anew: after a restore, revisions may be given a second time."""
    db.get_one(Secret, "epoch").value = secrets.token_hex(32)
