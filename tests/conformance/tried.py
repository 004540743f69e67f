"""A company's server on loopback, right or with one fault in it, and the checks that try it."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self

from kiosk.domain.login import Method
from sync.conformance.checks import CHECKS
from sync.conformance.given import Given
from sync.conformance.kiosk import digits
from sync.conformance.run import Run, results
from sync.conformance.verdicts import Result
from sync.conformance.wire import Line
from sync.server import devices, serving
from sync.server.app import open_office
from sync.server.database import Database
from sync.server.demo import people
from sync.server.settings import Settings
from tests.databases import Databases

Wrapped = Callable[[Any], Any]
"""What stands before the application, as ASGI has it."""


class Shown:
    """A demonstration's sender that shows codes in the answer alone."""

    loopback_only = True
    call_numbers = 10_000

    def send(self, phone: str, method: Method, code: str) -> str:
        return f"Демонстрация: код {code}"


@dataclass
class Tried:
    """`url`; `given(...)` for a run; `results("feed.*")` of one. With the machine's own clock."""

    databases: Databases
    directory: Path
    wrapped: Wrapped = lambda app: app
    settings: Settings = field(default_factory=Settings)

    def __enter__(self) -> Self:
        self.database = Database(self.databases.seeded(self.directory))
        office = open_office(self.database, Shown(), settings=self.settings)
        self._socket = serving.listen("127.0.0.1", 0)
        self._server = serving.server(office)
        self._server.config.app = self.wrapped(self._server.config.app)
        self.url = serving.url(self._socket)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]})
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()
        self.database.close()
        self.databases.drop(self.database.url)

    def tokens(self) -> tuple[str, str]:
        """Two that were never used."""
        now = datetime.now(UTC)
        with self.database.write() as db:
            return devices.issue_ticket(db, "1", now, _HOUR), devices.issue_ticket(db, "1", now, _HOUR)

    def revoke(self, device_id: str) -> None:
        """As the company's command does."""
        with self.database.write() as db:
            devices.revoke(db, device_id, datetime.now(UTC))

    def given(self) -> Given:
        return Given(
            tokens=self.tokens(),
            phone=people.RESIDENT,
            other_phone=people.NEIGHBOUR,
            code=digits,
            shown=True,
            login="10119",
            password=people.PASSWORD,
            account_id="10117",
            revoke=self.revoke,
        )

    def results(self, *names: str) -> dict[str, Result]:
        """What the checks of these names found, or all."""
        wanted = [check for check in CHECKS if not names or check.name in names]
        assert len(wanted) == len(names or CHECKS), "no such check"
        return {result.check.name: result for result in results(Run(self.given(), Line(self.url)), wanted)}


_HOUR = timedelta(hours=1)
