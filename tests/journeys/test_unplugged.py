"""The main errand with the company's plug pulled: everything goes on, and the number comes by itself, once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk import outbox
from kiosk.domain.appeals import FileAppeal
from sync.engine import Engine
from sync.server.database import Database
from sync.server.tables import FactRow
from tests.sync.company_server import CompanyServer
from tests.sync.machine import ACCOUNT, code_in
from tests.ui.appeals.lobby import VIDEO, VIDEO_WORDS
from tests.ui.lobby.kiosk import Kiosk, Parts
from tests.ui.taps import find, seen, wait
from ui.lobby.lobby_view_model import Page

TEXT = "Во втором подъезде третий день не горит свет"
PHOTOS = 3

pytestmark = pytest.mark.qt_log_ignore(*VIDEO_WORDS)


@pytest.fixture
def resident(tmp_path: Path, server: CompanyServer, qtbot: QtBot) -> Iterator[Kiosk]:
    """In their cabinet, at a kiosk with a camera, before a company that is a process of its own."""
    kiosk = Kiosk(tmp_path / "kiosk", server.enrolled("1"), code_in, Parts(camera=str(VIDEO)))
    kiosk.open()
    kiosk.visit._new_appeal.booth._clock.setInterval(20)
    hasten(kiosk)
    kiosk.at_cabinet()
    yield kiosk
    kiosk.close()


def hasten(kiosk: Kiosk) -> None:
    """The engine tries again after the shortest of its random pauses."""
    engine = kiosk.machine.exchange
    assert isinstance(engine, Engine)
    engine._patience._chance = engine._push._chance = lambda: 0.01


def files(kiosk: Kiosk) -> None:
    """By taps, from the cabinet to the word that it is accepted."""
    kiosk.tap("newAppeal", "type:engineering", "type:water")
    kiosk.puts("text", TEXT)
    kiosk.tap("typingAction")
    for count in range(PHOTOS):
        wait(lambda: "камера включена" in kiosk.reads, "the camera")
        wait(lambda: not find(kiosk.window, "shoot").property("dimmed"), "a live picture")
        kiosk.tap("shoot", "keep")
        find(kiosk.window, f"shot:{count}")
    kiosk.tap("next", "skip", "send")
    find(kiosk.window, "done")


def received(server: CompanyServer) -> list[tuple[str, int]]:
    """Number and count of photos of each appeal with our text that the company has."""
    database = Database(server.database)
    with database.read() as db:
        rows = [row.data for row in db.query(FactRow).filter_by(kind="appeal") if row.data]
    database.close()
    return [(str(row["number"]), len(row["photos"])) for row in rows if row["text"] == TEXT]


def test_an_appeal_filed_without_the_company_gets_its_number_on_the_screen_once(
    resident: Kiosk, server: CompanyServer
) -> None:
    server.kill()
    resident.waits_for("Нет связи с компанией · данные на ")
    files(resident)
    assert "Принято. Ожидает отправки" in resident.reads
    assert not resident.sees("number")
    resident.tap("done")
    resident.waits_at(Page.APPEALS)
    resident.waits_for("Ожидает отправки")
    resident.tap("back")
    resident.waits_for("4 открытых")
    assert "ожидает отправки" in resident.reads
    assert received(server) == []

    server.start()
    wait(lambda: len(received(server)) == 1, "the company to have the appeal")
    ((number, photos),) = received(server)
    assert photos == PHOTOS
    resident.waits_until_gone("ожидает отправки")
    resident.waits_until_gone("Нет связи с компанией")
    resident.waits_for(f"№ {number} — новое")
    resident.tap("block:appeals")
    wait(lambda: resident.reads.count(f"№ {number}\n") >= 1, "its number in the list")
    assert resident.reads.count(TEXT) <= resident.reads.count("№ 301") + 1
    rows = resident.visit._appeals.rows.rows  # type: ignore[attr-defined]
    assert [row.number.replace("\N{NO-BREAK SPACE}", " ") for row in rows].count(f"№ {number}") == 1
    assert len(rows) == 6 and received(server) == [(number, PHOTOS)]


def test_the_number_comes_while_one_looks_at_the_last_page(resident: Kiosk, server: CompanyServer) -> None:
    server.kill()
    resident.waits_for("Нет связи с компанией")
    files(resident)
    assert "Принято. Ожидает отправки" in resident.reads
    server.start()
    number = (
        str(find(resident.window, "number").property("text")).removeprefix("№ ").removeprefix("№\N{NO-BREAK SPACE}")
    )
    assert received(server) == [(number.strip(), PHOTOS)]
    assert "Ожидает отправки" not in resident.reads


def test_who_leaves_before_the_company_is_back_is_still_heard_once(resident: Kiosk, server: CompanyServer) -> None:
    server.kill()
    files(resident)
    store = resident.machine.store
    (command,) = outbox.unsettled(store, ACCOUNT, FileAppeal.kind)
    resident.tap("leave")
    resident.waits_for("Ваши данные удалены с экрана")
    server.start()
    wait(lambda: store.spool.command(command.op_id) is None, "the appeal to be delivered and forgotten")
    ((number, photos),) = received(server)
    assert (number.isdigit(), photos) == (True, PHOTOS)
    assert seen(resident.window, "number") is None and resident.session is None


def test_the_list_changes_while_the_company_works_on_it(resident: Kiosk, server: CompanyServer) -> None:
    resident.tap("block:appeals")
    resident.waits_for("№ 268")
    before = resident.reads.count("В работе")
    server.command("move", "268", "in_work")
    wait(lambda: resident.reads.count("В работе") > before, "the new state in the list")
    resident.tap("appeal:appeal-268")
    resident.waits_for("Прошу выдать ключ на домофон")
    server.command("move", "268", "done", "--note", "Ключ ждёт вас в офисе")
    resident.waits_for("Ключ ждёт вас в офисе")
