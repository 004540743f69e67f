"""What every test stands on: Qt without a display, drawn by the processor; the company's databases."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.databases import Databases
    from tests.postgres import Cluster

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")


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
def databases(tmp_path_factory: pytest.TempPathFactory) -> "Databases":
    """Where companies keep their data; tests/sync has it in both kinds."""
    from tests.databases import SqliteFiles

    return SqliteFiles(tmp_path_factory.mktemp("databases"))
