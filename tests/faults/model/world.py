"""The whole of one run: time, a company, two kiosks and their lines, and what a resident does there."""

from __future__ import annotations

import atexit
import functools
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from kiosk import appeals, faults
from kiosk.appeals import Draft
from kiosk.domain.errors import Refused
from kiosk.domain.operations import KINDS, Behind
from kiosk.session import Session
from kiosk.standing import Standing
from tests.faults.model import machine, office, sight, stage, town
from tests.faults.model.clocks import KioskClock, Time
from tests.faults.model.judge import Judge
from tests.faults.model.ledger import Ledger, Wrong
from tests.faults.model.machine import TROUBLES, Machine
from tests.faults.model.wire import Crash, Fault, Network

PATIENCE = 3600.0
"""S of true time in which every queue must drain once the lines are whole."""
TURNS = 400
IDLE = 200.0
"""S after which a resident who does nothing is shown out."""


@functools.cache
def templates() -> Path:
    """A company and two kiosks as set up, made once, in memory where the system has such a place."""
    memory = Path("/dev/shm")
    root = Path(tempfile.mkdtemp(prefix="kiosk-model-", dir=memory if memory.is_dir() else None))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    raw = root / "raw"
    raw.mkdir()
    office.built(raw / "company.db", Time())
    for name in town.KIOSKS:
        machine.built(raw / name, name)
    _heard_once(raw, root)
    return root


def _heard_once(raw: Path, root: Path) -> None:
    """Kiosks that know their building already: reading it is not what every run should begin with."""
    world = World(raw)
    for kiosk in world.machines.values():
        world.turn(kiosk)
        kiosk.switch_off()
        kiosk.directory.rename(root / kiosk.name)
    world.company.back_up()
    shutil.copy(world.company.path.with_suffix(".backup"), root / "company.db")
    world.company.close()
    shutil.rmtree(world.root)


@dataclass
class World:
    """Made anew for every run; `close` removes its files."""

    origin: Path = field(default_factory=templates)
    time: Time = field(default_factory=Time)
    machines: dict[str, Machine] = field(default_factory=dict)
    refused_logins: int = 0
    _checked: dict[str, tuple[Any, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="run-", dir=self.origin))
        shutil.copy(self.origin / "company.db", self.root / "company.db")
        self.company = office.Company(self.root / "company.db", self.time)
        self.ledger = Ledger(self.company, self.machines)
        self._judge = Judge(self.ledger)
        self._dice = Random(0)
        for name in town.KIOSKS:
            self._place(name)

    def close(self) -> None:
        for kiosk in self.machines.values():
            kiosk.switch_off()
        self.company.close()
        shutil.rmtree(self.root)

    def _place(self, name: str) -> None:
        shutil.copytree(self.origin / name, self.root / name)

        def leaves() -> None:
            if self.machines[name].session is not None:
                self.machines[name].forget()

        line = Network(name, self.company.answer, self.ledger, leaves, self.time)
        clock = KioskClock(self.time)
        code = functools.partial(getattr, self.company.postbox, "code")
        self.machines[name] = Machine(name, self.root / name, clock, line, self._dice.random, code)
        self.machines[name].power_on()

    def guarded(self, kiosk: Machine, work: Callable[[], None]) -> bool:
        """Do it; False when power was cut meanwhile, and is back now."""
        try:
            work()
        except Crash:
            kiosk.power_off()
            kiosk.power_on()
            return False
        return True

    def turn(self, kiosk: Machine, befalls: tuple[Fault, ...] = (), steps: int | None = None) -> None:
        """The engine's next turn, whether rung, due, or some time before that."""
        if not kiosk.rung():
            self.pass_(max(0.0, kiosk.due - kiosk.clock.monotonic()))
        kiosk.network.plan.extend(befalls)
        self.guarded(kiosk, lambda: kiosk.turn(steps))
        kiosk.network.plan.clear()

    def pass_(self, seconds: float) -> None:
        """Whoever does nothing for so long is shown out."""
        if seconds > IDLE:
            for kiosk in self.machines.values():
                if kiosk.session is not None:
                    self.guarded(kiosk, kiosk.leave)
        self.time.passed += seconds

    def do(self, kiosk: Machine, deed: Callable[[Machine, Session], None], steps: int | None = None) -> None:
        """A resident does something; the product's rules may refuse it. With `steps`, power goes meanwhile."""
        session = kiosk.session
        assert session is not None

        def write() -> None:
            with stage.at(kiosk.clock, steps), suppress(Refused):
                deed(kiosk, session)

        self.guarded(kiosk, write)
        self.ledger.enter(kiosk, session)

    def file(self, kiosk: Machine, draft: Draft, steps: int | None = None) -> None:
        """By the use case, as the form's last page does it."""

        def deed(kiosk: Machine, session: Session) -> None:
            appeals.file(kiosk.store, session, draft, kiosk.client.now())
            self._acknowledged(kiosk, draft.op_id)

        self.do(kiosk, deed, steps)

    def _acknowledged(self, kiosk: Machine, op_id: str) -> None:
        """It is on the disk before anything is said."""
        if kiosk.spool.execute("SELECT 1 FROM op WHERE op_id = ?", (op_id,)).fetchone() is None:
            self.ledger.wrong("a resident was told that a command is kept, and it is not there")

    def log_in(self, kiosk: Machine, phone: str, account_id: str, befalls: tuple[Fault, ...] = ()) -> None:
        kiosk.network.plan.extend(befalls)
        try:
            self.guarded(kiosk, lambda: kiosk.log_in(phone, account_id))
        except TROUBLES:
            self.refused_logins += 1  # told to the resident in words; what becomes of that is for other tests
        kiosk.network.plan.clear()

    def poison(self, kiosk: Machine, fault: Fault) -> None:
        row = kiosk.spool.execute("SELECT op_id FROM op WHERE state = 'ready' ORDER BY seq LIMIT 1").fetchone()
        if row is not None:
            kiosk.network.poison[row[0]] = fault
            if fault is Fault.ODD:
                self.ledger.poisoned.add(row[0])

    def restore(self) -> None:
        if self.company.has_backup:
            self.company.restore()
            for kiosk in self.machines.values():
                kiosk.network.forget()

    def revoke(self, kiosk: Machine) -> None:
        kiosk.revoked = True
        self.company.revoke(kiosk.name)

    def check(self) -> None:
        """Whatever has changed since the last time."""
        company = self.company.version()
        for kiosk in self.machines.values():
            version = (*kiosk.version(), *company)
            if self._checked.get(kiosk.name) != version:
                self._checked[kiosk.name] = version
                self._check(kiosk)
        if self._checked.get("") != company:
            self._checked[""] = company
            self._judge.check_company()
        for fault in tuple(stage.Now.faults):  # naming one is noted, too
            self.ledger.wrong(f"a fault that nobody foresaw: {faults.place(fault)}")
        stage.Now.faults.clear()
        self.ledger.check()

    def _check(self, kiosk: Machine) -> None:
        self._judge.check_spool(kiosk)
        sight.check_cache(self.ledger, kiosk)
        sight.check_seen(self.ledger, kiosk)
        if kiosk.session is None and kiosk.engine._following.now is not None:
            self.ledger.wrong("the engine follows who has left")
        if kiosk.session is not None and kiosk.session.token in self.ledger.shut:
            self.ledger.wrong("somebody to whom the company shut the account is still at the screen")
        if not kiosk.revoked and kiosk.connection.state.standing not in (Standing.SERVED, Standing.CLOCK_WRONG):
            self.ledger.wrong("the kiosk takes itself for barred, and is not")
        if any(not session.closed for session in kiosk.left):
            self.ledger.wrong("the key of who has left can still sign")

    def drain(self) -> None:
        """Heal the lines and let time pass, with no new input: everything arrives, and all agree."""
        for kiosk in self.machines.values():
            kiosk.network.heal()
            if not kiosk.on:
                kiosk.power_on()
            if kiosk.session is not None:
                self.guarded(kiosk, kiosk.leave)
        self._until_drained("though only one command is in trouble")
        for kiosk in self.machines.values():
            kiosk.network.poison.clear()
        self._until_drained("though nothing is in its way")
        self.check()
        self._judge.check_delivered(lambda name: self.machines[name].revoked)
        self.ledger.check()

    def _until_drained(self, what: str) -> None:
        until, turns = self.time.passed + PATIENCE, 0
        while left := [kiosk for kiosk in self.machines.values() if not kiosk.revoked and self._waiting(kiosk)]:
            if self.time.passed > until or turns > TURNS:
                raise Wrong(f"the queue of {left[0].name} does not drain, {what}")
            self.turn(min(left, key=lambda kiosk: kiosk.due - kiosk.clock.monotonic()))
            turns += 1

    def _waiting(self, kiosk: Machine) -> bool:
        """Whether anything waits that no poisoned or stuck one of its aggregate holds up."""
        held: set[str] = set()
        rows = kiosk.spool.execute("SELECT op_id, kind, aggregate, state FROM op ORDER BY seq").fetchall()
        for op_id, kind, aggregate, state in rows:
            if aggregate in held or state not in ("ready", "sending", "stuck"):
                continue
            if state != "stuck" or KINDS[kind].behind is Behind.WAITS:
                held.add(aggregate)
            if state != "stuck" and op_id not in kiosk.network.poison:
                return True
        return False

    def agree(self) -> None:
        """Each resident comes once more, and sees what the company says."""
        for kiosk in self.machines.values():
            if kiosk.revoked:
                continue
            self._come(kiosk)
            sight.check_same(self.ledger, kiosk, sight.BUILDING)
            sight.check_same(self.ledger, kiosk, f"account:{kiosk.account_id}")
        self.check()

    def _has_read_all(self, kiosk: Machine) -> bool:
        cursors = kiosk.cursors()
        scopes = (sight.BUILDING, f"account:{kiosk.account_id}")
        return all(cursors.get(scope, ("", -1))[1] == self.company.counter(scope)[0] for scope in scopes)

    def _come(self, kiosk: Machine) -> None:
        for phone, homes in town.HOMES.items():
            for account_id in homes:
                self.company.set_link(phone, account_id, "confirmed")
        for _ in range(3):  # the first request after a clock went wrong tells the kiosk the time
            self.log_in(kiosk, town.OWNER, town.FIRST)
            if kiosk.session is not None:
                break
            self.turn(kiosk)
        else:
            raise Wrong("nobody can log in though the company is there")
        for _ in range(5):
            kiosk.engine.wake()
            self.turn(kiosk)
            if self._has_read_all(kiosk):
                break
