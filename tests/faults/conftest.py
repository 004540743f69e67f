"""The frame of the fault suite: every test here is marked `faults`, and prints its seed before it begins.

`dice`: the test's own random numbers. `tell(line)`: a figure obtained, printed among the results.
`server`: a company's process without limits, over SQLite; `town`: the company's own hand on its database.
`crowd`: such a company as several processes, over PostgreSQL.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.faults.scale import SCALE, SEED, Scale

if TYPE_CHECKING:
    from tests.databases import Databases, PostgresDatabases
    from tests.faults.server_process import TownServer
    from tests.faults.town import Town

HOURS = 6
"""That a test of the long run may take; a short one has the timeout of every test."""

Tell = Callable[[str], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.faults)
            if item.parent is not None and not item.nodeid.endswith(item.name):
                item._id = item.parent.id.child(item.name)  # schemathesis gives all its doors one
            if SCALE is Scale.LONG:
                item.add_marker(pytest.mark.timeout(HOURS * 3600))


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Tell:
    """Print a line at once, whatever pytest captures; on stderr, for pytest-xdist's processes have no other."""
    capture = request.config.pluginmanager.getplugin("capturemanager")

    def line(text: str) -> None:
        with capture.global_and_fixture_disabled():
            print(f"\n{text}", end="", file=sys.stderr, flush=True)  # noqa: T201 - among the results

    return line


@pytest.fixture(autouse=True)
def seed(request: pytest.FixtureRequest, tell: Tell) -> int:
    """Printed always; the same again by FAULTS_SEED."""
    tell(f"FAULTS_SCALE={SCALE} FAULTS_SEED={SEED} {request.node.nodeid} ")
    return SEED


@pytest.fixture
def dice(request: pytest.FixtureRequest, seed: int) -> Random:
    """Throws the same for the same seed and test."""
    return Random(f"{seed} {request.node.nodeid}")


@pytest.fixture(scope="module")
def server(databases: "Databases", tmp_path_factory: pytest.TempPathFactory) -> Iterator["TownServer"]:
    """Seeded and listening; one for the tests of a module, each of which has households of its own."""
    from tests.faults.server_process import TownServer

    directory = tmp_path_factory.mktemp("company")
    running = TownServer(directory, databases.seeded(directory))
    running.start()
    yield running
    running.stop()
    databases.drop(running.database)


@pytest.fixture(scope="module")
def crowd(postgres_databases: "PostgresDatabases", tmp_path_factory: pytest.TempPathFactory) -> Iterator["TownServer"]:
    """The company as several processes over PostgreSQL."""
    from tests.faults.server_process import TownServer

    directory = tmp_path_factory.mktemp("crowd")
    running = TownServer(directory, postgres_databases.seeded(directory), workers=3)
    running.start()
    yield running
    running.stop()
    postgres_databases.drop(running.database)


@pytest.fixture(scope="module")
def town(server: "TownServer") -> Iterator["Town"]:
    """Of this server."""
    from tests.faults.town import Town

    made = Town(server.database)
    yield made
    made.close()
