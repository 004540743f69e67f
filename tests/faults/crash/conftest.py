"""The zygote, and ranges to kill kiosks in; each range has a company of its own."""

from collections.abc import Callable, Iterator

import pytest

from tests.databases import Databases
from tests.faults.crash.killer import Range, Zygote
from tests.faults.server_process import TownServer
from tests.faults.town import Town


@pytest.fixture(scope="package")
def zygote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    with Zygote(tmp_path_factory.mktemp("zygote") / "zygote.log") as running:
        yield running


@pytest.fixture(scope="package")
def make_range(
    databases: Databases, zygote: Zygote, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], Range]]:
    """Makes a range with a company of its own; the one before it is closed."""
    running: list[Callable[[], None]] = []

    def make() -> Range:
        while running:
            running.pop()()
        directory = tmp_path_factory.mktemp("range")
        server = TownServer(directory, databases.seeded(directory))
        server.start()
        town = Town(server.database)
        running.extend((server.stop, town.close))
        return Range(zygote, town, server.enrolled("1"), directory)

    yield make
    while running:
        running.pop()()
