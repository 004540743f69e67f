"""`reference`: the reference server on loopback, tried by the checks. `every_database`: with SQLite and PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.tried import Tried
from tests.databases import Databases, PostgresDatabases


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def every_database(request: pytest.FixtureRequest, databases: Databases) -> Databases:
    """SQLite's files, or the tests' own PostgreSQL."""
    if request.param == "sqlite":
        return databases
    return PostgresDatabases(request.getfixturevalue("postgres"))


@pytest.fixture
def reference(databases: Databases, tmp_path: Path) -> Iterator[Tried]:
    with Tried(databases, tmp_path) as server:
        yield server
