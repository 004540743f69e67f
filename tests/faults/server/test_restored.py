"""The company's database restored from a backup: what the kiosks have not settled is told again, once."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from kiosk.database.rows import State
from kiosk.domain.appeals import FileAppeal
from sync.server.tables import OperationRow
from tests.databases import Databases
from tests.faults.deeds import Deed, Done, done
from tests.faults.fleet.kiosk import FleetKiosk
from tests.faults.network.proxy import CLEAR, Proxy
from tests.faults.server_process import TownServer
from tests.faults.town import Town
from tests.sync import faulty
from tests.sync.conditions import until

OPS, FEED = b"POST /v1/ops", b"GET /v1/feed?scope=account"


class Restoring:
    """A company whose file can be put aside and back, with a kiosk behind a wire that lets through what it is told."""

    def __init__(self, server: TownServer, proxy: Proxy, kiosk: FleetKiosk) -> None:
        self.server, self.proxy, self.kiosk = server, proxy, kiosk
        self._file = server.directory / "company.db"
        self._aside = server.directory / "aside.db"

    def refuse(self, *beginnings: bytes, says: bytes = faulty.GATEWAY) -> None:
        """Requests that begin so are answered for the company."""
        self.proxy.answers = lambda _number, request: says if request.startswith(beginnings) else None
        self.proxy.spell(CLEAR)

    def back_up(self) -> None:
        """While the company goes on, as a company does it."""
        with closing(sqlite3.connect(self._file)) as live, closing(sqlite3.connect(self._aside)) as aside:
            live.backup(aside)

    def restore(self) -> None:
        """As the company's people do it: the old file in its place, and the word that it is old."""
        self.server.kill()
        for leftover in self.server.directory.glob("company.db*"):
            leftover.unlink()
        shutil.copy(self._aside, self._file)
        self.server.command("restored")
        self.server.start()

    def state(self, deed: Deed) -> State | None:
        command = self.kiosk.machine.store.spool.command(deed.op_id)
        return None if command is None else command.state


@pytest.fixture
def company(databases: Databases, tmp_path: Path, dice: Random) -> Iterator[Restoring]:
    server = TownServer(tmp_path, databases.seeded(tmp_path))
    server.start()
    town = Town(server.database)
    with Proxy(lambda: server.port) as proxy:
        kiosk = FleetKiosk(tmp_path / "kiosk", server.enrolled("1"), proxy.url, town, dice)
        until(lambda: kiosk.agrees, "the kiosk has heard everything")
        yield Restoring(server, proxy, kiosk)
        kiosk.machine.switch_off()
    town.close()
    server.stop()


def now_done(company: Restoring, deed: Deed) -> Done:
    """Looked at anew: the file is another."""
    town = Town(company.server.database)
    found = done(town, deed)
    town.close()
    return found


def test_what_was_done_and_not_yet_seen_is_told_to_the_restored_company_again(company: Restoring) -> None:
    company.back_up()
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
    company.back_up()
    company.refuse(OPS, says=faulty.FAULT)
    untold = company.kiosk.do(FileAppeal.kind)
    until(lambda: _tried(company, untold), "the photos were handed over, and the appeal was not taken")
    company.restore()
    company.refuse()
    until(lambda: company.kiosk.drained, "the queue drains by itself")
    assert now_done(company, untold) == Done("applied", 1, len(untold.photos))


def test_what_the_kiosk_has_settled_is_the_companys_to_keep(company: Restoring) -> None:
    kept = company.kiosk.do(FileAppeal.kind)
    until(lambda: company.kiosk.drained, "the queue drains by itself")
    company.back_up()
    lost = company.kiosk.do(FileAppeal.kind)
    until(lambda: company.state(lost) is None, "seen in the feed, and forgotten here")
    company.restore()
    company.kiosk.machine.engine.wake()
    until(lambda: _agrees(company), "the cache is what the restored company says, and no more")
    assert now_done(company, kept) == Done("applied", 1, len(kept.photos))
    assert now_done(company, lost).outcome == ""
    assert company.kiosk.drained


def _tried(company: Restoring, deed: Deed) -> bool:
    command = company.kiosk.machine.store.spool.command(deed.op_id)
    return command is not None and command.attempts > 0


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
