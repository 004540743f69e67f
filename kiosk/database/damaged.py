"""What is kept of a spool that was damaged: the file set aside, for a while, and the report, until it was read."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Connection, delete, select, update

from kiosk.database import tables
from kiosk.database.rows import Recovered

KEPT = timedelta(days=30)
"""How long a damaged file may be looked into; whoever has noted the report needs it no more."""


def files(directory: Path) -> tuple[Path, ...]:
    """The files set aside, with their logs, oldest first."""
    return tuple(sorted(directory.glob("spool.damaged-*")))


def drop(directory: Path) -> None:
    """Delete them: residents' words are in them, encrypted like those in the spool."""
    for path in files(directory):
        path.unlink(missing_ok=True)


def report(connection: Connection) -> Recovered | None:
    row = connection.execute(select(tables.recovery)).mappings().one_or_none()
    if row is None:
        return None
    times = {name: row[name] and datetime.fromisoformat(row[name]) for name in ("at", "kept_from")}
    return Recovered(**({name: row[name] for name in row if name != "id"} | times))


def noted(connection: Connection, directory: Path) -> None:
    """The operator has read the report: the files go first, so that none stays without one."""
    drop(directory)
    connection.execute(delete(tables.recovery))


def tidy(connection: Connection, directory: Path, now: datetime) -> None:
    """Delete what was kept long enough. `now` is the company's time: the machine's own may have been wrong then."""
    known = report(connection)
    if known is None:
        return
    if known.kept_from is None:
        connection.execute(update(tables.recovery).values(kept_from=now.isoformat()))
    elif now - known.kept_from >= KEPT:
        drop(directory)
