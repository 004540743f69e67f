"""Every page on every screen, in ordinary and in large words: readable, reachable, nothing on top of another."""

from collections.abc import Iterator
from dataclasses import replace

from kiosk.domain.accounts import Account
from kiosk.domain.money import Kopecks
from sync.server import facts
from sync.server.demo import places
from tests.sync.company import Company
from tests.sync.conftest import company, site
from tests.ui import sizes
from tests.ui.lobby.conftest import cabinet, dark, kiosk, line
from tests.ui.lobby.kiosk import Kiosk
from tests.ui.stage import LAYOUTS, PORTRAIT

__all__ = ["cabinet", "company", "dark", "kiosk", "line", "site"]

SCREENS = [(name, large) for name in LAYOUTS for large in (False, True)]


def told(kiosk: Kiosk, page: str) -> Iterator[str]:
    """What is wrong with the page that is shown, on each screen; afterwards it stands as before."""
    for name, large in SCREENS:
        sizes.show(kiosk.window, LAYOUTS[name], large=large)
        for fault in sizes.faults(kiosk.window, LAYOUTS[name], large=large):
            yield f"{page}, {name}{' large' if large else ''}: {fault}"
    sizes.show(kiosk.window, PORTRAIT, large=False)


def test_before_login_everything_can_be_read_and_tapped(kiosk: Kiosk) -> None:
    found = [*told(kiosk, "board")]
    kiosk.tap("login")
    kiosk.waits_for("Ваш номер телефона")
    found += told(kiosk, "phone")
    kiosk.tap("read:agreement")
    kiosk.waits_for("Пользовательское соглашение")
    found += told(kiosk, "consent")
    assert "\n".join(found) == ""


def test_the_cabinet_and_its_lists_can_be_read_and_tapped(cabinet: Kiosk) -> None:
    found = [*told(cabinet, "cabinet")]
    for block, words in (("payments", "№ 317"), ("appeals", "№ 301"), ("invoices", "№ 5575")):
        cabinet.tap(f"block:{block}")
        cabinet.waits_for(words)
        found += told(cabinet, block)
        cabinet.tap("back")
        cabinet.waits_for("3 открытых")
    cabinet.tap("switch")
    cabinet.waits_for("Сменить лицевой счёт")
    found += told(cabinet, "accounts")
    assert "\n".join(found) == ""


def test_an_appeals_form_can_be_read_and_tapped(cabinet: Kiosk) -> None:
    cabinet.tap("newAppeal")
    cabinet.waits_for("О чём обращение?")
    found = [*told(cabinet, "types")]
    cabinet.tap("type:engineering", "type:water")
    cabinet.waits_for("Опишите, что случилось")
    cabinet.puts("text", "Прорвало трубу")
    found += told(cabinet, "text")
    cabinet.tap("typingAction")
    cabinet.waits_for("Покажите, что случилось")
    found += told(cabinet, "photos")
    cabinet.tap("next")
    cabinet.waits_for("Когда удобно?")
    found += told(cabinet, "visit")
    cabinet.tap("skip")
    cabinet.waits_for("Проверьте обращение")
    found += told(cabinet, "check")
    assert "\n".join(found) == ""


def test_the_longest_names_still_fit(cabinet: Kiosk, company: Company) -> None:
    home = places.BUILDINGS["1"]
    street = "Петропавловск-Камчатский, ул. Рыбаков Северо-Западной Камчатки"
    long = replace(home, street=street, house="Дом 121, корпус 3, подъезд 12")
    with company.database.write() as db:
        scope = facts.account("10117")
        account = facts.read(db, scope, Account, "10117")
        assert account is not None
        told_anew = replace(account, address=f"г. {street}, 121к3", debt=Kopecks(123_456_789))
        facts.publish_changed(db, scope, (told_anew,), company.clock())
        facts.publish_changed(db, facts.building("1"), (long,), company.clock())
    cabinet.machine.exchange.wake()
    cabinet.waits_for("Камчатки")
    cabinet.tap("sums")
    cabinet.waits_for("1 234 567,89")
    found = [*told(cabinet, "cabinet")]
    cabinet.leaves()
    cabinet.tap("toBoard")
    cabinet.waits_for("Дом 121")
    found += told(cabinet, "board")
    assert "\n".join(found) == ""


def test_words_of_ordinary_size_are_too_small_for_who_asked_for_large_ones(kiosk: Kiosk) -> None:
    sizes.show(kiosk.window, PORTRAIT, large=False)
    said = "\n".join(sizes.faults(kiosk.window, PORTRAIT, large=True))
    assert "«Вид» is 4.9 mm high" in said and "«Войти в личный кабинет»" not in said
