"""Leaving wipes everything: screen, view models, cache, clipboard, modes; an answer that comes late is no news."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from sqlalchemy import func, select, text

from kiosk import appeals, login
from kiosk.database import tables
from kiosk.session import Session
from sync.server.demo.people import PASSWORD
from sync.server.tables import ResidentSession
from tests.sync.company import Company
from tests.sync.machine import jpeg
from tests.ui.lobby.canaries import found
from tests.ui.lobby.kiosk import Kiosk
from tests.ui.taps import find, wait
from tests.ui.wire import Wire
from ui.lobby.lobby_view_model import Page

WRITTEN = "Из крана на кухне канареечная вода"
LOGIN = "10119-kanareika"
NEIGHBOUR = "9281234568"
CANARIES = {
    "phone": "123-45-67",
    "digits": "9281234567",
    "account": "10117",
    "owner": "А. В. М.",
    "flat": "кв. 17",
    "appeal": "Мастер проверит температуру",
    "number": "№ 297",
    "bill": "5575",
    "payment": "11 июля 2017",
    "sum": "3 098,05",
    "text": WRITTEN,
    "login": LOGIN,
}


def wander(kiosk: Kiosk) -> set[str]:
    """A resident goes everywhere and types; all of theirs that was found on the way."""
    wanted, seen_there = CANARIES.values(), set[str]()

    def look() -> None:
        seen_there.update(found(kiosk, wanted))

    kiosk.tap("login")
    kiosk.waits_at(Page.LOGIN)
    kiosk.dial("9281234567")
    kiosk.tap("consent:agreement", "consent:personal_data", "proceed")
    find(kiosk.window, "resend")
    look()
    kiosk.dial(code(kiosk))
    kiosk.waits_for("3 открытых")
    kiosk.tap("sums")
    kiosk.waits_for("3 098,05 ₽")
    look()
    kiosk.tap("switch", "addByLogin")
    kiosk.puts("login", LOGIN)
    look()
    kiosk.tap("back", "back", "block:appeals", "appeal:appeal-297")
    kiosk.waits_for("Мастер проверит температуру")
    look()
    kiosk.tap("back", "back", "block:invoices", "invoice:3", "read")
    kiosk.waits_for("Страница 1 из")
    look()
    kiosk.tap("back", "back", "back", "newAppeal", "type:engineering", "type:water")
    kiosk.puts("text", WRITTEN)
    kiosk.tap("typingAction", "next", "skip")
    kiosk.waits_for(WRITTEN)
    look()
    return seen_there


def code(kiosk: Kiosk) -> str:
    """What the company sent last; the page needs no more than its digits."""
    return kiosk._code(kiosk.visit._login.state.sent.answer)  # type: ignore[union-attr]


def cached(kiosk: Kiosk) -> list[str]:
    """Every row of any account in the opened cache, and how far its feed was read."""
    rows: list[str] = []
    with kiosk.machine.store.cache._file.reading() as connection:
        for table in tables.FACTS.values():
            rows += map(str, connection.execute(select(table).where(table.c.scope.startswith("account:"))))
        rows += map(str, connection.execute(text("select * from feed_cursor where scope like 'account:%'")))
    return rows


def wiped(kiosk: Kiosk) -> bool:
    """Also what is wiped off the GUI thread."""
    return not cached(kiosk) and log_size(kiosk, "cache.db-wal") == 0


def log_size(kiosk: Kiosk, name: str) -> int:
    log = kiosk.directory / name
    return log.stat().st_size if log.exists() else 0


def open_sessions(company: Company) -> int:
    with company.database.read() as db:
        return db.scalar(select(func.count()).where(ResidentSession.ended_at.is_(None))) or 0


def by_button(kiosk: Kiosk) -> None:
    kiosk.tap("leave")


def by_idleness(kiosk: Kiosk) -> None:
    kiosk.passes(0)
    kiosk.passes(151)


@pytest.mark.parametrize("leave", [by_button, by_idleness])
def test_nothing_of_a_resident_is_left_anywhere(kiosk: Kiosk, leave: Callable[[Kiosk], None]) -> None:
    session_before = wander(kiosk)
    assert session_before == set(CANARIES.values())
    assert cached(kiosk) and log_size(kiosk, "cache.db-wal")
    QGuiApplication.clipboard().setText(WRITTEN)
    session = kiosk.session
    leave(kiosk)
    kiosk.waits_for("Ваши данные удалены с экрана")
    wait(lambda: wiped(kiosk), "the cache to be wiped")
    assert found(kiosk, CANARIES.values()) == set()
    assert QGuiApplication.clipboard().text() == ""
    assert session is not None and session.closed
    kiosk.tap("toBoard")
    kiosk.waits_at(Page.BOARD)
    assert found(kiosk, CANARIES.values()) == set()


def test_the_companys_session_ends_too(cabinet: Kiosk, company: Company) -> None:
    assert open_sessions(company) == 1
    cabinet.leaves()
    wait(lambda: open_sessions(company) == 0, "the company to have ended the session")


def test_the_next_resident_finds_nothing_of_the_one_before(cabinet: Kiosk, company: Company) -> None:
    cabinet.tap("sums", "newAppeal", "type:engineering", "type:water")
    cabinet.puts("text", WRITTEN)
    cabinet.leaves()
    wait(lambda: wiped(cabinet), "the cache to be wiped")
    cabinet.tap("toBoard")
    cabinet.comes(NEIGHBOUR, (Page.ACCOUNTS,))
    cabinet.waits_at(Page.ACCOUNTS)
    cabinet.waits_for("Добавить по адресу")
    assert found(cabinet, {"10117", WRITTEN, "№ 301", "(928) 123-45-67"}) == set()
    assert not cabinet.visit.resident.sums_shown
    cabinet.leaves()
    cabinet.tap("toBoard")
    company.clock.pass_(seconds=61)
    cabinet.at_cabinet()
    cabinet.tap("newAppeal", "type:engineering", "type:water")
    assert find(cabinet.window, "textInput").property("text") == ""


def test_modes_and_sheets_are_as_usual_for_the_next_one(cabinet: Kiosk) -> None:
    usual = find(cabinet.window, "dispatcher").property("font").pixelSize()
    cabinet.tap("modes", "large", "contrast")
    assert cabinet.reads.count("включён") >= 2
    assert find(cabinet.window, "dispatcher").property("font").pixelSize() > usual
    cabinet.tap("closeModes", "leave")
    cabinet.waits_for("Ваши данные удалены с экрана")
    assert find(cabinet.window, "dispatcher").property("font").pixelSize() == usual
    cabinet.tap("toBoard", "modes")
    assert "включён" not in cabinet.reads


def late(kiosk: Kiosk, line: Wire) -> None:
    """What was held comes now, and has been heard by every job thread."""
    line.free()
    meeting = threading.Barrier(3)
    heard: list[int] = []
    for _ in range(3):
        kiosk.visit.jobs.run(lambda: meeting.wait(20), heard.append)
    wait(lambda: len(heard) == 3, "every answer to have come")


def test_a_code_confirmed_after_leaving_lets_nobody_in(
    kiosk: Kiosk, line: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Session] = []
    confirm = login.confirm

    def noted(*asked: Any) -> Session:
        opened.append(confirm(*asked))
        return opened[-1]

    monkeypatch.setattr(login, "confirm", noted)
    kiosk.tap("login")
    kiosk.waits_at(Page.LOGIN)
    kiosk.dial("9281234567")
    kiosk.tap("consent:agreement", "consent:personal_data", "proceed")
    find(kiosk.window, "resend")
    line.at = b"POST /v1/codes/"
    line.hold()
    kiosk.dial(code(kiosk))
    kiosk.waits_for("Проверяем код…")
    kiosk.passes(0)
    kiosk.passes(151)
    kiosk.waits_at(Page.BOARD)
    late(kiosk, line)
    assert kiosk.session is None and kiosk.lobby.page is Page.BOARD and not kiosk.lobby.resident
    assert len(opened) == 1 and opened[0].closed


def test_an_account_linked_after_leaving_is_no_news(cabinet: Kiosk, line: Wire) -> None:
    cabinet.tap("switch", "addByLogin")
    cabinet.tap("loginInput")
    cabinet.types("10119")
    cabinet.tap("passwordInput")
    cabinet.types(PASSWORD)
    cabinet.tap("hideKeyboard")
    line.at = b"POST /v1/links/"
    line.hold()
    cabinet.tap("link")
    cabinet.waits_for("Проверяем данные…")
    cabinet.leaves()
    late(cabinet, line)
    assert cabinet.session is None and found(cabinet, {"10119"}) == set()
    assert cabinet.lobby.page in (Page.FAREWELL, Page.BOARD)


def test_a_photo_that_comes_after_leaving_is_not_kept(cabinet: Kiosk, company: Company, line: Wire) -> None:
    session, machine = cabinet.session, cabinet.machine
    assert session is not None
    leaf = next(kind for kind in appeals.types(machine.store) if kind.id == "water")
    draft = appeals.Draft().with_type(leaf).with_text(WRITTEN).with_photo(jpeg()).with_photos_done()
    filed = appeals.file(machine.store, session, draft.with_visit(None, machine.company.now()), machine.company.now())
    wait(lambda: machine.store.spool.command(filed.appeal.id) is None, "the appeal to be the company's")
    line.at, line.met = b"GET /v1/blobs/", 0
    line.hold()
    cabinet.tap("block:appeals", f"appeal:{filed.appeal.id}")
    wait(lambda: line.met == 1, "the photo to be asked for")
    cabinet.leaves()
    late(cabinet, line)
    photos = cabinet.visit._appeals._appeal._photos
    assert photos._pictures._images == {} and photos.rows.rowCount() == 0  # type: ignore[attr-defined]
    assert found(cabinet, {WRITTEN}) == set()
