"""Opening the company's database: SQLite by default, anything SQLAlchemy knows by URL."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from platformdirs import user_data_path
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session, sessionmaker

WRITE = "kiosk_write"
"""Execution option of connections that will write: SQLite takes its lock at once, and never in mid-transaction."""


def default_url() -> str:
    """The SQLite file in the user's data directory."""
    return f"sqlite:///{user_data_path('kiosk-zhitelya', ensure_exists=True) / 'server.db'}"


class Database:
    """Short transactions, one a request. `upgraded` must be called once before the first of a new version."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(default_url() if url == "default" else url)
        self._readers = sessionmaker(self.engine, autoflush=True, expire_on_commit=False)
        self._writers = sessionmaker(self.engine.execution_options(**{WRITE: True}), expire_on_commit=False)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A snapshot that is thrown away."""
        with self._readers() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction, committed when the block ends and undone when it fails."""
        with self._writers.begin() as session:
            yield session

    def upgrade(self) -> None:
        """Bring the tables to this version, in one transaction."""
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with self.engine.execution_options(**{WRITE: True}).connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def close(self) -> None:
        self.engine.dispose()


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, hide_parameters=True)
    engine = create_engine(url, hide_parameters=True, connect_args={"timeout": 10, "isolation_level": None})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "trusted_schema=OFF"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Connection) -> None:
    write = connection.get_execution_options().get(WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
