"""A resident's name, phone and words after leaving: nowhere; the same search finds them while they are here."""

import logging
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk import printing
from kiosk.logs import Whitelisted
from tests.cups import Cups
from tests.faults.conftest import Tell
from tests.faults.privacy import search
from tests.sync.company import Company
from tests.ui.lobby.conftest import device_of
from tests.ui.lobby.kiosk import Kiosk, Parts
from tests.ui.taps import wait
from tests.ui.wire import Wire

NAME, OWNER, PHONE, DIGITS = "Мартынович", "А. В. М.", "+79281234567", "9281234567"
WRITTEN, READ = "Канареечная вода из крана", "Мастер проверит температуру"
LISTED = "5575"
CANARIES = (NAME, PHONE, DIGITS, WRITTEN, READ)
DATABASES = ("spool.db", "cache.db")


@dataclass(frozen=True)
class Lobby:
    """A kiosk, and the places beside its own files where words could stay."""

    kiosk: Kiosk
    log: Path
    temporary: Path
    spool: Path

    def tables(self) -> dict[str, dict[str, set[str]]]:
        """Of each opened database, table by table."""
        directory = self.kiosk.directory
        return {name: search.in_tables(directory / name, self.kiosk.key, CANARIES) for name in DATABASES}

    def pages(self) -> set[str]:
        """Of every decrypted page, free or in the log."""
        directory = self.kiosk.directory
        return {word for name in DATABASES for word in search.in_pages(directory / name, self.kiosk.key, CANARIES)}

    def beside(self) -> dict[str, set[str]]:
        """Of raw files, the log, temporary files, the print spool's files and the documents in it."""
        hits = {
            "files": set().union(*search.in_files(self.kiosk.directory, CANARIES).values()),
            "log": search.found(self.log.read_bytes(), CANARIES),
            "temporary": set().union(*search.in_files(self.temporary, CANARIES).values()),
            "spool": set().union(*search.in_files(self.spool, (*CANARIES, LISTED)).values()),
            "documents": search.in_documents(self.spool, (*CANARIES, OWNER, LISTED)),
        }
        return {place: hit for place, hit in hits.items() if hit}


@pytest.fixture
def lobby(
    tmp_path: Path, company: Company, line: Wire, cups: Cups, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Lobby]:
    """At its board, printing to a printer that takes documents and never ends."""
    temporary, log = tmp_path / "temporary", tmp_path / "kiosk.log"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("CUPS_SERVER", cups.server)
    handler = logging.FileHandler(log, encoding="utf-8")
    handler.setFormatter(Whitelisted())
    logging.getLogger().addHandler(handler)
    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.DEBUG)
    parts = Parts(printer=cups.add_queue("canaries", "stuck"))
    kiosk = Kiosk(tmp_path / "kiosk", device_of(company, line.url), lambda _sent: company.postbox.code, parts)
    kiosk.open()
    yield Lobby(kiosk, log, temporary, cups.root / "spool")
    line.cut = False
    line.free()
    kiosk.close()
    logging.getLogger().setLevel(level)
    logging.getLogger().removeHandler(handler)
    handler.close()


def resident_comes(lobby: Lobby, line: Wire) -> None:
    """Reads an appeal, has a bill in the printer, and files an appeal that the company does not hear of yet."""
    kiosk = lobby.kiosk
    kiosk.at_cabinet()
    kiosk.tap("block:appeals", "appeal:appeal-297")
    kiosk.waits_for(READ)
    kiosk.tap("back", "back", "block:invoices", "invoice:3")
    kiosk.waits_for("5531")
    kiosk.tap("print")
    wait(lambda: len(tuple(lobby.spool.glob("d*"))) == 1, "the document to be spooled")
    line.cut = True
    kiosk.tap("back", "back", "newAppeal", "type:engineering", "type:water")
    kiosk.puts("text", WRITTEN)
    kiosk.tap("typingAction", "next", "skip", "send")
    kiosk.waits_for("Ожидает отправки")


def wiped(lobby: Lobby) -> bool:
    """All that is wiped off the GUI thread is gone."""
    cache = lobby.tables()["cache.db"]
    logs = (lobby.kiosk.directory / f"{name}-wal" for name in DATABASES)
    emptied = all(not log.exists() or log.stat().st_size == 0 for log in logs)
    return not cache and emptied and not tuple(lobby.spool.glob("d*"))


def test_after_leaving_a_resident_is_nowhere_but_in_what_waits_for_the_company(
    lobby: Lobby, line: Wire, tell: Tell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "POLL", 0.05)
    resident_comes(lobby, line)
    before = lobby.tables()
    assert before["cache.db"]["account"] >= {NAME} and before["cache.db"]["appeal"] >= {READ}
    assert before["spool.db"] == {"op": {WRITTEN}}
    assert lobby.pages() >= {NAME, READ, WRITTEN}
    assert "documents" in lobby.beside()

    lobby.kiosk.leaves()
    wait(lambda: wiped(lobby), "everything to be wiped")
    listed = lobby.tables()["spool.db"]
    tell(f"before leaving: {before}; afterwards, undelivered: {listed}")
    assert lobby.tables()["cache.db"] == {}
    assert listed == {"op": {WRITTEN}}, "an undelivered operation stays, encrypted, and nothing else"
    assert lobby.pages() == {WRITTEN}
    assert lobby.beside() == {}

    line.cut = False
    lobby.kiosk.machine.exchange.wake()
    wait(lambda: lobby.tables()["spool.db"] == {} and lobby.pages() == set(), "the company to have it, and no page")
    assert lobby.beside() == {}


def test_the_search_finds_what_is_there(lobby: Lobby) -> None:
    assert lobby.beside() == {}
    (lobby.temporary / "report.json").write_text(f'{{"text": "{WRITTEN}"}}'.encode().decode(), encoding="utf-8")
    (lobby.temporary / f"{DIGITS}.jpg").touch()
    logging.getLogger("kiosk.appeals").info("filed by %s", NAME)
    assert lobby.beside() == {"temporary": {WRITTEN, DIGITS}, "log": {NAME}}
    assert search.found(b'{"text": "\\u041c\\u0430\\u0440\\u0442\\u044b\\u043d\\u043e\\u0432\\u0438\\u0447"}', [NAME])
