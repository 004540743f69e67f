"""Filing an appeal: from the tree of types to its number, by taps."""

from dataclasses import replace
from datetime import date, time

import pytest

from kiosk.devices.qt_camera import camera
from kiosk.domain.appeals import Visit
from kiosk.idle import Activity
from tests.ui.appeals.facts import TYPES
from tests.ui.appeals.lobby import VIDEO, VIDEO_WORDS, Lobby
from tests.ui.appeals.writing import TEXT, filed, put_text, to_photos, to_sent, to_text, to_visit
from tests.ui.heard import hear
from tests.ui.stage import LAYOUTS, Layout
from tests.ui.taps import draw, find, seen, tap, texts, type_text, wait


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_whole_errand_by_taps_alone(lobby: Lobby, layout: Layout) -> None:
    window = lobby.show("NewAppealFlow", lobby.new_appeal(), layout).window
    tap(window, "type:water")
    tap(window, "type:water-none")
    type_text(window, "Нет воды")
    tap(window, "typingAction")
    tap(window, "next")
    tap(window, "day:1")
    tap(window, "start:15")
    tap(window, "end:17")
    tap(window, "next")
    find(window, "send")
    for words in (
        "Нет воды или слабый напор",
        "Нет воды\n",
        "Без снимков",
        "24 ноября 2026, с 15:00 до 17:00",
    ):
        assert words in texts(window)
    tap(window, "send")
    find(window, "done")
    command = filed(lobby)
    assert (command.type_id, command.text, command.photos) == ("water-none", "Нет воды", ())
    assert command.visit == Visit(on=date(2026, 11, 24), start=time(15), end=time(17))
    assert "Принято. Ожидает отправки" in texts(window)


def test_a_group_opens_and_back_closes_it(lobby: Lobby) -> None:
    window = lobby.show("NewAppealFlow", lobby.new_appeal()).window
    tap(window, "type:lift")
    assert find(window, "type:lift-broken") and "Уточните" in texts(window)
    tap(window, "back")
    assert find(window, "type:water") and not seen(window, "type:lift-broken")


def test_a_type_with_an_icon_we_do_not_have_is_shown_all_the_same(
    lobby: Lobby, caplog: pytest.LogCaptureFixture
) -> None:
    hear(lobby.store, [replace(TYPES[-1], id="bees", icon="bees")])
    window = lobby.show("NewAppealFlow", lobby.new_appeal()).window
    draw(window)
    assert find(window, "type:bees") and "no icon 'bees'" in caplog.text


def test_back_from_the_first_page_leaves_the_form(lobby: Lobby) -> None:
    stage = lobby.show("NewAppealFlow", lobby.new_appeal())
    tap(stage.window, "back")
    assert stage.left == 1


def test_an_emergency_shows_the_dispatcher_before_any_form(lobby: Lobby) -> None:
    window = lobby.show("NewAppealFlow", lobby.new_appeal()).window
    tap(window, "type:water")
    tap(window, "type:water-leak")
    find(window, "proceed")
    for words in ("8 (800) 765-43-21", "+7 863 922-11-22", "Назовите адрес", "ПП РФ № 416"):
        assert words in texts(window)
    assert not seen(window, "textInput")
    tap(window, "proceed")
    assert find(window, "textInput") and find(window, "emergency")


def test_an_emergency_filed_offline_says_that_nobody_knows_of_it_yet(lobby: Lobby) -> None:
    window = lobby.show("NewAppealFlow", lobby.new_appeal()).window
    tap(window, "type:lift")
    tap(window, "type:lift-stuck")
    tap(window, "proceed")
    put_text(window, "Застряли между этажами")
    for name in ("typingAction", "next", "skip", "send"):
        tap(window, name)
    find(window, "done")
    assert "ещё не отправлено" in texts(window) and "8 (800) 765-43-21" in texts(window)


def test_a_company_without_types_says_what_to_do(lobby: Lobby) -> None:
    scope = lobby.store.building_scope
    cursor = lobby.store.cache.cursor(scope)
    assert cursor is not None
    lobby.store.cache.apply(scope, None, cursor, [])
    window = lobby.show("NewAppealFlow", lobby.new_appeal()).window
    assert "Список тем ещё не получен" in texts(window) and "позвоните" in texts(window)


def test_five_characters_are_too_few_and_are_kept(lobby: Lobby) -> None:
    view_model = lobby.new_appeal()
    window = lobby.show("NewAppealFlow", view_model).window
    to_text(window)
    assert view_model.activity is Activity.LONG
    put_text(window, "течёт")
    tap(window, "typingAction")
    wait(lambda: "не хватает 1" in texts(window))
    assert view_model.page == "text" and find(window, "textInput").property("text") == "течёт"
    put_text(window, "течёт!")
    tap(window, "typingAction")
    wait(lambda: view_model.page == "photos")


def test_a_text_too_long_by_one_is_told_and_kept(lobby: Lobby) -> None:
    view_model = lobby.new_appeal()
    window = lobby.show("NewAppealFlow", view_model).window
    to_text(window)
    put_text(window, "ж" * 10_001)
    assert "Лишних знаков: 1" in texts(window)
    tap(window, "typingAction")
    wait(lambda: "Сократите его на 1" in texts(window))
    assert len(find(window, "textInput").property("text")) == 10_001
    put_text(window, "ж" * 10_000)
    assert "Осталось 0" in texts(window)
    tap(window, "typingAction")
    wait(lambda: view_model.page == "photos")


@pytest.mark.parametrize("text", ["Потоп 🌊🌊 👨‍👩‍👧 срочно", "\n".join(f"строка {n}" for n in range(40))])
def test_emoji_and_forty_lines_arrive_whole(lobby: Lobby, text: str) -> None:
    window = lobby.show("NewAppealFlow", lobby.new_appeal()).window
    to_photos(window, text)
    for name in ("next", "skip", "send"):
        tap(window, name)
    find(window, "done")
    assert filed(lobby).text == text


def test_phrases_are_written_where_one_types(lobby: Lobby) -> None:
    view_model = lobby.new_appeal()
    window = lobby.show("NewAppealFlow", view_model).window
    to_text(window)
    tap(window, "phrase:0")
    tap(window, "phrase:1")
    type_text(window, "да")
    assert view_model.words.typed == "Течёт сейчас. Нет воды. да"


@pytest.mark.qt_log_ignore(*VIDEO_WORDS)
def test_back_from_every_step_keeps_what_was_entered(lobby: Lobby) -> None:
    view_model = lobby.new_appeal(camera(str(VIDEO)))
    window = lobby.show("NewAppealFlow", view_model).window
    to_photos(window)
    wait(lambda: view_model.booth.stage == "live")
    tap(window, "shoot")
    tap(window, "keep")
    find(window, "shot:0")
    for name in ("next", "day:2", "start:10", "end:12", "next"):
        tap(window, name)
    find(window, "send")
    for expected in ("visit", "photos", "text", "type"):
        tap(window, "back")
        wait(lambda expected=expected: view_model.page == expected)  # type: ignore[misc]
    tap(window, "type:lift")
    tap(window, "type:lift-broken")
    assert find(window, "textInput").property("text") == TEXT
    tap(window, "typingAction")
    assert find(window, "shot:0")
    tap(window, "next")
    assert find(window, "day:2").property("chosen") and find(window, "start:10").property("chosen")
    tap(window, "next")
    tap(window, "send")
    find(window, "done")
    command = filed(lobby)
    assert (command.type_id, command.text, len(command.photos)) == ("lift-broken", TEXT, 1)
    assert command.visit == Visit(on=date(2026, 11, 25), start=time(10), end=time(12))


def test_a_reversed_window_is_refused_in_words(lobby: Lobby) -> None:
    view_model = lobby.new_appeal()
    window = lobby.show("NewAppealFlow", view_model).window
    to_visit(window)
    for name in ("day:1", "start:17", "end:15"):
        tap(window, name)
    wait(lambda: "Время «с» должно быть раньше времени «до»." in texts(window))
    tap(window, "next")
    assert view_model.page == "visit"
    tap(window, "end:18")
    wait(lambda: "Время «с»" not in texts(window))
    tap(window, "next")
    wait(lambda: view_model.page == "check")


def test_hours_already_past_are_refused_in_words(lobby: Lobby) -> None:
    view_model = lobby.new_appeal()
    window = lobby.show("NewAppealFlow", view_model).window
    to_visit(window)
    for name in ("day:0", "start:8", "end:11"):
        tap(window, name)
    wait(lambda: "Это время уже прошло" in texts(window))
    tap(window, "next")
    assert view_model.page == "visit"


def test_a_day_without_hours_says_what_is_missing(lobby: Lobby) -> None:
    view_model = lobby.new_appeal()
    window = lobby.show("NewAppealFlow", view_model).window
    to_visit(window)
    tap(window, "next")
    wait(lambda: "Выберите день и время визита." in texts(window))
    tap(window, "day:3")
    wait(lambda: "Выберите начало и конец" in texts(window))
    tap(window, "next")
    wait(lambda: "с какого и до какого часа" in texts(window))
    assert view_model.page == "visit"


def test_time_may_be_of_no_importance(lobby: Lobby) -> None:
    window = lobby.show("NewAppealFlow", lobby.new_appeal()).window
    to_sent(window)
    assert filed(lobby).visit is None
