"""One private CUPS for all the tests that print."""

from collections.abc import Iterator

import pytest

from tests.cups import Cups, missing_parts, start_cups


@pytest.fixture(scope="session")
def cups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cups]:
    """A running scheduler with the queue «kiosk» over cups-pdf."""
    if reason := missing_parts():
        pytest.skip(reason)
    server = start_cups(tmp_path_factory.mktemp("printed"))
    yield server
    server.stop()
