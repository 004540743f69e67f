"""Who waits for whom in PostgreSQL: locks taken first, in order, and held until commit. SQLite has one writer anyway.

A writer that names nothing is alone. One that names what it changes keeps out those of the same names, and those who
name nothing. So code that is not sure is right, and code that is asked often need not stand in one line.
"""

import hashlib
from collections.abc import Collection

from sqlalchemy import BigInteger, Connection, Integer, bindparam, text
from sqlalchemy.orm import Session

LIMITS = "limits"
"""Counting and using quotas: codes, claims, uploads."""
NOTES = "notes"
"""Rows that stand alone (nonces, signs of life): their writers never wait for each other."""


def resident(phone: str) -> str:
    """What is counted or kept for a phone over all accounts: appeals a day, links."""
    return f"resident:{phone}"


def kiosk(device_id: str) -> str:
    """What is counted for one kiosk, and who is at it: codes, sessions, photos."""
    return f"kiosk:{device_id}"


_EVERYBODY = 0x6B696F736B
_MIGRATION = 0x6B696F736C
_FAMILY = 0x6B69
"""Numbers of advisory locks, this product's among those of a shared database."""

_ALONE = text("SELECT pg_advisory_xact_lock(:number)").bindparams(bindparam("number", type_=BigInteger))
_AMONG = text("SELECT pg_advisory_xact_lock_shared(:number)").bindparams(bindparam("number", type_=BigInteger))
_NAMED = text("SELECT pg_advisory_xact_lock(:family, :number)").bindparams(
    bindparam("family", type_=Integer), bindparam("number", type_=Integer)
)


def begin(db: Session, names: Collection[str]) -> None:
    """What `Database.write` takes before anything is looked at."""
    if _one_writer(db):
        return
    db.execute(_AMONG if names else _ALONE, {"number": _EVERYBODY})
    take(db, *names)


def take(db: Session, *names: str) -> None:
    """Keep out other writers of these names until commit. In order, so that two who want both never deadlock."""
    if _one_writer(db):
        return
    for number in sorted({_number(name) for name in names if name != NOTES}):
        db.execute(_NAMED, {"family": _FAMILY, "number": number})


def migrating(connection: Connection) -> None:
    """Let one process at a time bring the tables to its version, however long that takes."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        connection.execute(_ALONE, {"number": _MIGRATION})


def _one_writer(db: Session) -> bool:
    return db.get_bind().dialect.name == "sqlite"


def _number(name: str) -> int:
    """32 bits of a name; two names of one number wait for each other, no more."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big", signed=True)
