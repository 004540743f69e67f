"""Linking by login and password and by address: what is refused keeps what was typed."""

from kiosk.domain.accounts import LinkStatus
from sync.server.demo.people import NEIGHBOUR
from tests.ui.accounts.guest import STREET, Guest
from tests.ui.taps import find, wait

MISMATCH = "Данные не совпали. Проверьте их по квитанции или обратитесь в управляющую компанию."


def test_login_and_password_link_at_once(guest: Guest) -> None:
    guest.comes()
    guest.tap("addByLogin")
    guest.types("10119")
    guest.tap("typingAction")
    guest.types("Teplo-2019")
    password = find(guest.stage.window, "passwordInput")
    assert password.property("displayText") == "•" * 10
    guest.tap("showPassword")
    assert password.property("displayText") == "Teplo-2019"
    guest.tap("hideKeyboard")
    guest.tap("link")
    guest.waits_for("Счёт № 10119 добавлен. Его можно выбрать.")
    assert guest.statuses() == {"10119": LinkStatus.CONFIRMED}
    guest.tap("account:10119")
    guest.waits_until_chosen("10119")


def test_a_wrong_password_keeps_what_was_typed(guest: Guest) -> None:
    guest.comes()
    guest.tap("addByLogin")
    guest.types("10119")
    guest.tap("typingAction")
    guest.types("teplo")
    guest.tap("typingAction")
    guest.waits_for(MISMATCH)
    assert (guest.shown("login"), guest.shown("password")) == ("10119", "teplo")
    assert guest.statuses() == {}


def test_an_unknown_account_is_answered_like_a_wrong_password(guest: Guest) -> None:
    guest.comes()
    guest.tap("addByLogin")
    guest.types("99999")
    guest.tap("typingAction")
    guest.types("teplo")
    guest.tap("typingAction")
    guest.waits_for(MISMATCH)


def test_addresses_are_suggested_while_typing_and_taken_by_a_tap(guest: Guest) -> None:
    guest.comes()
    guest.tap("addByAddress")
    guest.fills("address", "волг пят")
    both = ("г. Волгодонск, ул. Пятакова, 15", "г. Волгодонск, ул. Пятакова, 17")
    wait(lambda: guest.model.suggestions == both, "the addresses that fit")
    for number in (0, 1):
        assert find(guest.stage.window, f"suggestion:{number}").height() >= 20 * 4.03
    guest.tap("suggestion:1")
    assert guest.shown("address") == "г. Волгодонск, ул. Пятакова, 17"
    assert guest.model.suggestions == ()
    guest.types("4")
    assert guest.shown("apartment") == "4"


def test_the_companys_own_phone_for_an_account_links_at_once_by_address(guest: Guest) -> None:
    guest.comes(NEIGHBOUR)
    guest.claims_by_address("10120", "19")
    guest.waits_for("Счёт № 10120 добавлен. Его можно выбрать.")
    assert guest.statuses() == {"10120": LinkStatus.CONFIRMED}


def test_a_wrong_apartment_is_refused_and_everything_typed_stays(guest: Guest) -> None:
    guest.comes()
    guest.claims_by_address("10120", "18")
    guest.waits_for(MISMATCH)
    assert [guest.shown(field) for field in ("number", "address", "apartment")] == ["10120", STREET, "18"]
    guest.tap("key:erase")
    guest.types("9")
    assert not guest.reads(MISMATCH)
    guest.tap("typingAction")
    guest.waits_for("Заявка на счёт № 10120 принята.")


def test_the_first_empty_field_is_pointed_to(guest: Guest) -> None:
    guest.comes()
    guest.tap("addByAddress")
    guest.types("10120")
    guest.tap("hideKeyboard")
    guest.tap("link")
    guest.waits_for("Укажите город, улицу и дом.")
    guest.types("к")
    assert guest.shown("address") == "к"
    assert not guest.reads("Укажите город, улицу и дом.")
    guest.tap("back")
    guest.tap("addByLogin")
    guest.tap("hideKeyboard")
    guest.tap("link")
    guest.waits_for("Укажите логин.")
    assert guest.counter.wire.requests == 3


def test_guessing_is_stopped_with_the_time_to_wait(guest: Guest) -> None:
    guest.comes()
    guest.claims_by_address("10120", "1")
    for _ in range(4):
        guest.waits_for(MISMATCH)
        guest.types("1")
        guest.tap("typingAction")
        guest.rests()
    guest.types("1")
    guest.tap("typingAction")
    guest.waits_for("Данные не совпали несколько раз подряд. Попробуйте снова через 24 часа.")
    assert guest.shown("number") == "10120"


def test_going_back_keeps_the_address_but_not_the_password(guest: Guest) -> None:
    guest.comes()
    guest.tap("addByLogin")
    guest.types("10119")
    guest.tap("typingAction")
    guest.types("teplo")
    guest.tap("back")
    assert guest.model.state.by_login.password == ""
    guest.tap("addByLogin")
    assert (guest.shown("login"), guest.shown("password")) == ("10119", "")


def test_an_account_linked_twice_stands_once(guest: Guest) -> None:
    guest.comes()
    for _ in range(2):
        guest.claims_by_address("10120", "19")
        guest.waits_for("Заявка на счёт № 10120 принята.")
    assert guest.statuses() == {"10120": LinkStatus.PENDING}
    wait(lambda: len(guest.model.state.links) == 1, "one card")
