"""The company away or slow at the accounts' pages, and everything forgotten when the resident goes."""

from tests.sync.faulty import PORTAL
from tests.ui.accounts.guest import Guest
from tests.ui.taps import wait
from ui.accounts.accounts_state import State

AWAY = "Нет связи с управляющей компанией"


def pends(guest: Guest) -> None:
    guest.comes()
    guest.claims_by_address("10120", "19")
    guest.waits_for("На проверке")


def test_offline_the_known_list_is_shown_with_its_age(guest: Guest) -> None:
    pends(guest)
    guest.counter.wire.cut = True
    guest.counter.seconds.now += 185
    guest.opens()
    guest.waits_for(AWAY)
    assert guest.reads("Список получен 3 минуты назад: с тех пор статусы могли измениться.")
    assert guest.sees("account:10120")
    guest.counter.wire.cut = False
    guest.tap("refresh")
    guest.rests()
    assert not guest.reads(AWAY)


def test_the_list_is_refreshed_by_itself_when_the_connection_is_back(guest: Guest) -> None:
    pends(guest)
    guest.counter.wire.cut = True
    guest.opens()
    guest.waits_for(AWAY)
    guest.counter.wire.cut = False
    guest.counter.connection.lost("a test")
    wait(lambda: not guest.reads(AWAY), "a fresh list")


def test_offline_while_linking_keeps_what_was_typed_and_tries_again(guest: Guest) -> None:
    guest.comes()
    guest.counter.wire.cut = True
    guest.claims_by_address("10120", "19")
    guest.waits_for(AWAY)
    assert (guest.shown("number"), guest.shown("apartment")) == ("10120", "19")
    guest.tap("hideKeyboard")
    assert guest.reads("Попробовать ещё раз")
    guest.counter.wire.cut = False
    guest.tap("link")
    guest.waits_for("Заявка на счёт № 10120 принята.")


def test_somebody_elses_answer_while_linking_keeps_what_was_typed(guest: Guest) -> None:
    guest.comes()
    guest.counter.wire.instead = PORTAL
    guest.claims_by_address("10120", "19")
    guest.waits_for("Введённое сохранено на экране")
    assert guest.shown("number") == "10120"


def test_a_slow_company_is_waited_for_in_words(guest: Guest) -> None:
    guest.comes()
    guest.counter.wire.hold()
    guest.claims_by_address("10120", "19")
    guest.waits_for("Проверяем данные…")
    guest.tap("back")
    assert guest.reads("Выберите лицевой счёт")
    guest.counter.wire.free()
    guest.waits_for("Заявка на счёт № 10120 принята.")


def test_a_slow_refresh_says_so_and_the_list_can_be_used(guest: Guest) -> None:
    pends(guest)
    guest.counter.wire.hold()
    guest.opens()
    guest.waits_for("Обновляем статусы…")
    guest.tap("account:10120")
    guest.waits_for("Счёт ещё проверяет управляющая компания.")
    guest.counter.wire.free()
    guest.rests()


def test_a_session_that_the_company_ended_is_said_to_be_over(guest: Guest) -> None:
    pends(guest)
    guest.counter.company.clock.pass_(minutes=4)
    guest.opens()
    guest.rests()
    guest.counter.client.leave(_token(guest))
    guest.tap("refresh")
    guest.waits_for("Вход закончился. Войдите ещё раз по коду из СМС или звонка.")


def test_nothing_stays_when_the_resident_goes(guest: Guest) -> None:
    pends(guest)
    guest.tap("addByLogin")
    guest.types("10119")
    guest.leaves()
    assert guest.model.state == State()
    assert guest.model._rows.rows == ()
    wait(lambda: not guest.reads("10119"), "an empty page")


def test_answers_that_come_after_leaving_bring_nothing_back(guest: Guest) -> None:
    guest.comes()
    guest.counter.wire.hold()
    guest.claims_by_address("10120", "19")
    guest.waits_for("Проверяем данные…")
    guest.leaves()
    guest.counter.wire.free()
    heard: list[bool] = []
    guest.counter.jobs.run(lambda: None, lambda _done: heard.append(True))
    wait(lambda: heard == [True], "a later answer")
    guest.counter.jobs.stop()
    assert guest.model.state == State()
    assert guest.counter.resident.session is None


def _token(guest: Guest) -> str:
    session = guest.counter.resident.session
    assert session is not None
    return session.token
