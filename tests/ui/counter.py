"""A kiosk's parts behind one flow: real store, client and engine; the company's real server at the end of a wire."""

from dataclasses import dataclass
from pathlib import Path

from kiosk import identity
from kiosk.connection import Connection
from kiosk.database import Store
from kiosk.identity import Identity
from sync.client import Client
from sync.engine import Engine
from tests.sync.company import Company
from tests.ui.wire import Wire
from ui.controls.jobs import Jobs, Relay
from ui.controls.resident import Resident


@dataclass
class Seconds:
    """A monotonic clock that only the test moves."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


class Counter:
    """`company` keeps the clock; questions go over `wire`, the engine's feed goes straight."""

    def __init__(self, directory: Path, company: Company, line: Wire) -> None:
        self.company, self.wire = company, line
        device = company.enrol()
        key = device.key.private_bytes_raw()
        self.device_id = device.device_id
        here = Identity(device_id=self.device_id, building_id="1", server=company.url, private_key=key)
        self.store = Store.open(directory, bytes(32))
        identity.save(self.store, here)
        self.connection = Connection()
        self.client = Client(Identity(device_id=self.device_id, building_id="1", server=line.url, private_key=key))
        self.engine = Engine(self.store, Client(here), self.connection)
        self.jobs = Jobs()
        self.relay = Relay(self.connection)
        self.resident = Resident()
        self.seconds = Seconds()
        self._running = False

    def start(self) -> None:
        """Hear what the company says of the building."""
        self.engine.start()
        self._running = True

    def close(self) -> None:
        """Everything ends, the window first: it must be gone already."""
        self.wire.free()
        self.jobs.stop()
        if self._running:
            self.engine.stop()
        self.client.close()
        self.store.close()
