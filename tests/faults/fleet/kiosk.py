"""One kiosk of a fleet: a real store and engine, residents who come, do things and leave, and what came of all that."""

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import select

from kiosk import leaving
from kiosk.database.rows import State
from kiosk.identity import Identity
from kiosk.session import Session
from sync import contract
from sync.server.tables import FactRow
from tests.faults import deeds
from tests.faults.deeds import Deed
from tests.faults.town import Household, Town
from tests.sync.machine import Machine

UNFINISHED = (State.READY, State.SENDING, State.APPLIED)
Rows = dict[tuple[str, str], tuple[int, str | None, Any]]


class FleetKiosk:
    """Its residents are let in at the company's end: the wire may be down when they come."""

    def __init__(
        self,
        directory: Path,
        device: Identity,
        server: str,
        town: Town,
        dice: Random,
        machine: Callable[[Path, Identity], Machine] = Machine,
    ) -> None:
        """`server`: the address by which this kiosk reaches the company."""
        self.machine = machine(directory, replace(device, server=server))
        self.acknowledged: list[Deed] = []
        self._town = town
        self._dice = dice
        self._session: Session | None = None
        self.come()

    def come(self) -> None:
        """The one at the screen leaves, and the next resident comes."""
        self.leave()
        self.home: Household = self._town.household()
        self.come_back()

    def leave(self) -> None:
        """Nobody is at the screen."""
        if self._session is not None:
            leaving.forget(self.machine.store, self.machine.engine, self._session)
        self._session = None

    def come_back(self) -> None:
        """The resident who was here last is let in by a new code."""
        self._session = self._town.visit(self.home, self.machine.device.device_id)
        self.machine.engine.follow(self._session.token, self.home.account_id)

    def do(self, kind: str) -> Deed:
        """A deed of the resident; it is acknowledged when this returns."""
        assert self._session is not None
        deed = deeds.prepare(kind, self._town, self.home)
        deeds.do(self.machine.store, self._session, deed, self.machine.client.now())
        self.acknowledged.append(deed)
        return deed

    def live(self, over: threading.Event, pause: float, kinds: list[str], a_visit: int) -> None:
        """Do things by dice until it is over, about `pause` s apart; a resident does `a_visit` of them."""
        while not over.wait(self._dice.random() * 2 * pause):
            if len(self.acknowledged) % a_visit == a_visit - 1:
                self.come()
            self.do(self._dice.choice(kinds))

    @property
    def drained(self) -> bool:
        return not self.machine.store.spool.in_states(*UNFINISHED)

    @property
    def agrees(self) -> bool:
        """Whether the cache is exactly what the company has to tell this kiosk."""
        return all(self.cached(scope) == told(self._town, scope, self.home.phone) for scope in self.scopes)

    @property
    def scopes(self) -> tuple[str, str]:
        return self.home.scope, f"building:{self.machine.device.building_id}"

    def cached(self, scope: str) -> Rows:
        rows: Rows = {}
        with self.machine.store.cache._file.reading() as connection:
            for kind in contract.FACTS:
                query = f"SELECT id, rev, op_id, data FROM {kind} WHERE scope = ?"  # noqa: S608 - kinds of the contract
                for fact_id, rev, op_id, data in connection.exec_driver_sql(query, (scope,)):
                    rows[kind, fact_id] = (rev, op_id, json.loads(data))
        return rows


def told(town: Town, scope: str, phone: str) -> Rows:
    """What the company has to tell a resident of a scope, as a kiosk keeps it."""
    with town.database.read() as db:
        standing = select(FactRow).where(
            FactRow.scope == scope, FactRow.deleted.is_(False), FactRow.phone.in_(("", phone))
        )
        facts = db.scalars(standing).all()
        return {(fact.kind, fact.id): (fact.rev, fact.op_id, _as_kept(fact.kind, fact.data)) for fact in facts}


def _as_kept(kind: str, data: Any) -> Any:
    adapter: TypeAdapter[Any] = TypeAdapter(contract.FACTS[kind])
    return adapter.dump_python(adapter.validate_python(data), mode="json")


def faults(town: Town, acknowledged: list[Deed]) -> list[str]:
    """What the company lacks of what was acknowledged, or has twice or in half."""
    found = []
    for deed in acknowledged:
        there = deeds.done(town, deed)
        if there != deeds.Done("applied", 1, len(deed.photos)):
            found.append(f"{deed.kind} {deed.op_id}: {there}")
    return found
