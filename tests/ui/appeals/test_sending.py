"""The check page, sending, and what is said afterwards."""

from datetime import date, time
from pathlib import Path

import pytest

from kiosk import outbox
from kiosk.database.errors import NotKept
from kiosk.domain.appeals import Visit
from kiosk.domain.errors import Refused
from kiosk.idle import Activity
from tests.ui.appeals.facts import APPEALS
from tests.ui.appeals.lobby import Lobby
from tests.ui.appeals.writing import TEXT, filed, put_text, to_check, to_sent, to_text, words_of
from tests.ui.taps import find, seen, tap, tap_twice, texts, wait


def test_every_part_can_be_changed_before_sending(lobby: Lobby) -> None:
    view_model = lobby.new_appeal()
    window = lobby.show("NewAppealFlow", view_model).window
    to_check(window)
    tap(window, "change:type")
    tap(window, "type:heat")
    tap(window, "change:text")
    put_text(window, "Батареи холодные вторую неделю")
    tap(window, "typingAction")
    tap(window, "change:photos")
    tap(window, "next")
    tap(window, "change:visit")
    for name in ("day:1", "start:9", "end:12", "next"):
        tap(window, name)
    tap(window, "send")
    find(window, "done")
    command = filed(lobby)
    assert (command.type_id, command.text) == ("heat", "Батареи холодные вторую неделю")
    assert command.visit == Visit(on=date(2026, 11, 24), start=time(9), end=time(12))


def test_back_from_a_change_returns_to_the_check_with_what_was_typed(lobby: Lobby) -> None:
    view_model = lobby.new_appeal()
    window = lobby.show("NewAppealFlow", view_model).window
    to_check(window)
    tap(window, "change:text")
    put_text(window, "коротко"[:3])
    tap(window, "back")
    wait(lambda: "не хватает 3" in texts(window))
    put_text(window, "теперь подробнее")
    tap(window, "back")
    wait(lambda: view_model.page == "check")
    assert "теперь подробнее" in texts(window)


def test_tapping_send_twice_files_once(lobby: Lobby) -> None:
    window = lobby.show("NewAppealFlow", lobby.new_appeal()).window
    to_check(window)
    tap_twice(window, "send")
    find(window, "done")
    assert len(lobby.waiting) == 1


def test_the_number_comes_while_one_looks(lobby: Lobby) -> None:
    window = lobby.show("NewAppealFlow", lobby.new_appeal()).window
    to_sent(window)
    assert not seen(window, "number")
    (command,) = lobby.waiting
    outbox.applied(lobby.store, command.op_id, {"appeal_id": "id-302", "number": "302"}, "id-302")
    lobby.connection.changed("outbox")
    assert find(window, "number").property("text") == "№ 302"
    assert "Ожидает отправки" not in texts(window) and "Ответ – до 10 рабочих дней (ПП РФ № 416)" in texts(window)


def test_what_the_company_refuses_at_once_is_said(lobby: Lobby) -> None:
    window = lobby.show("NewAppealFlow", lobby.new_appeal()).window
    to_sent(window)
    (command,) = lobby.waiting
    outbox.rejected(
        lobby.store, command.op_id, Refused("appeal.day", "Приходите завтра после {hour} часов.", {"hour": 9})
    )
    lobby.connection.changed("outbox")
    wait(lambda: "Приходите завтра после 9 часов." in texts(window))
    assert "Не принято" in texts(window) and "Ожидает отправки" not in texts(window)


def test_a_full_disk_is_told_and_nothing_is_lost(lobby: Lobby, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> bool:
        raise NotKept("full")

    view_model = lobby.new_appeal()
    window = lobby.show("NewAppealFlow", view_model).window
    to_check(window)
    with monkeypatch.context() as broken:
        broken.setattr(lobby.store.spool, "put", full)
        tap(window, "send")
        wait(lambda: "ничего не отправлено" in texts(window))
    assert view_model.page == "check" and TEXT in texts(window)
    tap(window, "send")
    find(window, "done")
    assert filed(lobby).text == TEXT


def test_the_slip_is_printed_with_the_number(lobby: Lobby, tmp_path: Path) -> None:
    window = lobby.show("NewAppealFlow", lobby.new_appeal()).window
    to_sent(window)
    (command,) = lobby.waiting
    outbox.applied(lobby.store, command.op_id, {"appeal_id": "id-302", "number": "302"}, "id-302")
    lobby.connection.changed("outbox")
    find(window, "number")
    tap(window, "print")
    wait(lambda: "Заберите лист" in texts(window))
    words = words_of(lobby.printer.sheets[0], tmp_path)
    assert "302" in words and TEXT in words and "8 (800) 765-43-21" in words


def test_done_leaves_and_the_next_form_is_empty(lobby: Lobby) -> None:
    view_model = lobby.new_appeal()
    stage = lobby.show("NewAppealFlow", view_model)
    to_sent(stage.window)
    assert view_model.activity is Activity.SUCCESS
    tap(stage.window, "done")
    assert stage.left == 1
    stage.shut()
    stage.open()
    to_text(stage.window)
    assert find(stage.window, "textInput").property("text") == ""


def test_leaving_wipes_a_half_filled_form(lobby: Lobby) -> None:
    lobby.hear(*APPEALS)
    view_model = lobby.new_appeal()
    window = lobby.show("NewAppealFlow", view_model).window
    to_check(window)
    lobby.leave()
    wait(lambda: view_model.page == "type")
    assert TEXT not in texts(window) and view_model.words.text == "" and view_model.words.typed == ""
    assert not lobby.waiting
