"""A resident at a real store and a real printer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.database import Store
from kiosk.devices.cups import CupsPrinter
from tests.cups import Cups
from tests.kiosk.devices.conftest import cups
from tests.ui.heard import enrolled
from tests.ui.invoices.cabinet import Cabinet

__all__ = ["cups"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = enrolled(tmp_path / "data")
    yield store
    store.close()


@pytest.fixture
def cabinet(qapp: object, store: Store) -> Iterator[Cabinet]:
    """No printer is named in the settings."""
    cabinet = Cabinet(store, CupsPrinter(""))
    yield cabinet
    cabinet.close()


@pytest.fixture
def printing_cabinet(qapp: object, store: Store, cups: Cups) -> Iterator[Cabinet]:
    """With a printer that works."""
    cabinet = Cabinet(store, CupsPrinter(cups.queue, cups.server))
    yield cabinet
    cabinet.close()
