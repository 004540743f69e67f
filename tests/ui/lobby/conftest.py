"""The whole kiosk before the demonstration's company, on a portrait screen."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.identity import Identity
from tests.sync.company import Company
from tests.sync.conftest import company, site
from tests.ui.lobby.kiosk import Kiosk
from tests.ui.wire import Wire, wire

__all__ = ["company", "site"]


def device_of(company: Company, url: str) -> Identity:
    """A kiosk enrolled in building 1 that reaches its company at `url`."""
    enrolled = company.enrol()
    key = enrolled.key.private_bytes_raw()
    return Identity(device_id=enrolled.device_id, building_id="1", server=url, private_key=key)


@pytest.fixture
def line(company: Company) -> Iterator[Wire]:
    with wire(company.url) as line:
        yield line


@pytest.fixture
def dark(tmp_path: Path, company: Company, line: Wire, qtbot: QtBot) -> Iterator[Kiosk]:
    """Enrolled, and not switched on yet."""
    kiosk = Kiosk(tmp_path / "kiosk", device_of(company, line.url), lambda _sent: company.postbox.code)
    yield kiosk
    line.free()
    kiosk.close()


@pytest.fixture
def lonely(tmp_path: Path, qtbot: QtBot) -> Iterator[Callable[[Identity | None], Kiosk]]:
    """Makes a kiosk that no company answers; switched off, and never enrolled where no device is given."""
    made: list[Kiosk] = []

    def make(device: Identity | None) -> Kiosk:
        made.append(Kiosk(tmp_path / "kiosk", device, str))
        return made[-1]

    yield make
    for kiosk in made:
        kiosk.close()


@pytest.fixture
def kiosk(dark: Kiosk) -> Kiosk:
    """At its board."""
    dark.open()
    return dark


@pytest.fixture
def cabinet(kiosk: Kiosk) -> Kiosk:
    """A resident in their cabinet."""
    kiosk.at_cabinet()
    return kiosk
