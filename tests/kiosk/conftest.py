"""A store of two real encrypted files, opened for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.database import Store
from tests.kiosk.stores import opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = opened(tmp_path / "store")
    yield store
    store.close()
