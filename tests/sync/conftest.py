"""The company for tests: `company` in a thread with a clock the test moves, `server` as a real process.

`company`: url, clock.pass_(seconds=…), postbox.code, cli("move", "303", "in_work"), enrol() → a signing kiosk.
`server`: url, command("move", …), start(), stop(), kill(); seeded and listening, on the machine's clock.
Both keep their data in `databases`: here every test runs with SQLite and with PostgreSQL.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.sync.company import Company, Kiosk, Site, Visit
from tests.sync.company_server import CompanyServer


@pytest.fixture(
    scope="session",
    params=[pytest.param("sqlite_files", id="sqlite"), pytest.param("postgres_databases", id="postgresql")],
)
def databases(request: pytest.FixtureRequest) -> Databases:
    """SQLite's files, or the tests' own PostgreSQL; either is made once, however often one follows the other."""
    chosen: Databases = request.getfixturevalue(request.param)
    return chosen


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One listening server for many tests; each has it serve a company of its own."""
    with Site(tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture
def company(site: Site, databases: Databases, tmp_path: Path) -> Iterator[Company]:
    running = Company(site, databases, tmp_path)
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
def server(databases: Databases, tmp_path: Path) -> Iterator[CompanyServer]:
    running = CompanyServer(tmp_path, databases.seeded(tmp_path))
    running.start()
    yield running
    running.stop()
    databases.drop(running.database)
