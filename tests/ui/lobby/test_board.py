"""The board in every state: switched on, known, empty, offline, out of service; and the way in."""

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kiosk.database import Store
from kiosk.identity import Identity
from sync.server import facts
from sync.server.demo import board
from tests.sync.company import Company
from tests.ui.appeals.facts import COMPANY, PLACE
from tests.ui.heard import hear
from tests.ui.lobby.kiosk import Kiosk
from tests.ui.taps import find
from tests.ui.wire import Wire
from ui.lobby.lobby_view_model import Page

Lonely = Callable[[Identity | None], Kiosk]
NOBODY = Identity(device_id="1", building_id="1", server="http://127.0.0.1:9", private_key=bytes(range(32)))
"""A kiosk of a company that does not answer."""


def test_the_way_in_before_the_machine_is_together_is_patience_and_then_the_phone(dark: Kiosk) -> None:
    ready = threading.Event()
    dark.show(ready.wait)
    assert "Получаем новости дома…" in dark.reads
    dark.tap("login")
    dark.waits_for("Готовим киоск…")
    ready.set()
    dark.waits_at(Page.LOGIN)
    dark.waits_for("Ваш номер телефона")


def test_a_tap_on_back_while_the_machine_is_not_together_leads_to_the_board(dark: Kiosk) -> None:
    ready = threading.Event()
    dark.show(ready.wait)
    dark.tap("login")
    dark.waits_for("Готовим киоск…")
    dark.tap("back")
    dark.waits_for("Войти в личный кабинет")
    ready.set()
    dark.waits_for("Нет горячей воды")
    assert dark.lobby.page is Page.BOARD


def test_the_board_tells_the_building_its_outages_news_and_meeting(kiosk: Kiosk) -> None:
    for words in (
        "ул. 100 стрелковой дивизии",
        "Нет горячей воды до ",
        "из 4 ч, допустимых за один раз",
        "— без электричества",
        "Показания счётчиков — до 25-го числа",
        "Идёт собрание собственников",
        "Приняли участие 38 % голосов",
        "8 (800) 765-43-21",
    ):
        assert words in kiosk.reads, words
    assert re.search(r"Идёт [23] ч \d+ мин", kiosk.reads), "counted from when the demonstration was made"
    assert "Нет связи" not in kiosk.reads and "Получаем новости дома…" not in kiosk.reads


def test_a_board_with_nothing_to_tell_says_so(lonely: Lonely) -> None:
    kiosk = lonely(NOBODY)
    heard(kiosk)
    kiosk.show()
    kiosk.waits_for("Дом 1, подъезд 2")
    kiosk.waits_for("Отключений и новых объявлений нет.")


def test_a_company_never_reached_is_told_with_the_dispatchers_phone(lonely: Lonely) -> None:
    kiosk = lonely(NOBODY)
    heard(kiosk)
    kiosk.show()
    kiosk.waits_for("Нет связи с компанией: войти сейчас не получится. При аварии звоните диспетчеру.")
    kiosk.waits_for("Нет связи с компанией · с включения киоска связи ещё не было")
    kiosk.tap("dispatcher")
    kiosk.waits_for("+7 863 922-11-22")


def test_a_lost_company_leaves_the_board_and_says_how_old_it_is(kiosk: Kiosk, line: Wire, company: Company) -> None:
    assert not kiosk.sees("offline")
    line.cut = True
    kiosk.machine.exchange.wake()
    kiosk.waits_for("Нет связи с компанией: войти сейчас не получится.")
    kiosk.waits_for("Нет связи с компанией · данные на ")
    assert "Нет горячей воды" in kiosk.reads
    kiosk.tap("dispatcher")
    kiosk.waits_for("Аварийно-диспетчерская служба")
    line.cut = False
    kiosk.machine.exchange.wake()
    kiosk.waits_until_gone("Нет связи с компанией")


def test_what_the_company_changes_appears_while_one_looks(kiosk: Kiosk, company: Company) -> None:
    with company.database.write() as db:
        coming = replace(board.notices(company.clock())[1], title="Без холодной воды")
        facts.publish_changed(db, facts.building("1"), (coming,), company.clock())
    kiosk.machine.exchange.wake()
    kiosk.waits_for("— без холодной воды")
    assert "— без электричества" not in kiosk.reads


def test_a_kiosk_that_was_never_enrolled_tells_the_installer_what_to_do(lonely: Lonely) -> None:
    kiosk = lonely(None)
    kiosk.show()
    kiosk.waits_for("Киоск временно не работает")
    kiosk.waits_for("Наладчику: выполните команду enrol.")
    assert find(kiosk.window, "login").property("dimmed") is True
    kiosk.tap("login")
    assert kiosk.lobby.page is Page.BOARD


def test_a_wrong_key_is_told_to_the_installer_and_the_files_stay(lonely: Lonely) -> None:
    kiosk = lonely(NOBODY)
    Path(kiosk.settings.key.removeprefix("file:")).write_text("ab" * 32)
    kiosk.show()
    kiosk.waits_for("Киоск временно не работает")
    assert "ключ" in kiosk.reads
    Store.open(kiosk.directory, kiosk.key).close()


def heard(kiosk: Kiosk) -> None:
    """The company told of the building once, and nothing to put on the board."""
    store = Store.open(kiosk.directory, kiosk.key)
    hear(store, (COMPANY, PLACE), "building:1")
    store.close()
