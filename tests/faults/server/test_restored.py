"""The company's database restored from a backup: what the kiosks have not settled is told again, once."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Protocol

import pytest

from kiosk.database.rows import State
from kiosk.domain.appeals import FileAppeal
from kiosk.domain.login import DecideConsent
from kiosk.domain.notifications import ChooseNotifications
from sync.server.tables import OperationRow
from tests.databases import PostgresDatabases, SqliteFiles
from tests.faults.deeds import Deed, Done, done
from tests.faults.fleet.kiosk import FleetKiosk
from tests.faults.network.proxy import CLEAR, Proxy
from tests.faults.server_process import TownServer
from tests.faults.town import Town
from tests.postgres import Cluster
from tests.sync import faulty
from tests.sync.conditions import until

OPS, FEED = b"POST /v1/ops", b"GET /v1/feed?scope=account"


class Backup(Protocol):
    """As the company's people make and use one."""

    def take(self) -> None:
        """While the company goes on."""

    def put_back(self) -> None:
        """While it does not."""


@dataclass(frozen=True)
class Copy:
    """Of an SQLite file, by SQLite's own means."""

    file: Path

    def take(self) -> None:
        with closing(sqlite3.connect(self.file)) as live, closing(sqlite3.connect(self._aside)) as aside:
            live.backup(aside)

    def put_back(self) -> None:
        for leftover in self.file.parent.glob(f"{self.file.name}*"):
            leftover.unlink()
        shutil.copy(self._aside, self.file)

    @property
    def _aside(self) -> Path:
        return self.file.with_name("aside.db")


@dataclass(frozen=True)
class Dump:
    """By pg_dump and pg_restore."""

    cluster: Cluster
    url: str

    def take(self) -> None:
        self.cluster.dump(self.url)

    def put_back(self) -> None:
        self.cluster.restore(self.url)


@dataclass(frozen=True)
class Restoring:
    """A company that goes back to a backup, with a kiosk behind a wire that lets through what it is told."""

    server: TownServer
    proxy: Proxy
    kiosk: FleetKiosk
    backup: Backup

    def refuse(self, *beginnings: bytes, says: bytes = faulty.GATEWAY) -> None:
        """Requests that begin so are answered for the company."""
        self.proxy.answers = lambda _number, request: says if request.startswith(beginnings) else None
        self.proxy.spell(CLEAR)

    def restore(self) -> None:
        """The old database in its place, and the word that it is old."""
        self.server.kill()
        self.backup.put_back()
        self.server.command("restored")
        self.server.start()

    def state(self, deed: Deed) -> State | None:
        command = self.kiosk.machine.store.spool.command(deed.op_id)
        return None if command is None else command.state


@pytest.fixture(
    params=[pytest.param("sqlite_files", id="sqlite"), pytest.param("postgres_databases", id="postgresql")],
)
def company(request: pytest.FixtureRequest, tmp_path: Path, dice: Random) -> Iterator[Restoring]:
    databases: SqliteFiles | PostgresDatabases = request.getfixturevalue(request.param)
    server = TownServer(tmp_path, databases.seeded(tmp_path))
    backup = _backup(databases, server)
    server.start()
    town = Town(server.database)
    with Proxy(lambda: server.port) as proxy:
        kiosk = FleetKiosk(tmp_path / "kiosk", server.enrolled("1"), proxy.url, town, dice)
        until(lambda: kiosk.agrees, "the kiosk has heard everything")
        yield Restoring(server, proxy, kiosk, backup)
        kiosk.machine.switch_off()
    town.close()
    server.stop()
    databases.drop(server.database)


def _backup(databases: SqliteFiles | PostgresDatabases, server: TownServer) -> Backup:
    if isinstance(databases, SqliteFiles):
        return Copy(server.directory / "company.db")
    return Dump(databases.cluster, server.database)


def now_done(company: Restoring, deed: Deed) -> Done:
    """Looked at anew: the file is another."""
    town = Town(company.server.database)
    found = done(town, deed)
    town.close()
    return found


def test_what_was_done_and_not_yet_seen_is_told_to_the_restored_company_again(company: Restoring) -> None:
    company.backup.take()
    company.refuse(FEED)
    unseen = company.kiosk.do(FileAppeal.kind)
    until(lambda: company.state(unseen) is State.APPLIED, "the company has answered")
    company.refuse(FEED, OPS)
    untold = company.kiosk.do(FileAppeal.kind)
    company.restore()
    assert now_done(company, unseen).outcome == ""
    company.refuse()
    until(lambda: company.kiosk.drained, "the queue drains by itself")
    for deed in (unseen, untold):
        assert now_done(company, deed) == Done("applied", 1, len(deed.photos))


def test_photos_that_the_restored_company_lost_are_handed_over_again(company: Restoring) -> None:
    company.backup.take()
    company.refuse(OPS, says=faulty.FAULT)
    untold = company.kiosk.do(FileAppeal.kind)
    until(lambda: _tried(company, untold), "the photos were handed over, and the appeal was not taken")
    company.restore()
    company.refuse()
    until(lambda: company.kiosk.drained, "the queue drains by itself")
    assert now_done(company, untold) == Done("applied", 1, len(untold.photos))


def test_what_was_made_in_a_session_that_the_restored_company_never_heard_of_is_taken(company: Restoring) -> None:
    company.kiosk.leave()
    company.backup.take()
    company.kiosk.come_back()
    company.refuse(OPS)
    made = [company.kiosk.do(kind) for kind in (FileAppeal.kind, DecideConsent.kind, ChooseNotifications.kind)]
    company.kiosk.leave()
    company.restore()
    company.refuse()
    until(lambda: company.kiosk.drained, "the queue drains by itself")
    assert [company.state(deed) for deed in made] == [None, None, None], "settled, and none is stuck"
    assert [now_done(company, deed) for deed in made] == [Done("applied", 1, len(deed.photos)) for deed in made]


def test_what_the_kiosk_has_settled_is_the_companys_to_keep(company: Restoring) -> None:
    kept = company.kiosk.do(FileAppeal.kind)
    until(lambda: company.kiosk.drained, "the queue drains by itself")
    company.backup.take()
    lost = company.kiosk.do(FileAppeal.kind)
    until(lambda: company.state(lost) is None, "seen in the feed, and forgotten here")
    before = _epochs(company)
    company.restore()
    company.kiosk.machine.engine.wake()
    until(lambda: _agrees(company), "the cache is what the restored company says, and no more")
    assert now_done(company, kept) == Done("applied", 1, len(kept.photos))
    assert now_done(company, lost).outcome == ""
    assert company.kiosk.drained
    assert len(before) == 1 and _epochs(company).isdisjoint(before), "all that is cached is of the company's new life"


def _tried(company: Restoring, deed: Deed) -> bool:
    command = company.kiosk.machine.store.spool.command(deed.op_id)
    return command is not None and command.attempts > 0


def _epochs(company: Restoring) -> set[str]:
    """Lives of the company that the kiosk's cache is of."""
    cursors = (company.kiosk.machine.store.cache.cursor(scope) for scope in company.kiosk.scopes)
    return {cursor.epoch for cursor in cursors if cursor is not None}


def _agrees(company: Restoring) -> bool:
    """A session of before the backup stands in it: the resident goes on."""
    town = Town(company.server.database)
    with town.database.read() as db:
        taken = db.query(OperationRow).count()
    company.kiosk._town, before = town, company.kiosk._town
    agrees = company.kiosk.agrees
    company.kiosk._town = before
    town.close()
    return agrees and taken > 0
