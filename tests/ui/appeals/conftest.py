"""A resident at a real store, with everything a page of appeals needs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.database import Store
from tests.sync.conftest import server, site
from tests.ui.appeals.facts import COMPANY, PLACE, TYPES
from tests.ui.appeals.lobby import Lobby
from tests.ui.heard import enrolled, hear

__all__ = ["server", "site"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """What the company said of the building, and nothing of any account yet."""
    store = enrolled(tmp_path / "data")
    hear(store, (COMPANY, PLACE, *TYPES))
    yield store
    store.close()


@pytest.fixture
def lobby(qapp: object, store: Store) -> Iterator[Lobby]:
    """A resident with a chosen account of which nothing was heard."""
    lobby = Lobby(store)
    yield lobby
    lobby.close()
