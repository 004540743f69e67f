"""Folders that are quick to write to, and closed spools to break copies of."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import identity
from kiosk.database import Store
from tests.faults.storage import words
from tests.kiosk.stores import DEVICE
from tests.sync.conftest import company, site

__all__ = ["company", "site"]

MEMORY = Path("/dev/shm")


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is such a thing: an fsync there costs nothing."""
    if not MEMORY.is_dir():
        yield tmp_path
        return
    folder = Path(tempfile.mkdtemp(dir=MEMORY))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def numbers() -> range:
    """The operations that the spools here hold."""
    return range(24)


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory, numbers: range) -> Path:
    """The files of a kiosk whose power went: much is in the log alone. Copy them, never open them."""
    directory = tmp_path_factory.mktemp("running") / "store"
    work = tmp_path_factory.mktemp("work") / "store"
    store = Store.open(work, words.KEY)
    identity.save(store, DEVICE)
    for number in numbers:
        words.put(store.spool, number)
        if number == len(numbers) // 2:
            store.spool.truncate_log()
    shutil.copytree(work, directory, ignore=shutil.ignore_patterns("*-shm"))
    store.close()
    return directory


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory, running: Path) -> Path:
    """The same, closed as it should be. Copy them, never open them."""
    directory = tmp_path_factory.mktemp("kept") / "store"
    shutil.copytree(running, directory)
    Store.open(directory, words.KEY).close()
    return directory
