"""Engines: SQLite and PostgreSQL set up so that the same code means the same on both."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

WRITE = "kiosk_write"
"""Execution option of connections that will write: SQLite takes its lock at once, and never in mid-transaction."""
PATIENCE = 10
"""Seconds that one waits for another's lock, and that a transaction may lie idle, before the database ends it."""

_SQLITE = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF")
_POSTGRESQL = (
    "TIME ZONE 'UTC'",
    f"lock_timeout = '{PATIENCE}s'",
    f"idle_in_transaction_session_timeout = '{PATIENCE}s'",
    "statement_timeout = '30s'",
)


def engine(url: str) -> Engine:
    """An engine for SQLite or PostgreSQL; its errors show no parameters. ValueError for any other database."""
    match make_url(url).get_backend_name():
        case "sqlite":
            return _sqlite(url)
        case "postgresql":
            return _postgresql(url)
        case other:
            raise ValueError(f"the company's data are kept in SQLite or PostgreSQL, not in {other}")


def reader(made: Engine) -> Engine:
    """The same engine for looking: one snapshot a transaction, and nothing can be written."""
    if made.dialect.name == "sqlite":
        return made
    return made.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _sqlite(url: str) -> Engine:
    made = create_engine(url, hide_parameters=True, connect_args={"timeout": PATIENCE, "isolation_level": None})
    event.listen(made, "connect", _each("PRAGMA", _SQLITE))
    event.listen(made, "begin", _begin)
    return made


def _postgresql(url: str) -> Engine:
    """READ COMMITTED: whoever has waited for a lock then sees what the one before did. A restart is survived."""
    made = create_engine(
        url,
        hide_parameters=True,
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,
        pool_timeout=PATIENCE,
        connect_args={"connect_timeout": PATIENCE, "fallback_application_name": "kiosk-zhitelya"},
    )
    event.listen(made, "connect", _each("SET", _POSTGRESQL))
    return made


def _each(word: str, settings: tuple[str, ...]) -> Callable[[Any, object], None]:
    def prepare(connection: Any, record: object) -> None:
        for setting in settings:
            connection.execute(f"{word} {setting}").close()
        connection.commit()

    return prepare


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get(WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
