"""What every test stands on: Qt without a display, drawn by the processor; the company's databases."""

import gc
import os
import secrets
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.databases import Databases, PostgresDatabases, SqliteFiles
    from tests.postgres import Cluster

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")
# Before several processes share the tests: they throw the same dice.
os.environ["FAULTS_SEED"] = os.environ.get("FAULTS_SEED") or str(secrets.randbelow(10**9))


def pytest_collection_finish(session: pytest.Session) -> None:
    """No two tests of one name: processes that share them would leave one out.

    What is there before the first test stays: nobody looks through it for garbage again and again.
    """
    named = Counter(item.nodeid for item in session.items)
    if twice := [name for name, times in named.items() if times > 1]:
        raise pytest.UsageError(f"the name of more than one test: {', '.join(twice)}")
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def postgres() -> Iterator["Cluster"]:
    """The session's PostgreSQL; without one the tests are skipped, and where CI is set they fail."""
    from tests.postgres import Absent, Cluster

    try:
        cluster = Cluster()
    except Absent as reason:
        if os.environ.get("CI"):
            pytest.fail(str(reason))
        pytest.skip(str(reason))
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()


@pytest.fixture(scope="session")
def sqlite_files(tmp_path_factory: pytest.TempPathFactory) -> "SqliteFiles":
    """Databases of SQLite."""
    from tests.databases import SqliteFiles

    return SqliteFiles(tmp_path_factory.mktemp("databases"))


@pytest.fixture(scope="session")
def postgres_databases(postgres: "Cluster") -> "PostgresDatabases":
    """Databases of the tests' own PostgreSQL."""
    from tests.databases import PostgresDatabases

    return PostgresDatabases(postgres)


@pytest.fixture(scope="session")
def databases(sqlite_files: "SqliteFiles") -> "Databases":
    """Where companies keep their data; tests/sync has it in both kinds."""
    return sqlite_files
