"""A kiosk whose engine takes its turns when the test says so."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from kiosk.connection import Connection
from kiosk.database import Store
from kiosk.health import Said
from kiosk.identity import Identity
from kiosk.outbox import State
from kiosk.session import Session
from sync.client import Client, enrol
from sync.clock import CompanyClock
from sync.engine import Engine
from tests.sync.company import Company
from tests.sync.machine import Machine

MINUTE = 60.0


@dataclass
class Turner:
    """A kiosk whose engine takes its turns when the test says so, over a session that was opened before."""

    machine: Machine
    session: Session
    store: Store
    connection: Connection = field(default_factory=Connection)
    said: list[Said] = field(default_factory=list)
    monotonic: float = 1000.0

    def engine(self, clock: CompanyClock | None = None) -> Engine:
        """Threads never started."""
        return Engine(
            self.store,
            Client(self.machine.device, clock),
            self.connection,
            wall=lambda: 0.0,
            monotonic=lambda: self.monotonic,
            chance=lambda: 0.5,
            report=self.said.append,
        )

    def client(self, url: str = "") -> Client:
        """Another of the same device, at another address if one is given."""
        return Client(replace(self.machine.device, server=url or self.machine.device.server))

    def state(self, op_id: str) -> State | None:
        command = self.store.spool.command(op_id)
        return None if command is None else command.state


@pytest.fixture
def device(company: Company) -> Identity:
    return enrol(company.url, company.cli("enrol", "--building", "1").strip())


@pytest.fixture
def turner(company: Company, device: Identity, tmp_path: Path) -> Iterator[Turner]:
    machine = Machine(tmp_path / "kiosk", device)
    session = machine.at_account(lambda _sent: company.postbox.code)
    machine.engine.stop()
    yield Turner(machine, session, machine.store)
    machine.switch_off()
