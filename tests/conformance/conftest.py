"""`reference`: the reference server on loopback, tried by the checks. `every_database`: with SQLite and PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.tried import Tried
from tests.databases import Databases


@pytest.fixture(
    scope="session",
    params=[pytest.param("sqlite_files", id="sqlite"), pytest.param("postgres_databases", id="postgresql")],
)
def every_database(request: pytest.FixtureRequest) -> Databases:
    """SQLite's files, or the tests' own PostgreSQL."""
    chosen: Databases = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture
def reference(databases: Databases, tmp_path: Path) -> Iterator[Tried]:
    with Tried(databases, tmp_path) as server:
        yield server
