"""Which account the cabinet shows: straight on with the only one, else by choice; only confirmed ones."""

from kiosk import accounts
from kiosk.domain.accounts import LinkStatus
from tests.sync.company import DEMO_PHONE
from tests.ui.accounts.guest import Guest
from tests.ui.taps import wait


def test_the_only_account_opens_by_itself_and_its_facts_are_fetched(guest: Guest) -> None:
    guest.logs_in(DEMO_PHONE)
    guest.opens()
    guest.waits_until_chosen("10117")
    wait(lambda: accounts.header(guest.counter.store, "10117") is not None, "the account's header")


def test_the_list_is_shown_when_it_is_opened_from_the_header(guest: Guest) -> None:
    guest.logs_in(DEMO_PHONE)
    guest.opens()
    guest.waits_until_chosen("10117")
    guest.opens()
    guest.rests()
    assert guest.reads("Сменить лицевой счёт")
    assert guest.reads("открыт сейчас")
    assert guest.reads("Подтверждённый")
    assert guest.chosen == ["10117"]
    guest.tap("back")
    assert guest.stage.left == 1
    guest.tap("account:10117")
    wait(lambda: guest.chosen == ["10117", "10117"], "the cabinet again")


def test_with_two_accounts_the_resident_chooses_and_switches(guest: Guest) -> None:
    guest.logs_in(DEMO_PHONE)
    guest.opens()
    guest.waits_until_chosen("10117")
    guest.opens()
    guest.tap("addByLogin")
    guest.types("10119")
    guest.tap("typingAction")
    guest.types("Teplo-2019")
    guest.tap("typingAction")
    guest.waits_for("Счёт № 10119 добавлен.")
    guest.tap("account:10119")
    wait(lambda: guest.chosen == ["10117", "10119"], "the other account")
    wait(lambda: accounts.header(guest.counter.store, "10119") is not None, "the other account's header")
    assert accounts.header(guest.counter.store, "10117") is None
    guest.forgets_account()
    guest.opens()
    guest.rests()
    assert len(guest.chosen) == 2
    assert guest.reads("Выберите лицевой счёт")


def test_one_that_is_not_confirmed_says_why_it_cannot_be_chosen(guest: Guest) -> None:
    guest.comes()
    guest.claims_by_address("10120", "19")
    guest.waits_for("Заявка на счёт № 10120 принята. Компания проверит и подтвердит заявку.")
    assert guest.reads("На проверке")
    guest.tap("account:10120")
    guest.waits_for("Счёт ещё проверяет управляющая компания.")
    guest.decides("10120", LinkStatus.DECLINED, "вы не указаны собственником")
    guest.tap("refresh")
    guest.waits_for("Отклонён")
    assert guest.reads("Причина: вы не указаны собственником.")
    guest.tap("account:10120")
    guest.waits_for("Управляющая компания не подтвердила этот счёт: вы не указаны собственником.")
    assert guest.chosen == []


def test_a_claim_confirmed_meanwhile_is_seen_on_opening_and_can_be_chosen(guest: Guest) -> None:
    guest.comes()
    guest.claims_by_address("10120", "19")
    guest.waits_for("На проверке")
    guest.decides("10120", LinkStatus.CONFIRMED)
    guest.opens()
    guest.waits_for("Подтверждённый")
    guest.tap("account:10120")
    guest.waits_until_chosen("10120")


def test_without_an_account_the_page_explains_how_to_link_one(guest: Guest) -> None:
    guest.comes()
    assert guest.reads("К вашему номеру пока не привязан ни один лицевой счёт")
    assert guest.reads("добавьте по адресу")
    assert guest.chosen == []
    guest.tap("back")
    assert guest.stage.left == 1
