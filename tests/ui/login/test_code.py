"""The code page: four boxes that check themselves, and every limit told in words."""

from PySide6.QtCore import Qt

from kiosk.domain.login import Method
from sync.server.app import open_office
from sync.server.senders import DemoSender
from tests.sync.company import Site
from tests.ui.login.visitor import Visitor
from tests.ui.taps import wait
from ui.login.login_view import LoginView


def test_the_fourth_digit_lets_the_resident_in(visitor: Visitor) -> None:
    visitor.asks_for_code()
    visitor.dial(visitor.code[:3])
    assert visitor.counter.wire.requests == 1
    visitor.dial(visitor.code[3])
    visitor.waits_until_admitted()
    session = visitor.counter.resident.session
    assert session is not None
    assert [link.number for link in session.links] == ["10117"]


def test_the_code_may_be_typed_on_a_keyboard(visitor: Visitor) -> None:
    visitor.asks_for_code()
    visitor.press(Qt.Key.Key_5, Qt.Key.Key_Backspace)
    visitor.press_digits(visitor.code)
    visitor.waits_until_admitted()


def test_a_wrong_code_says_how_many_attempts_are_left_and_empties_the_boxes(visitor: Visitor) -> None:
    visitor.asks_for_code()
    visitor.dial(visitor.wrong_code)
    visitor.waits_for("Код не подошёл. Осталось попыток: 4.")
    assert visitor.model.code == ""
    assert visitor.reads("Осталось попыток: 4")
    visitor.dial(visitor.code)
    visitor.waits_until_admitted()


def test_the_fifth_wrong_code_ends_it_and_another_can_be_asked_for(visitor: Visitor) -> None:
    visitor.asks_for_code()
    for left in (4, 3, 2, 1):
        visitor.dial(visitor.wrong_code)
        visitor.waits_for(f"Осталось попыток: {left}.")
    visitor.dial(visitor.wrong_code)
    visitor.waits_for("Код введён неверно слишком много раз. Запросите новый.")
    assert not visitor.sees("key:1")
    visitor.press(Qt.Key.Key_1)
    assert visitor.model.code == ""
    visitor.counter.company.clock.pass_(seconds=61)
    wait(lambda: visitor.model.resendWait == "", "another code to be allowed")
    visitor.tap("resend")
    wait(lambda: visitor.sent == 2 and visitor.model.codeAlive, "another code")
    assert visitor.reads("Осталось попыток: 5")
    visitor.dial(visitor.code)
    visitor.waits_until_admitted()


def test_an_expired_code_is_said_to_be_so_before_it_is_typed(visitor: Visitor) -> None:
    visitor.asks_for_code()
    visitor.dial("12")
    visitor.counter.company.clock.pass_(seconds=170)
    visitor.waits_for("Код действует ещё 10 с")
    visitor.counter.company.clock.pass_(seconds=10)
    visitor.waits_for("Этот код больше не действует. Запросите новый по СМС или звонком.")
    assert visitor.model.code == ""
    visitor.tap("resend")
    wait(lambda: visitor.sent == 2 and visitor.model.codeAlive, "another code")


def test_a_code_that_the_company_has_replaced_asks_for_another(visitor: Visitor) -> None:
    visitor.asks_for_code()
    first = visitor.code
    visitor.counter.company.clock.pass_(seconds=61)
    wait(lambda: visitor.model.resendWait == "", "another code to be allowed")
    visitor.counter.wire.lose = True
    visitor.tap("resend")
    visitor.waits_for("Нет связи с управляющей компанией.")
    assert visitor.sent == 2
    visitor.counter.wire.lose = False
    visitor.dial(first)
    visitor.waits_for("Этот код больше не действует. Запросите новый.")
    assert not visitor.sees("key:1")
    assert not visitor.admitted


def test_another_code_too_early_says_when(visitor: Visitor) -> None:
    visitor.asks_for_code()
    visitor.counter.company.clock.pass_(seconds=17)
    visitor.waits_for("через 43 с")
    visitor.tap("resend")
    visitor.waits_for("Новый код можно запросить через 43 с.")
    assert visitor.sent == 1


def test_the_other_method_brings_another_code_and_the_first_is_no_good_any_more(visitor: Visitor) -> None:
    visitor.asks_for_code()
    first = visitor.code
    visitor.counter.company.clock.pass_(seconds=61)
    wait(lambda: visitor.model.resendWait == "", "another code to be allowed")
    visitor.tap("resendOther")
    visitor.waits_for("Код из звонка")
    assert visitor.counter.company.postbox.sent[-1][1] is Method.CALL
    if first != visitor.code:
        visitor.dial(first)
        visitor.waits_for("Код не подошёл.")
    visitor.dial(visitor.code)
    visitor.waits_until_admitted()


def test_codes_asked_for_too_often_are_refused_with_the_time_to_wait(visitor: Visitor) -> None:
    visitor.asks_for_code()
    for sent in (2, 3):
        visitor.counter.company.clock.pass_(seconds=61)
        wait(lambda: visitor.model.resendWait == "", "another code to be allowed")
        visitor.tap("resend")
        wait(lambda sent=sent: visitor.sent == sent and visitor.model.resendWait != "", "another code")  # type: ignore[misc]
    visitor.counter.company.clock.pass_(seconds=61)
    wait(lambda: visitor.model.resendWait == "", "another code to seem allowed")
    visitor.tap("resend")
    visitor.waits_for("Коды на этот номер запрашивали несколько раз подряд. Новый код можно запросить через 14 минут.")
    visitor.dial(visitor.code)
    visitor.waits_until_admitted()


def test_the_number_can_be_changed_and_its_code_is_forgotten(visitor: Visitor) -> None:
    visitor.asks_for_code()
    visitor.dial("12")
    visitor.tap("back")
    visitor.waits_at(LoginView.Page.Phone)
    assert visitor.model.code == ""
    assert visitor.model.phoneTyped == "+7 (928) 123-45-67"
    visitor.tap("key:erase")
    visitor.dial("8")
    visitor.tap("proceed")
    wait(lambda: visitor.sent == 2, "a code to the other number")
    assert visitor.counter.company.postbox.sent[-1][0] == "+79281234568"


def test_coming_back_with_the_same_number_finds_the_same_code_still_good(visitor: Visitor) -> None:
    visitor.asks_for_code()
    visitor.tap("back")
    visitor.tap("proceed")
    visitor.waits_at(LoginView.Page.Code)
    assert visitor.sent == 1
    visitor.dial(visitor.code)
    visitor.waits_until_admitted()


def test_a_phone_that_the_company_does_not_know_gets_the_same_pages(visitor: Visitor) -> None:
    visitor.asks_for_code("9001112233")
    assert visitor.reads("Отправили СМС на +7 900 111-22-33.")
    visitor.dial(visitor.code)
    visitor.waits_until_admitted()
    session = visitor.counter.resident.session
    assert session is not None
    assert session.links == ()


def test_what_a_demonstration_would_send_is_shown(visitor: Visitor, site: Site) -> None:
    company = visitor.counter.company
    site.serve(open_office(company.database, DemoSender(), clock=company.clock))
    visitor.asks_for_code()
    visitor.waits_for("Демонстрация: СМС на +7 928 123-45-67: код ")


def test_without_a_demonstration_no_code_is_shown(visitor: Visitor) -> None:
    visitor.asks_for_code()
    assert not visitor.sees("demonstration")
    assert not visitor.reads(visitor.code)


def test_a_gateway_that_fails_offers_the_other_way(visitor: Visitor) -> None:
    visitor.counter.company.postbox.broken = True
    visitor.fills_in()
    visitor.tap("proceed")
    visitor.waits_for("Код отправить не получилось. Выберите другой способ или попробуйте через минуту.")
    assert visitor.model.phoneBlank == ""
