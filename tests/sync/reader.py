"""A kiosk that only reads what the company says, and the company's saying it, for tests."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import update

from kiosk import cached
from kiosk.database import Store
from kiosk.domain.money import Kopecks
from kiosk.domain.payments import Payment
from sync.client import Client, enrol
from sync.pull import Pull
from sync.server import facts
from sync.server.tables import FactRow
from tests.kiosk.stores import opened
from tests.sync.company import Company
from tests.sync.machine import ACCOUNT

BUILDING = "building:1"
SCOPE = cached.account_scope(ACCOUNT)


class Reader:
    """A kiosk that only reads; `restored` counts how often the server turned out another."""

    def __init__(self, directory: Path, company: Company) -> None:
        self.device = enrol(company.url, company.cli("enrol", "--building", "1").strip())
        self.store: Store = opened(directory)
        self.restored = 0
        self.pull = Pull(self.store, Client(self.device), self._restored)

    def _restored(self) -> None:
        self.restored += 1


@pytest.fixture
def reader(tmp_path: Path, company: Company) -> Iterator[Reader]:
    reader = Reader(tmp_path / "kiosk", company)
    yield reader
    reader.store.close()


def publish(company: Company, scope: str, *said: Payment) -> None:
    with company.database.write() as db:
        for fact in said:
            facts.publish(db, scope, fact, datetime.now(UTC))


def spoil(company: Company, kind: str, fact_id: str, data: dict[str, object]) -> None:
    """The company's programmers make a mistake in one row."""
    with company.database.write() as db:
        db.execute(update(FactRow).where(FactRow.kind == kind, FactRow.id == fact_id).values(data=data))


def payment(number: int) -> Payment:
    return Payment(id=f"p{number}", number=f"{number:05}", paid_on=date(2026, 11, 17), total=Kopecks(number))
