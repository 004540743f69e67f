"""The login flow on a portrait screen, before the demonstration's company."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.sync.company import Company
from tests.sync.conftest import company, site
from tests.ui.counter import Counter
from tests.ui.login.visitor import Visitor
from tests.ui.taps import wait
from tests.ui.wire import wire

__all__ = ["company", "site"]


@pytest.fixture
def counter(tmp_path: Path, company: Company, qtbot: QtBot) -> Iterator[Counter]:
    with wire(company.url) as line:
        parts = Counter(tmp_path / "kiosk", company, line)
        yield parts
        parts.close()


@pytest.fixture
def early(counter: Counter) -> Iterator[Visitor]:
    """At the phone page before anything was heard from the company."""
    visitor = Visitor(counter)
    yield visitor
    visitor.stage.close()


@pytest.fixture
def visitor(early: Visitor) -> Visitor:
    """At the phone page."""
    early.counter.start()
    wait(lambda: early.model.textsKnown, "the texts of the consents")
    return early
