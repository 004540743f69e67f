"""Idleness: the warning after each activity's time, its seconds, staying without end, and the wiping."""

import pytest

from tests.ui.lobby.kiosk import Kiosk
from tests.ui.taps import find
from ui.lobby.lobby_view_model import Page

ASKS = "Вы ещё здесь?"


def rests(kiosk: Kiosk, seconds: float) -> None:
    """Nothing is asked until so many seconds have passed without a touch, and then it is."""
    kiosk.tap("modes", "closeModes")
    kiosk.passes(0)
    kiosk.passes(seconds - 0.5)
    assert ASKS not in kiosk.reads
    kiosk.passes(0.6)
    kiosk.waits_for(ASKS)
    kiosk.tap("stay")
    kiosk.waits_until_gone(ASKS)


def to_text(kiosk: Kiosk) -> None:
    kiosk.tap("newAppeal", "type:engineering", "type:water")
    find(kiosk.window, "textInput")


def test_a_minute_of_nothing_asks_and_counts_the_seconds(cabinet: Kiosk) -> None:
    cabinet.passes(59.9)
    assert ASKS not in cabinet.reads
    cabinet.passes(0.2)
    cabinet.waits_for("Через 30 секунд мы закроем кабинет и уберём ваши данные с экрана.")
    cabinet.passes(9)
    cabinet.waits_for("Через 21 секунду мы закроем")
    cabinet.passes(19)
    cabinet.waits_for("Через 2 секунды мы закроем")
    assert cabinet.session is not None


def test_a_touch_puts_the_question_off(cabinet: Kiosk) -> None:
    cabinet.passes(50)
    cabinet.tap("dispatcher", "closeDispatcher")
    cabinet.passes(50)
    assert ASKS not in cabinet.reads
    cabinet.passes(11)
    cabinet.waits_for(ASKS)


def test_one_may_stay_without_end(cabinet: Kiosk) -> None:
    for _ in range(25):
        cabinet.passes(61)
        cabinet.waits_for(ASKS)
        cabinet.tap("stay")
        cabinet.waits_until_gone(ASKS)
    assert cabinet.session is not None
    assert "3 открытых" in cabinet.reads


def test_a_touch_beside_the_buttons_is_no_answer(cabinet: Kiosk) -> None:
    cabinet.passes(61)
    cabinet.waits_for(ASKS)
    cabinet.lobby.touched()
    cabinet.passes(1)
    assert ASKS in cabinet.reads


def test_writing_and_reading_have_two_minutes(cabinet: Kiosk) -> None:
    to_text(cabinet)
    rests(cabinet, 120)
    cabinet.tap("back", "back", "back", "block:invoices", "invoice:3")
    rests(cabinet, 60)
    cabinet.tap("read")
    rests(cabinet, 120)


def test_typing_into_any_field_has_two_minutes(cabinet: Kiosk) -> None:
    cabinet.tap("switch", "addByLogin", "loginInput")
    rests(cabinet, 120)


@pytest.mark.parametrize("mode", ["large", "contrast"])
def test_who_needs_another_look_has_two_minutes(cabinet: Kiosk, mode: str) -> None:
    cabinet.tap("modes", mode, "closeModes")
    rests(cabinet, 120)


def test_a_finished_appeal_is_left_after_twenty_seconds(cabinet: Kiosk) -> None:
    to_text(cabinet)
    cabinet.puts("text", "Из крана идёт ржавая вода")
    cabinet.tap("typingAction", "next", "skip", "send")
    find(cabinet.window, "done")
    rests(cabinet, 20)


def test_leaving_from_the_question_wipes(cabinet: Kiosk) -> None:
    session = cabinet.session
    cabinet.passes(61)
    cabinet.tap("leaveNow")
    cabinet.waits_for("Ваши данные удалены с экрана")
    assert session is not None and session.closed and cabinet.session is None


def test_nobody_answering_wipes_and_the_board_comes_back(cabinet: Kiosk) -> None:
    session = cabinet.session
    cabinet.passes(61)
    cabinet.passes(30)
    cabinet.waits_for("Ваши данные удалены с экрана")
    assert ASKS not in cabinet.reads
    assert session is not None and session.closed and cabinet.session is None
    cabinet.tap("toBoard")
    cabinet.waits_at(Page.BOARD)


def test_a_page_looked_at_too_late_wipes_at_once(cabinet: Kiosk) -> None:
    """The machine slept meanwhile."""
    cabinet.passes(3600)
    cabinet.waits_for("Ваши данные удалены с экрана")


def test_a_number_left_on_the_phone_page_goes_with_whoever_typed_it(kiosk: Kiosk) -> None:
    kiosk.tap("login")
    kiosk.dial("928")
    kiosk.waits_for("+7 (928)")
    kiosk.passes(61)
    kiosk.waits_for("мы вернём главный экран и уберём введённое.")
    kiosk.passes(30)
    kiosk.waits_at(Page.BOARD)
    kiosk.tap("login")
    kiosk.waits_at(Page.LOGIN)
    assert "928" not in kiosk.reads


def test_the_board_rests_for_ever(kiosk: Kiosk) -> None:
    kiosk.passes(86_400)
    assert ASKS not in kiosk.reads and kiosk.lobby.page is Page.BOARD
