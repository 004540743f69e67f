"""The accounts' pages after a real login, on a portrait screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.sync.company import Company
from tests.sync.conftest import company, site
from tests.ui.accounts.guest import Guest
from tests.ui.counter import Counter
from tests.ui.wire import wire

__all__ = ["company", "site"]


@pytest.fixture
def counter(tmp_path: Path, company: Company, qtbot: QtBot) -> Iterator[Counter]:
    with wire(company.url) as line:
        parts = Counter(tmp_path / "kiosk", company, line)
        parts.start()
        yield parts
        parts.close()


@pytest.fixture
def guest(counter: Counter) -> Iterator[Guest]:
    """Nobody is logged in yet."""
    someone = Guest(counter)
    yield someone
    someone.close()
