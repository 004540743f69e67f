"""The page of one appeal: data, photos, history, slip."""

import hashlib
import io
from pathlib import Path

from PIL import Image
from PySide6.QtQuick import QQuickWindow

from kiosk.domain.appeals import AppealStatus
from tests.ui.appeals.facts import APPEALS, FLAT, appeal
from tests.ui.appeals.lobby import Lobby
from tests.ui.appeals.writing import words_of
from tests.ui.taps import find, seen, tap, texts, wait


def test_it_says_everything_the_company_knows(lobby: Lobby) -> None:
    window = opened(lobby, "id-301")
    for words in (
        "№ 301",
        "В работе",
        "Нет воды или слабый напор",
        "Вторые сутки",
        "24 ноября 2026, с 15:00 до 17:00",
        "до 10 рабочих дней (ПП РФ № 416)",
        "22 ноября 2026, 09:36",
        "Передано слесарю участка № 3",
    ):
        assert words in texts(window)


def test_holes_of_old_data_are_said(lobby: Lobby) -> None:
    window = opened(lobby, "id-209")
    for words in ("н/у", "без описания", "15 марта 2019\n", "ещё ничего не отметила"):
        assert words in texts(window)


def test_a_postponed_appeal_says_until_when(lobby: Lobby) -> None:
    window = opened(lobby, "id-297")
    assert "Отложено до 3 декабря 2026" in texts(window)


def test_back_returns_to_the_list(lobby: Lobby) -> None:
    window = opened(lobby, "id-301")
    tap(window, "back")
    assert find(window, "appeal:id-297")


def test_what_happens_to_it_is_seen_while_one_reads(lobby: Lobby) -> None:
    window = opened(lobby, "id-301")
    lobby.hear(appeal(301, AppealStatus.DONE, days_ago=1))
    wait(lambda: texts(window).count("Выполнено, ждёт оценки") >= 2)


def test_photos_are_shown_as_they_come(lobby: Lobby) -> None:
    jpeg = io.BytesIO()
    Image.new("RGB", (640, 480), "red").save(jpeg, "JPEG")
    sha256 = hashlib.sha256(jpeg.getvalue()).hexdigest()
    lobby.company.photos = {sha256: jpeg.getvalue()}
    lobby.hear(appeal(302, photos=(sha256,)))
    window = opened(lobby, "id-302")
    wait(lambda: find(window, "picture:0").property("ready") is True)
    assert not seen(window, "photoProblem")


def test_photos_that_cannot_be_loaded_are_told_and_asked_for_again(lobby: Lobby) -> None:
    jpeg = io.BytesIO()
    Image.new("RGB", (64, 48)).save(jpeg, "JPEG")
    lobby.company.photos = {"0" * 64: jpeg.getvalue()}
    lobby.company.reachable = False
    window = opened(lobby, "id-185")
    assert find(window, "photoProblem") and "Снимки сейчас не загрузить" in texts(window)
    lobby.company.reachable = True
    tap(window, "loadPhotos")
    wait(lambda: find(window, "picture:0").property("ready") is True)
    assert not seen(window, "photoProblem")


def test_the_slip_is_printed(lobby: Lobby, tmp_path: Path) -> None:
    window = opened(lobby, "id-301")
    tap(window, "print")
    wait(lambda: "Заберите лист" in texts(window))
    words = words_of(lobby.printer.sheets[0], tmp_path)
    assert "301" in words and "Вторые сутки" in words


def opened(lobby: Lobby, appeal_id: str) -> QQuickWindow:
    lobby.hear(FLAT, *APPEALS)
    window = lobby.show("AppealsFlow", lobby.appeals()).window
    tap(window, f"appeal:{appeal_id}")
    find(window, "print")
    return window
