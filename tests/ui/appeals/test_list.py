"""The list of appeals, as a person at the screen sees and taps it."""

from datetime import UTC, datetime

from PySide6.QtCore import QMetaObject, QPointF
from PySide6.QtQuick import QQuickWindow

from kiosk import appeals, outbox
from kiosk.appeals import Draft
from kiosk.domain.appeals import AppealStatus
from kiosk.domain.errors import Refused
from tests.ui.appeals.facts import APPEALS, FLAT, NOW, TYPES, appeal
from tests.ui.appeals.lobby import Lobby
from tests.ui.taps import find, items, seen, tap, texts, wait
from ui.appeals.appeals_view_model import AppealsViewModel


def test_each_appeal_shows_number_date_type_content_and_state(lobby: Lobby) -> None:
    lobby.hear(FLAT, APPEALS[0])
    window, _ = shown(lobby)
    for words in ("№ 301", "22 ноября 2026", "Нет воды или слабый напор", "Вторые сутки", "В работе"):
        assert words in texts(window)


def test_the_newest_comes_first(lobby: Lobby) -> None:
    lobby.hear(FLAT, *reversed(APPEALS))
    window, _ = shown(lobby)
    assert top(window, "appeal:id-301") < top(window, "appeal:id-297") < top(window, "appeal:id-268")


def test_holes_of_old_data_are_said(lobby: Lobby) -> None:
    lobby.hear(FLAT, APPEALS[3])
    window, _ = shown(lobby)
    assert "н/у" in texts(window) and "без описания" in texts(window)


def test_open_and_closed_are_told_apart(lobby: Lobby) -> None:
    lobby.hear(FLAT, *APPEALS)
    window, _ = shown(lobby)
    tap(window, "filter:closed")
    wait(lambda: seen(window, "appeal:id-301") is None)
    assert find(window, "appeal:id-209") and find(window, "appeal:id-185")
    tap(window, "filter:open")
    wait(lambda: seen(window, "appeal:id-209") is None)
    assert find(window, "appeal:id-301")
    tap(window, "filter:all")
    assert find(window, "appeal:id-301")


def test_a_filter_that_finds_nothing_says_so(lobby: Lobby) -> None:
    lobby.hear(FLAT, APPEALS[0])
    window, _ = shown(lobby)
    tap(window, "filter:closed")
    wait(lambda: "Закрытых обращений нет" in texts(window))


def test_no_appeals_says_what_would_be_here(lobby: Lobby) -> None:
    lobby.hear(FLAT)
    window, _ = shown(lobby)
    assert "Обращений пока нет" in texts(window) and "«Новое обращение»" in texts(window)


def test_until_the_account_is_heard_the_list_is_being_loaded(lobby: Lobby) -> None:
    window, _ = shown(lobby)
    assert seen(window, "loading") and not seen(window, "empty")
    lobby.hear(FLAT, APPEALS[0])
    wait(lambda: seen(window, "loading") is None)
    assert find(window, "appeal:id-301")


def test_an_account_never_heard_and_no_connection_is_no_empty_list(lobby: Lobby) -> None:
    lobby.connection.lost("refused")
    window, _ = shown(lobby)
    assert "Список пока недоступен" in texts(window) and "Обращений пока нет" not in texts(window)


def test_offline_the_list_says_how_old_it_is(lobby: Lobby) -> None:
    lobby.hear(FLAT, APPEALS[0])
    lobby.connection.agreed(datetime(2026, 11, 23, 8, 20, tzinfo=UTC))
    window, _ = shown(lobby)
    assert not seen(window, "offline")
    lobby.connection.lost("refused")
    assert find(window, "offline")
    assert "известное на 11:20" in texts(window)


def test_a_state_moved_by_the_company_changes_while_one_looks(lobby: Lobby) -> None:
    lobby.hear(FLAT, appeal(301, AppealStatus.NEW))
    window, _ = shown(lobby)
    assert "Новое\n" in texts(window)
    lobby.hear(appeal(301, AppealStatus.DONE))
    wait(lambda: "Выполнено, ждёт оценки" in texts(window))


def test_an_appeal_not_sent_yet_says_so_and_comes_first(lobby: Lobby) -> None:
    lobby.hear(FLAT, *APPEALS)
    filed = file(lobby)
    window, _ = shown(lobby)
    assert "Ожидает отправки" in texts(window) and "Без номера" in texts(window)
    assert top(window, f"appeal:{filed}") < top(window, "appeal:id-301")


def test_what_the_company_refused_is_shown_with_its_sentence(lobby: Lobby) -> None:
    lobby.hear(FLAT)
    filed = file(lobby)
    sentence = "Сегодня вы уже подали {most} обращений. Приходите завтра."
    outbox.rejected(lobby.store, filed, Refused("appeal.day", sentence, {"most": 10}))
    window, _ = shown(lobby)
    assert "Не принято" in texts(window) and "уже подали 10 обращений. Приходите завтра." in texts(window)


def test_what_cannot_be_sent_is_in_the_installers_hands(lobby: Lobby) -> None:
    lobby.hear(FLAT)
    filed = file(lobby)
    outbox.stuck(lobby.store, filed, "418")
    window, _ = shown(lobby)
    assert "Ждёт специалиста" in texts(window) and "мы сообщили специалисту" in texts(window)


def test_five_hundred_appeals_come_a_page_at_a_time(lobby: Lobby) -> None:
    lobby.hear(FLAT, *(appeal(1000 + number, days_ago=500 - number) for number in range(500)))
    window, view_model = shown(lobby)
    assert view_model.count == 50 and view_model.more
    assert sum(item.objectName().startswith("appeal:") for item in items(window.contentItem())) < 30
    for pages in range(2, 11):
        tap(window, "showMore")
        wait(lambda pages=pages: view_model.count == 50 * pages)  # type: ignore[misc]
    assert not view_model.more
    view = find(window, "scroll")
    QMetaObject.invokeMethod(view, "positionViewAtEnd")
    assert find(window, "appeal:id-1000")


def test_the_list_scrolls_by_buttons(lobby: Lobby) -> None:
    lobby.hear(FLAT, *(appeal(1000 + number, days_ago=number) for number in range(30)))
    window, _ = shown(lobby)
    tap(window, "scrollDown")
    assert find(window, "scroll").property("contentY") > 0
    tap(window, "scrollUp")
    assert find(window, "scroll").property("contentY") == 0


def test_new_appeal_and_back_lead_out_of_the_list(lobby: Lobby) -> None:
    lobby.hear(FLAT)
    view_model = lobby.appeals()
    stage = lobby.show("AppealsFlow", view_model)
    wanted: list[bool] = []
    view_model.new_wanted.connect(lambda: wanted.append(True))
    tap(stage.window, "newAppeal")
    assert wanted
    tap(stage.window, "back")
    assert stage.left == 1


def test_nothing_of_a_resident_stays_after_leaving(lobby: Lobby) -> None:
    lobby.hear(FLAT, *APPEALS)
    window, view_model = shown(lobby)
    tap(window, "appeal:id-301")
    wait(lambda: view_model.opened)
    lobby.leave()
    wait(lambda: "№ 301" not in texts(window))
    assert not view_model.opened and view_model.count == 0 and "Вторые сутки" not in texts(window)


def shown(lobby: Lobby) -> tuple[QQuickWindow, AppealsViewModel]:
    view_model = lobby.appeals()
    return lobby.show("AppealsFlow", view_model).window, view_model


def file(lobby: Lobby) -> str:
    """An appeal filed here, not sent yet; its id."""
    draft = Draft(type=TYPES[2]).with_text("Из крана идёт ржавая вода").with_photos_done().with_visit(None, NOW)
    return appeals.file(lobby.store, lobby.session, draft, NOW).appeal.id


def top(window: QQuickWindow, name: str) -> float:
    return find(window, name).mapToScene(QPointF(0, 0)).y()
