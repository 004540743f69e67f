"""The company away, slow, or somebody else answering: a sentence, nothing lost, a way on."""

from typing import Any

import pytest

from kiosk import login
from kiosk.session import Session
from tests.sync.faulty import FAULT, JSON, NOT_JSON, PORTAL, answer
from tests.ui.login.visitor import DIGITS, Visitor
from tests.ui.taps import wait
from ui.login.login_view import LoginView


def test_offline_at_the_phone_page_keeps_everything_and_tries_again(visitor: Visitor) -> None:
    visitor.counter.wire.cut = True
    visitor.fills_in()
    visitor.tap("proceed")
    visitor.waits_for("Нет связи с управляющей компанией.")
    assert visitor.reads("позвоните в аварийную службу: телефон внизу экрана")
    assert visitor.reads("Попробовать ещё раз")
    assert visitor.model.phoneTyped == "+7 (928) 123-45-67"
    assert (visitor.model.agreement, visitor.model.personalData) == (True, True)
    visitor.counter.wire.cut = False
    visitor.tap("proceed")
    visitor.waits_at(LoginView.Page.Code)


def test_offline_at_the_code_page_keeps_the_digits_and_tries_again(visitor: Visitor) -> None:
    visitor.asks_for_code()
    visitor.counter.wire.cut = True
    visitor.dial(visitor.code)
    visitor.waits_for("Нет связи с управляющей компанией.")
    assert visitor.model.code == visitor.code
    visitor.counter.wire.cut = False
    visitor.tap("recheck")
    visitor.waits_until_admitted()


def test_a_lost_answer_to_the_right_code_costs_nothing(visitor: Visitor) -> None:
    visitor.asks_for_code()
    visitor.counter.wire.lose = True
    visitor.dial(visitor.code)
    visitor.waits_for("Нет связи с управляющей компанией.")
    visitor.counter.wire.lose = False
    visitor.tap("recheck")
    visitor.waits_until_admitted()


def test_after_going_back_a_lost_answer_is_given_to_nobody(visitor: Visitor) -> None:
    visitor.asks_for_code()
    visitor.counter.wire.lose = True
    visitor.dial(visitor.code)
    visitor.waits_for("Нет связи с управляющей компанией.")
    visitor.counter.wire.lose = False
    visitor.tap("back")
    visitor.tap("proceed")
    visitor.waits_at(LoginView.Page.Code)
    visitor.dial(visitor.code)
    visitor.waits_for("Этот код больше не действует.")


def test_offline_at_resending_leaves_the_first_code_good(visitor: Visitor) -> None:
    visitor.asks_for_code()
    visitor.counter.company.clock.pass_(seconds=61)
    wait(lambda: visitor.model.resendWait == "", "another code to be allowed")
    visitor.counter.wire.cut = True
    visitor.tap("resend")
    visitor.waits_for("Нет связи с управляющей компанией.")
    visitor.counter.wire.cut = False
    visitor.dial(visitor.code)
    visitor.waits_until_admitted()


@pytest.mark.parametrize("answer", [PORTAL, FAULT, NOT_JSON], ids=["portal", "fault", "half"])
def test_an_answer_that_is_no_answer_keeps_everything(visitor: Visitor, answer: bytes) -> None:
    visitor.counter.wire.instead = answer
    visitor.fills_in()
    visitor.tap("proceed")
    visitor.waits_for("Введённое сохранено на экране")
    assert visitor.model.phoneBlank == ""
    visitor.counter.wire.instead = b""
    visitor.tap("proceed")
    visitor.waits_at(LoginView.Page.Code)
    visitor.counter.wire.instead = answer
    visitor.dial(visitor.code)
    visitor.waits_for("Введённое сохранено на экране")
    visitor.counter.wire.instead = b""
    visitor.tap("recheck")
    visitor.waits_until_admitted()


def test_a_refusal_with_odd_values_is_told_all_the_same(visitor: Visitor) -> None:
    body = b'{"code": "code.wrong", "sentence": "<b>{attempts}</b> {more:>999999999}", "values": {"attempts": "many"}}'
    visitor.asks_for_code()
    visitor.counter.wire.instead = answer("403 Forbidden", JSON, body)
    visitor.dial(visitor.wrong_code)
    visitor.waits_for("<b>many</b> {more:>999999999}")
    visitor.counter.wire.instead = b""
    visitor.dial(visitor.code)
    visitor.waits_until_admitted()


def test_a_slow_company_is_waited_for_in_words_and_the_way_back_stays_open(visitor: Visitor) -> None:
    visitor.counter.wire.hold()
    visitor.fills_in()
    visitor.tap("proceed")
    assert visitor.reads("Продолжить")
    visitor.waits_for("Отправляем код…")
    visitor.waits_for("ждём ответа 2 с")
    visitor.tap("back")
    assert visitor.stage.left == 1
    assert visitor.model.phoneTyped == "+7 ("
    visitor.counter.wire.free()
    wait(lambda: visitor.sent == 1, "the company to have sent it")
    visitor.counter.jobs.run(lambda: None, lambda _done: visitor.admitted.append(False))
    wait(lambda: visitor.admitted == [False], "an answer after the late one")
    assert visitor.model.page == LoginView.Page.Phone


def test_a_slow_check_says_so_and_lets_in_when_it_comes(visitor: Visitor) -> None:
    visitor.asks_for_code()
    visitor.counter.wire.hold()
    visitor.dial(visitor.code)
    visitor.waits_for("Проверяем код…")
    assert visitor.model.code == visitor.code
    visitor.counter.wire.free()
    visitor.waits_until_admitted()


def test_a_resident_let_in_after_going_back_is_not_in(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Session] = []
    confirm = login.confirm

    def noted(*asked: Any) -> Session:
        opened.append(confirm(*asked))
        return opened[-1]

    monkeypatch.setattr(login, "confirm", noted)
    visitor.asks_for_code()
    visitor.counter.wire.hold()
    visitor.dial(visitor.code)
    visitor.waits_for("Проверяем код…")
    visitor.tap("back")
    visitor.tap("back")
    visitor.counter.wire.free()
    wait(lambda: opened != [] and opened[0].closed, "the session nobody is at to be closed")
    assert visitor.counter.resident.session is None
    assert visitor.admitted == []


def test_what_is_typed_while_a_code_is_on_its_way_changes_nothing(visitor: Visitor) -> None:
    visitor.counter.wire.hold()
    visitor.fills_in()
    visitor.tap("proceed")
    visitor.tap("key:erase")
    visitor.tap("consent:agreement")
    visitor.tap("call")
    visitor.counter.wire.free()
    visitor.waits_at(LoginView.Page.Code)
    assert visitor.counter.company.postbox.sent[0][0] == "+7" + DIGITS
    assert visitor.model.state.draft.digits == DIGITS
