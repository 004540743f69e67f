"""The company of the model: the real server on a database of its own, run in this thread, by a clock of the test."""

from __future__ import annotations

import functools
import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.domain.appeals import AppealStatus
from kiosk.domain.errors import Refused
from sync.server import appeals, devices, facts
from sync.server.admissions import Admissions
from sync.server.app import create_app, open_office
from sync.server.database import Database
from sync.server.office import Office, renew_epoch
from sync.server.tables import LinkRow
from tests.faults.model import town
from tests.faults.model.wire import Said, through
from tests.sync.company import Postbox

if TYPE_CHECKING:
    import requests
    from fastapi import FastAPI

    from tests.faults.model.clocks import Time

NEVER = 4000
BOOKS = {
    "appeal.file": "SELECT id FROM appeal",
    "reading.give": "SELECT id FROM reading",
    "vote.cast": "SELECT op_id FROM vote",
    "notifications.choose": "SELECT op_id FROM notification_choice",
    "consent.decide": "SELECT op_id FROM consent_given WHERE op_id IS NOT NULL",
}


@dataclass(frozen=True)
class Row:
    """A fact as the company has it now."""

    kind: str
    id: str
    rev: int
    op_id: str | None
    data: str | None
    """JSON; None for a tombstone."""
    phone: str | None
    """The only one that may see it, where it is private."""


@functools.cache
def app() -> FastAPI:
    """One for all runs: each has it serve an office of its own."""
    return create_app(None)  # type: ignore[arg-type]  # given before the first request


@dataclass
class Company:
    """`path` is the database's; `life` counts restores from a backup, each a new one."""

    path: Path
    time: Time
    postbox: Postbox = field(default_factory=Postbox)
    life: int = 0
    up: bool = True
    published: int = 0
    opened: int = 0
    epochs: set[str] = field(default_factory=set)
    _backup: Path | None = None

    def __post_init__(self) -> None:
        self._open()

    def close(self) -> None:
        self._look.close()
        self.office.database.close()

    def answer(self, request: requests.PreparedRequest) -> Said:
        app().state.office = self.office
        return through(app(), request, format_datetime(self.time.company(), usegmt=True))

    def restart(self) -> None:
        self.close()
        self._open()

    def back_up(self) -> None:
        self._look.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self._backup = self.path.with_suffix(".backup")
        shutil.copy(self.path, self._backup)

    @property
    def has_backup(self) -> bool:
        return self._backup is not None

    def restore(self) -> None:
        """The disk is lost, the backup put in its place, and the kiosks are told so by the epoch."""
        assert self._backup is not None
        self.close()
        for suffix in ("-wal", "-shm"):
            self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
        shutil.copy(self._backup, self.path)
        self._open()
        self.life += 1
        with self.office.database.write() as db:
            renew_epoch(db)
        self.epochs.add(self.epoch())

    def publish_payment(self, account_id: str) -> None:
        """One of four, new or with another sum."""
        self.published += 1
        with self._write() as db:
            facts.publish(db, facts.account(account_id), town.payment(self.published), self.time.company())

    def retract_payment(self, account_id: str) -> bool:
        scope = facts.account(account_id)
        living = [row for row in self.rows(scope) if row.kind == "payment" and row.data is not None]
        if living:
            with self._write() as db:
                facts.retract(db, scope, "payment", living[0].id, self.time.company())
        return bool(living)

    def publish_notice(self) -> None:
        self.published += 1
        with self._write() as db:
            facts.publish(db, facts.building(town.BUILDING), town.notice(self.published), self.time.company())

    def forget_tombstones(self) -> None:
        """As though four hundred days had passed over what was retracted."""
        with self._write() as db:
            later = self.time.company() + timedelta(days=NEVER)
            facts.forget_tombstones(db, later, self.office.settings.tombstone_life)

    def set_link(self, phone: str, account_id: str, status: str) -> None:
        with self._write() as db:
            link = db.query(LinkRow).filter_by(phone=phone, account_id=account_id).one()
            link.status = status

    def revoke(self, device_id: str) -> None:
        with self._write() as db:
            devices.revoke(db, device_id, self.time.company())

    def forget_sessions(self) -> None:
        """Every resident's session ends, as by silence."""
        with self._write() as db:
            db.connection().exec_driver_sql("UPDATE resident_session SET seen_at = '2000-01-01 00:00:00.000000'")

    def rows(self, scope: str) -> tuple[Row, ...]:
        """Every fact of a scope, tombstones among them, by revision; read past the server's own code."""
        query = (
            "SELECT kind, id, rev, op_id, CASE WHEN deleted THEN NULL ELSE data END, phone FROM fact"
            " WHERE scope = ? ORDER BY rev"
        )
        found = self._look.execute(query if self._has_private else query.replace("phone", "NULL"), (scope,))
        return tuple(Row(*columns) for columns in found)

    def counter(self, scope: str) -> tuple[int, int]:
        """The scope's revision, and the floor below which tombstones are gone."""
        found = self._look.execute("SELECT value, floor FROM counter WHERE name = ?", (scope,)).fetchone()
        return found or (0, 0)

    def version(self) -> tuple[int, ...]:
        """Another after every change of the database."""
        return (self.life, self.opened, self._look.execute("PRAGMA data_version").fetchone()[0])

    def epoch(self) -> str:
        value: str = self._look.execute("SELECT value FROM secret WHERE name = 'epoch'").fetchone()[0]
        return value

    def settled(self) -> tuple[tuple[str, str], ...]:
        """Operations and their stored answers, in the order they were settled."""
        return tuple(self._look.execute("SELECT op_id, answer FROM operation ORDER BY rowid"))

    def books(self) -> dict[str, list[str]]:
        """By kind of operation: the operations whose effects are written down, as often as they are."""
        return {kind: [op_id for (op_id,) in self._look.execute(query)] for kind, query in BOOKS.items()}

    def move(self, account_id: str, which: int, status: str) -> None:
        """The company's people act on an appeal, if there is one and it may go there."""
        numbers = self.appeal_numbers(account_id)
        if not numbers:
            return
        until = date(2026, 12, 1) if status == "postponed" else None
        try:
            with self._write() as db:
                number = numbers[which % len(numbers)]
                appeals.move(db, number, AppealStatus(status), self.time.company(), "", until)
        except Refused:
            return

    def appeal_numbers(self, account_id: str) -> Sequence[str]:
        query = "SELECT number FROM appeal WHERE account_id = ? ORDER BY number"
        return [number for (number,) in self._look.execute(query, (account_id,))]

    def _write(self) -> Any:
        return self.office.database.write()

    def _open(self) -> None:
        self.office = Office(
            database=Database(f"sqlite:///{self.path}"),
            clock=self.time.company,
            sender=self.postbox,
            settings=town.SETTINGS,
            code_key=bytes(32),
            admissions=Admissions(bytes(32)),
        )
        self._look = sqlite3.connect(self.path, isolation_level=None)
        self.opened += 1
        self._has_private = "phone" in {row[1] for row in self._look.execute("PRAGMA table_info(fact)")}
        self.epochs.add(self.epoch())


def built(path: Path, time: Time) -> Path:
    """A database with the whole town in it, to be copied for each run."""
    database = Database(f"sqlite:///{path}")
    open_office(database, Postbox(), clock=time.company)
    with database.write() as db:
        town.settle(db, time.company())
    database.close()
    with sqlite3.connect(path) as looking:
        looking.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    looking.close()
    return path
