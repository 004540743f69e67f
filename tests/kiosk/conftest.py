"""A store of two real encrypted files, opened for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.database import Store
from tests.kiosk.stores import KEY, opened


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed files of an enrolled device: copy them, never open them."""
    directory = tmp_path_factory.mktemp("blank") / "store"
    opened(directory).close()
    return directory


@pytest.fixture
def store(tmp_path: Path, blank: Path) -> Iterator[Store]:
    shutil.copytree(blank, tmp_path / "store")
    store = Store.open(tmp_path / "store", KEY)
    yield store
    store.close()
