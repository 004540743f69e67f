"""Seeded databases for tests, a fresh one for each: files of SQLite, or databases of the tests' own PostgreSQL."""

import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from sync.server.database import Database
from sync.server.demo import seeding
from sync.server.office import secret
from tests.postgres import Cluster


class Databases(Protocol):
    """`kind` is sqlite or postgresql; URLs are SQLAlchemy's."""

    kind: str

    def empty(self, directory: Path) -> str:
        """A database without tables; `directory` is the test's own."""

    def seeded(self, directory: Path) -> str:
        """A database with the demonstration in it."""

    def drop(self, url: str) -> None:
        """Nobody needs it any more."""


@dataclass
class SqliteFiles:
    """`directory` holds the template; copies are `company.db` in the tests' directories."""

    directory: Path
    kind: str = "sqlite"
    template: Path = field(init=False)

    def __post_init__(self) -> None:
        self.template = self.directory / "company.db"
        seed(f"sqlite:///{self.template}")

    def empty(self, directory: Path) -> str:
        return f"sqlite:///{directory / 'company.db'}"

    def seeded(self, directory: Path) -> str:
        shutil.copy(self.template, directory / "company.db")
        return self.empty(directory)

    def drop(self, url: str) -> None:
        """pytest removes the directory."""


@dataclass
class PostgresDatabases:
    """Databases of one cluster."""

    cluster: Cluster
    kind: str = "postgresql"
    template: str = field(init=False)

    def __post_init__(self) -> None:
        self.template = self.cluster.create()
        seed(self.template)

    def empty(self, directory: Path) -> str:
        return self.cluster.create()

    def seeded(self, directory: Path) -> str:
        return self.cluster.create(self.template)

    def drop(self, url: str) -> None:
        self.cluster.drop(url)


def seed(url: str) -> None:
    """The tables and the demonstration, as `python -m sync.server seed` makes them."""
    database = Database(url)
    database.upgrade()
    secret(database, "epoch")
    with database.write() as db:
        seeding.seed(db, datetime.now(UTC))
    database.close()
