"""What the board says when the company does not serve this kiosk as it stands: in words, and with whom to call."""

from kiosk.standing import Standing
from tests.sync.company import Company, Site
from tests.ui.lobby.kiosk import ACCOUNT, Kiosk
from tests.ui.taps import wait
from ui.lobby.lobby_view_model import Page


def test_a_revoked_kiosk_says_so_and_keeps_its_board(kiosk: Kiosk, company: Company) -> None:
    company.cli("revoke", kiosk.machine.device_id)
    kiosk.machine.exchange.wake()
    kiosk.waits_for("Компания отключила этот киоск. По вопросам и при аварии звоните диспетчеру.")
    assert "Нет горячей воды" in kiosk.reads
    assert "8 (800) 765-43-21" in kiosk.reads


def test_a_wiped_kiosk_lets_go_of_its_resident_and_tells_whom_to_call(cabinet: Kiosk, company: Company) -> None:
    session, store = cabinet.session, cabinet.machine.store
    company.cli("revoke", "--wipe", cabinet.machine.device_id)
    cabinet.machine.exchange.wake()
    wait(lambda: cabinet.machine.connection.state.standing is Standing.WIPED, "the wipe")
    cabinet.passes(0)
    cabinet.application.shell._tick()
    assert session is not None
    wait(lambda: session.closed, "the resident to be let go")
    cabinet.lobby.home()
    cabinet.waits_for("больше не обслуживает этот дом. По вопросам и при аварии звоните диспетчеру.")
    assert "8 (800) 765-43-21" in cabinet.reads
    assert "Нет горячей воды" not in cabinet.reads
    assert store.cache.count("account", f"account:{ACCOUNT}") == 0
    assert cabinet.lobby.page is Page.BOARD


def test_a_wiped_kiosk_says_the_same_when_it_is_switched_on_again(kiosk: Kiosk, company: Company) -> None:
    company.cli("revoke", "--wipe", kiosk.machine.device_id)
    kiosk.machine.exchange.wake()
    kiosk.waits_for("Киоск временно не работает")
    kiosk.close()
    kiosk.show()
    kiosk.waits_for("больше не обслуживает этот дом")
    assert "8 (800) 765-43-21" in kiosk.reads


def test_a_kiosk_too_old_says_that_it_is_being_renewed_until_the_company_understands_it(
    kiosk: Kiosk, company: Company, site: Site
) -> None:
    site.serve(company.office, "2.0")
    kiosk.machine.exchange.wake()
    kiosk.waits_for("Киоск обновляется, войти пока не получится. Отправленное раньше сохранено.")
    site.serve(company.office)
    kiosk.machine.exchange.wake()
    kiosk.waits_until_gone("Киоск обновляется")
