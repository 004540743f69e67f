"""One kiosk of the model: the product's own store, engine and client on files of its own, stepped by the test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2  # type: ignore[import-untyped]  # has no stubs

from kiosk import accounts, identity, leaving, login
from kiosk.company import Broken, Offline
from kiosk.connection import Connection
from kiosk.database import Store
from kiosk.domain.errors import Refused
from kiosk.domain.login import ConsentKind
from kiosk.identity import Identity
from kiosk.session import Session
from sync import contract
from sync.client import Client
from sync.clock import CompanyClock
from sync.engine import Engine
from tests.faults.model import stage, town
from tests.faults.model.clocks import KioskClock
from tests.faults.model.wire import Network, Wire

KEY = bytes(range(32))
FILES = ("spool.db", "cache.db")
TROUBLES = (Offline, Broken, Refused)


@dataclass
class Machine:
    """`due`: s of the monotonic clock when the engine looks again by itself. `session` is whose turn it is."""

    name: str
    directory: Path
    clock: KioskClock
    network: Network
    chance: Callable[[], float]
    code: Callable[[], str]
    session: Session | None = None
    on: bool = False
    revoked: bool = False
    due: float = 0.0
    powered: int = 0
    closed: set[str] = field(default_factory=set)
    """Tokens of residents who left."""
    left: list[Session] = field(default_factory=list)

    def power_on(self) -> None:
        self.clock.power_on()
        with stage.at(self.clock):
            self.store = Store.open(self.directory, KEY)
            device = identity.load(self.store)
            assert device is not None
            clock = CompanyClock(monotonic=self.clock.monotonic, wall=self.clock.now)
            self.client = Client(device, clock)
            self.client._transport._session().mount("http://", Wire(self.network))
            self.connection = Connection()
            self.engine = Engine(
                self.store,
                self.client,
                self.connection,
                wall=self.clock.wall,
                monotonic=self.clock.monotonic,
                chance=self.chance,
            )
        self.spool, self.cache = (_look(self.directory / name) for name in FILES)
        self.on, self.due, self.session = True, 0.0, None

    def power_off(self) -> None:
        """As a cut: what is in memory is gone, what was committed stays, log and all."""
        left = self.directory.with_name(f"{self.name}.{self.powered}")
        shutil.copytree(self.directory, left)
        self.switch_off()
        shutil.rmtree(self.directory)
        self.directory = left

    def switch_off(self) -> None:
        if self.session is not None:
            self.closed.add(self.session.token)
        self.on, self.session = False, None
        self.powered += 1
        for look in (self.spool, self.cache):
            look.close()
        self.store.close()

    def rung(self) -> bool:
        return self.engine._bell._rung

    def turn(self, steps: int | None = None) -> None:
        """One turn of the engine, as its thread does it; Crash passes, with the machine still to be switched off."""
        with stage.at(self.clock, steps):
            self.engine._bell._rung = False
            pause = self.engine._turn()
        self.due = self.clock.monotonic() + max(0.0, pause)
        if self.session is not None and self.connection.parting(self.session.token) is not None:
            self.leave()  # as the shell does: the company shut the account to whoever is here

    def log_in(self, phone: str, account_id: str) -> None:
        """By the doors a resident comes through; the company's refusal or a bad line leaves everything as it was."""
        with stage.at(self.clock):
            draft = login.Draft(digits=phone.removeprefix("+7"), agreement=True, personal_data=True)
            sent = login.send_code(self.client, draft, login.texts(self.store), self.client.now())
            session = login.confirm(self.client, self.name, sent, self.code())
            try:
                self.session = accounts.choose(self.engine, session, account_id)
            except Refused:
                session.close()
                self.closed.add(session.token)
                raise

    def leave(self, steps: int | None = None) -> None:
        """Forget first, then tell the company; Crash passes."""
        assert self.session is not None
        with stage.at(self.clock, steps):
            session = self.forget()
            leaving.tell(self.client, session)

    def forget(self) -> Session:
        assert self.session is not None
        session = self.session
        self.closed.add(session.token)
        self.session = None
        self.left.append(session)
        leaving.forget(self.store, self.engine, session)
        return session

    @property
    def account_id(self) -> str | None:
        return None if self.session is None else self.session.account_id

    def version(self) -> tuple[Any, ...]:
        """Another after every change of its files, and of who is at it."""
        files = (look.execute("PRAGMA data_version").fetchone()[0] for look in (self.spool, self.cache))
        return (self.powered, *files, self.session and self.session.token, self.account_id)

    def rows(self) -> dict[str, dict[tuple[str, str], tuple[str | None, str]]]:
        """The cache, by scope, kind and id: the operation and the fact as JSON."""
        found: dict[str, dict[tuple[str, str], tuple[str | None, str]]] = {}
        for scope, kind, fact_id, op_id, data in self.cache.execute(_EVERYTHING):
            found.setdefault(scope, {})[kind, fact_id] = (op_id, data)
        return found

    def cursors(self) -> dict[str, tuple[str, int]]:
        """Epoch and revision by scope."""
        query = "SELECT scope, epoch, rev FROM feed_cursor"
        return {scope: (epoch, rev) for scope, epoch, rev in self.cache.execute(query)}

    def ready_to_log_in(self) -> bool:
        return {text.consent for text in login.texts(self.store)} == set(ConsentKind)


def built(directory: Path, name: str) -> Path:
    """The data directory of an enrolled kiosk, to be copied for each run."""
    store = Store.open(directory, KEY)
    device = Identity(device_id=name, building_id=town.BUILDING, server=town.SERVER, private_key=town.KEYS[name])
    identity.save(store, device)
    store.close()
    return directory


def _look(path: Path) -> Any:
    """A connection past the product's own code."""
    look = sqlcipher3.dbapi2.connect(str(path), isolation_level=None, check_same_thread=False)
    look.execute(f"PRAGMA key=\"x'{KEY.hex()}'\"")
    return look


_EVERYTHING = " UNION ALL ".join(
    f"SELECT scope, '{kind}', id, op_id, data FROM \"{kind}\""  # noqa: S608 - kinds are words of the contract
    for kind in contract.FACTS
)
