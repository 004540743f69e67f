"""The company's database: short transactions, who waits for whom in them, and the tables brought to this version."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from platformdirs import user_data_path
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from sync.server import locks
from sync.server.engines import WRITE, engine, reader

T = TypeVar("T")

TRIES = 5
"""How often `settle` begins; between two tries it waits 0 … 50, 100, 200, 400 ms."""
_UNDONE = frozenset({"40001", "40P01"})
"""PostgreSQL's words for «undone whole, begin again»: a serialization failure, a deadlock."""


def default_url() -> str:
    """The SQLite file in the user's data directory."""
    return f"sqlite:///{user_data_path('kiosk-zhitelya', ensure_exists=True) / 'server.db'}"


class Database:
    """Short transactions, one a request. `upgrade` must be called once before the first of a new version."""

    def __init__(self, url: str) -> None:
        self.url = default_url() if url == "default" else url
        self.engine = engine(self.url)
        self._readers = sessionmaker(reader(self.engine), autoflush=True, expire_on_commit=False)
        self._writers = sessionmaker(self.engine.execution_options(**{WRITE: True}), expire_on_commit=False)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A snapshot that is thrown away."""
        with self._readers() as session:
            yield session

    @contextmanager
    def write(self, *names: str) -> Iterator[Session]:
        """A transaction, committed when the block ends and undone when it fails.

        Without `names` nobody else writes meanwhile. With them only writers of the same names wait, so that the block
        may change nothing but what those names stand for (`sync.server.locks`). SQLite has one writer in any case.
        """
        with self._writers.begin() as session:
            locks.begin(session, names)
            yield session

    def settle(self, work: Callable[[Session], T], *names: str) -> T:
        """`work` in a `write`, begun again when the database undid it: it must do nothing outside the transaction.

        At most `TRIES` times; afterwards, and for every other fault, the error is the caller's.
        """
        for left in reversed(range(TRIES)):
            try:
                with self.write(*names) as session:
                    return work(session)
            except DBAPIError as error:
                if left == 0 or not undone(error):
                    raise
            time.sleep(random.uniform(0, 0.05 * 2 ** (TRIES - 1 - left)))  # noqa: S311 — no secret, only out of step
        raise AssertionError("the last try returns or raises")

    def upgrade(self) -> None:
        """Bring the tables to this version, in one transaction; other processes wait for it."""
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        with self.engine.execution_options(**{WRITE: True}).begin() as connection:
            locks.migrating(connection)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def close(self) -> None:
        self.engine.dispose()


def undone(error: DBAPIError) -> bool:
    """Whether the database itself took the whole transaction back, so that it may be begun again."""
    return getattr(error.orig, "sqlstate", None) in _UNDONE
