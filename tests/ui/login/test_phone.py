"""The phone page: number, method, and a button that says what is missing."""

from PySide6.QtCore import Qt

from kiosk.domain.login import Method
from tests.ui.login.visitor import DIGITS, Visitor
from ui.login.login_view import LoginView


def test_the_button_says_what_is_missing_and_points_to_it_when_tapped_early(visitor: Visitor) -> None:
    assert visitor.reads("введите номер телефона и отметьте оба согласия")
    visitor.dial("928123")
    assert visitor.reads("введите ещё 4 цифры и отметьте оба согласия")
    assert visitor.model.pointedAt == ()
    visitor.tap("proceed")
    assert visitor.model.pointedAt == ("phone", "agreement", "personal_data")
    assert visitor.reads("Номер введён не полностью: не хватает цифр — 4.")
    visitor.dial("4567")
    visitor.tap("consent:agreement")
    assert visitor.model.pointedAt == ("personal_data",)
    assert visitor.reads("отметьте согласие")
    visitor.tap("consent:personal_data")
    assert visitor.model.missing == ""
    assert visitor.sent == 0


def test_digits_fill_the_mask_from_the_keypad_and_from_a_keyboard(visitor: Visitor) -> None:
    assert visitor.reads("+7 (")
    visitor.dial("92")
    visitor.press(Qt.Key.Key_8, Qt.Key.Key_1, Qt.Key.Key_A, Qt.Key.Key_9, Qt.Key.Key_Backspace)
    assert visitor.reads("+7 (928) 1")
    visitor.tap("key:erase")
    visitor.dial("1234567")
    visitor.dial("9")
    assert visitor.model.phoneTyped == "+7 (928) 123-45-67"
    assert visitor.model.phoneBlank == ""


def test_a_keyboards_enter_continues(visitor: Visitor) -> None:
    visitor.fills_in()
    visitor.press(Qt.Key.Key_Return)
    visitor.waits_at(LoginView.Page.Code)


def test_a_number_that_cannot_be_is_said_to_be_so_and_nothing_is_sent(visitor: Visitor) -> None:
    visitor.fills_in("0000000000")
    assert visitor.reads("Такого номера не бывает. Проверьте цифры.")
    assert visitor.reads("проверьте номер: такого не бывает")
    visitor.tap("proceed")
    assert visitor.model.pointedAt == ("phone",)
    assert visitor.sent == visitor.counter.wire.requests == 0
    visitor.tap("key:erase")
    assert not visitor.reads("Такого номера не бывает")


def test_the_code_comes_by_sms_or_by_a_call(visitor: Visitor) -> None:
    visitor.tap("call")
    visitor.asks_for_code()
    assert visitor.counter.company.postbox.sent[-1][:2] == ("+7" + DIGITS, Method.CALL)
    assert visitor.reads("Код из звонка")
    assert visitor.reads("последние четыре цифры")


def test_before_the_texts_have_come_the_page_says_so_and_shows_them_when_they_do(early: Visitor) -> None:
    assert early.reads("Тексты согласий ещё не получены")
    assert not early.sees("consent:agreement")
    early.dial(DIGITS)
    early.tap("proceed")
    assert early.model.pointedAt == ("texts",)
    assert early.reads("дождитесь текстов согласий")
    early.counter.start()
    early.waits_for("Принимаю пользовательское соглашение")
    assert early.model.phoneTyped == "+7 (928) 123-45-67"
    early.tap("consent:agreement")
    early.tap("consent:personal_data")
    early.tap("proceed")
    early.waits_at(LoginView.Page.Code)
