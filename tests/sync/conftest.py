"""The company for tests: `company` in a thread with a clock the test moves, `server` as a real process.

`company`: url, clock.pass_(seconds=…), postbox.code, cli("move", "303", "in_work"), enrol() → a signing kiosk.
`server`: url, command("move", …), start(), stop(), kill(); seeded and listening, on the machine's clock.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sync.company import Company, Kiosk, Site, Visit
from tests.sync.company_server import CompanyServer


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`template` is a database with the demonstration in it: copy it, never open it."""
    with Site(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture
def company(site: Site, tmp_path: Path) -> Iterator[Company]:
    running = Company(site, tmp_path)
    yield running
    running.close()


@pytest.fixture
def kiosk(company: Company) -> Kiosk:
    """A kiosk enrolled in building 1."""
    return company.enrol()


@pytest.fixture
def visit(kiosk: Kiosk) -> Visit:
    """The demonstration's resident, logged in; account 10117 is linked and confirmed."""
    return kiosk.log_in()


@pytest.fixture
def server(site: Site, tmp_path: Path) -> Iterator[CompanyServer]:
    shutil.copy(site.template, tmp_path / "company.db")
    running = CompanyServer(tmp_path)
    running.start()
    yield running
    running.stop()
