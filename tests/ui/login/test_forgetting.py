"""Nothing of a person stays on the login pages after any way out of them."""

from tests.ui.login.visitor import Visitor
from tests.ui.taps import wait
from ui.login.login_state import State
from ui.login.login_view import LoginView


def holds_nothing(visitor: Visitor) -> bool:
    state = visitor.model.state
    return state == State(now=state.now, texts=state.texts)


def test_going_back_to_the_board_forgets_the_number_and_the_boxes(visitor: Visitor) -> None:
    visitor.fills_in()
    visitor.tap("back")
    assert visitor.stage.left == 1
    assert holds_nothing(visitor)


def test_the_next_person_finds_an_empty_page(visitor: Visitor) -> None:
    visitor.asks_for_code()
    visitor.dial("12")
    visitor.stage.shut()
    visitor.stage.open()
    visitor.waits_at(LoginView.Page.Phone)
    assert holds_nothing(visitor)
    assert visitor.reads("введите номер телефона и отметьте оба согласия")


def test_nobody_here_any_more_forgets_the_code(visitor: Visitor) -> None:
    visitor.asks_for_code()
    visitor.dial("123")
    visitor.counter.resident.put(None)
    assert holds_nothing(visitor)
    visitor.waits_at(LoginView.Page.Phone)


def test_being_let_in_leaves_nothing_behind(visitor: Visitor) -> None:
    visitor.asks_for_code()
    visitor.dial(visitor.code)
    visitor.waits_until_admitted()
    assert holds_nothing(visitor)


def test_an_answer_that_comes_after_leaving_brings_nothing_back(visitor: Visitor) -> None:
    visitor.counter.wire.hold()
    visitor.fills_in()
    visitor.tap("proceed")
    wait(lambda: visitor.counter.wire.requests == 1, "the question to be asked")
    visitor.counter.resident.put(None)
    visitor.counter.wire.free()
    visitor.counter.jobs.run(lambda: None, lambda _done: visitor.admitted.append(False))
    wait(lambda: visitor.admitted == [False], "a later answer")
    assert holds_nothing(visitor)
