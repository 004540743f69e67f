"""The cabinet: the manual's figures in seven blocks, the pages behind them, the way to another account."""

from dataclasses import replace

import pytest

from kiosk.domain.accounts import LinkByLogin
from kiosk.domain.company import Modules
from sync.server import facts
from sync.server.demo import places
from sync.server.demo.people import PASSWORD
from tests.sync.company import Company
from tests.ui.lobby.kiosk import Kiosk
from tests.ui.taps import find, wait
from tests.ui.wire import Wire
from ui.lobby.lobby_view_model import Page

SUMS = "₽"


def block(kiosk: Kiosk, key: str) -> str:
    """What one block says, its title first."""
    rows = kiosk.visit._cabinet.blocks.rows  # type: ignore[attr-defined]
    found = next(row for row in rows if row.key == key)
    return "\n".join((found.title, found.figure, found.note, found.newest)).replace("\N{NO-BREAK SPACE}", " ")


def links(kiosk: Kiosk, login: str, password: str) -> None:
    """Another account is added, off the screen."""
    session = kiosk.session
    assert session is not None
    link = kiosk.machine.company.link(session.token, LinkByLogin(login=login, password=password))
    kiosk.visit.resident.put(replace(session, links=(*session.links, link)))


def test_the_header_and_the_blocks_hold_the_manuals_figures(cabinet: Kiosk) -> None:
    for words in (
        "Лицевой счёт № 10117 · А. В. М.",
        "г. Волгодонск, ул. 100 стрелковой дивизии, 1, кв. 17",
        "Проживает: 0, зарегистрировано: 0",
        "Телефон: не указан",
        "Отсутствует",
        "идёт голосование",
        "СМС выключены",
        "3 прибора",
    ):
        assert words in cabinet.reads, words
    assert "3 открытых\n№ 301 — в работе\n№ 297 — в работе\n№ 268 — новое\n№ 209 — закрыто" in block(cabinet, "appeals")
    assert block(cabinet, "invoices").startswith("Платёжные документы\nмарт 2019\nсумма скрыта")
    assert block(cabinet, "payments").startswith("Платежи\n11 июля 2017\nсумма скрыта")
    assert "Мартынович" not in cabinet.reads


def test_sums_are_hidden_until_they_are_asked_for_and_again(cabinet: Kiosk) -> None:
    assert SUMS not in cabinet.reads
    cabinet.tap("sums")
    cabinet.waits_for("3 098,05 ₽")
    assert "11 июля 2017" in cabinet.reads and "Скрыть суммы" in cabinet.reads
    cabinet.tap("sums")
    cabinet.waits_until_gone(SUMS)


def test_a_debt_is_hidden_until_sums_are_shown(cabinet: Kiosk) -> None:
    links(cabinet, "10119", PASSWORD)
    cabinet.tap("switch", "account:10119")
    cabinet.waits_for("Лицевой счёт № 10119")
    assert find(cabinet.window, "debt").property("text") == "Сумма скрыта"
    cabinet.tap("sums")
    cabinet.waits_for("1 243,50 ₽")


def test_an_empty_account_says_what_would_be_in_each_block(kiosk: Kiosk, company: Company) -> None:
    with company.database.write() as db:
        sms = replace(places.COMPANIES["1"], modules=Modules(sms=False, meters=False, meetings=False))
        facts.publish_changed(db, facts.building("1"), (sms,), company.clock())
    kiosk.machine.exchange.wake()
    kiosk.comes()
    links(kiosk, "10119", PASSWORD)
    kiosk.tap("switch", "account:10119")
    kiosk.waits_for("Лицевой счёт № 10119")
    wait(lambda: "пока нет" in block(kiosk, "invoices"), "the empty bills")
    assert "открытых нет\nздесь будут ваши обращения" in block(kiosk, "appeals")
    for key in ("notifications", "meters", "meetings"):
        assert "не подключено\nуправляющей компанией" in block(kiosk, key)


def test_charges_the_company_keeps_elsewhere_are_no_debt(cabinet: Kiosk, company: Company) -> None:
    with company.database.write() as db:
        bare = replace(places.COMPANIES["1"], modules=Modules(charges=False))
        facts.publish_changed(db, facts.building("1"), (bare,), company.clock())
    cabinet.machine.exchange.wake()
    cabinet.waits_for("не подключены компанией")
    assert not cabinet.sees("sums") and "Задолженность" not in cabinet.reads
    for key in ("invoices", "payments"):
        assert "не подключено\nуправляющей компанией" in block(cabinet, key)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("meters", ("Холодная вода · Санузел", "№ 16-103382 · 205 м³", "поверка до ")),
        ("payments", ("11 июля 2017", "№ 317 · сумма скрыта", "19 марта 2017", "№ 191")),
        ("meetings", ("Ремонт кровли", "участвовали 38 % голосов")),
        ("notifications", ("СМС об обращениях", "выключены", "СМС об отключениях")),
    ],
)
def test_a_block_without_a_page_of_its_own_opens_its_newest_facts(
    cabinet: Kiosk, key: str, words: tuple[str, ...]
) -> None:
    cabinet.tap(f"block:{key}")
    cabinet.waits_for("Полный раздел появится в следующем обновлении киоска.")
    for word in words:
        cabinet.waits_for(word)
    cabinet.tap("back")
    cabinet.waits_at(Page.CABINET)
    cabinet.waits_for("3 открытых")


def test_blocks_with_pages_open_them_and_back_leads_home(cabinet: Kiosk) -> None:
    for key, page, words in (
        ("appeals", Page.APPEALS, "Прошу выдать ключ"),
        ("invoices", Page.INVOICES, "№ 5575"),
    ):
        cabinet.tap(f"block:{key}")
        cabinet.waits_at(page)
        cabinet.waits_for(words)
        cabinet.tap("back")
        cabinet.waits_at(Page.CABINET)


def test_the_header_leads_to_the_accounts_and_back_to_another(cabinet: Kiosk) -> None:
    links(cabinet, "10119", PASSWORD)
    cabinet.tap("switch")
    cabinet.waits_at(Page.ACCOUNTS)
    assert "открыт сейчас" in cabinet.reads
    cabinet.tap("back")
    cabinet.waits_for("Лицевой счёт № 10117")
    cabinet.tap("switch", "account:10119")
    cabinet.waits_for("Лицевой счёт № 10119")
    wait(lambda: "открытых нет" in block(cabinet, "appeals"), "the other account's appeals")
    assert "№ 301" not in cabinet.reads and "кв. 17" not in cabinet.reads


def test_the_cabinet_hears_what_the_company_does(cabinet: Kiosk, company: Company) -> None:
    company.cli("move", "301", "closed")
    cabinet.waits_for("2 открытых")
    assert "№ 301 — закрыто" in block(cabinet, "appeals")


def test_a_lost_company_leaves_the_cabinet_readable_with_its_age(cabinet: Kiosk, line: Wire) -> None:
    line.cut = True
    cabinet.machine.exchange.wake()
    cabinet.waits_for("Нет связи с компанией · данные на ")
    cabinet.tap("block:payments")
    cabinet.waits_for("№ 317")
