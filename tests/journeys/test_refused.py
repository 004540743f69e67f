"""Refused after its resident left: the next login at another kiosk tells why; corrected there, it is gone at both."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk import refusals
from kiosk.outbox import State
from tests.kiosk.stores import resident
from tests.sync.company import Company
from tests.ui.lobby.conftest import device_of
from tests.ui.lobby.kiosk import ACCOUNT, Kiosk
from tests.ui.taps import find, wait
from tests.ui.wire import Wire
from ui.lobby.lobby_view_model import Page

TEXT = "Во втором подъезде третий день не горит свет"
WHY = "Такое обращение вы уже отправляли"


@pytest.fixture
def another(tmp_path: Path, company: Company, line: Wire, qtbot: QtBot) -> Iterator[Callable[[], Kiosk]]:
    """Switches on a second kiosk of the same house."""
    made: list[Kiosk] = []

    def switch_on() -> Kiosk:
        made.append(Kiosk(tmp_path / "other", device_of(company, line.url), lambda _sent: company.postbox.code))
        made[-1].open()
        return made[-1]

    yield switch_on
    for kiosk in made:
        kiosk.close()


def files(kiosk: Kiosk) -> None:
    """By taps, from the cabinet and back to it."""
    kiosk.tap("newAppeal", "type:engineering", "type:water")
    kiosk.puts("text", TEXT)
    kiosk.tap("typingAction", "next", "skip", "send")
    find(kiosk.window, "done")


def to_cabinet(kiosk: Kiosk) -> None:
    kiosk.tap("done")
    kiosk.waits_at(Page.APPEALS)
    kiosk.tap("back")
    kiosk.waits_at(Page.CABINET)


def comes_again(kiosk: Kiosk, company: Company) -> None:
    company.clock.pass_(seconds=61)
    kiosk.comes()
    kiosk.waits_for(f"Лицевой счёт № {ACCOUNT}")


def test_refused_after_leaving_it_is_corrected_at_another_kiosk_and_gone_at_both(
    cabinet: Kiosk, another: Callable[[], Kiosk], company: Company, line: Wire
) -> None:
    for _ in range(2):
        files(cabinet)
        find(cabinet.window, "number")
        to_cabinet(cabinet)
    line.cut = True
    cabinet.machine.exchange.wake()
    cabinet.waits_for("Нет связи с компанией")
    files(cabinet)
    assert "Принято. Ожидает отправки" in cabinet.reads
    cabinet.leaves()
    line.cut = False
    cabinet.machine.exchange.wake()
    spool = cabinet.machine.store.spool
    wait(lambda: spool.in_states(*State) == [], "the answer to be heard, and forgotten")
    cabinet.close()

    other = another()
    comes_again(other, company)
    other.waits_for("Компания не приняла обращение")
    other.tap("refusals")
    other.waits_at(Page.REFUSALS)
    other.waits_for(WHY)
    assert TEXT in other.reads
    refused = refusals.listed(other.machine.store, ACCOUNT, resident())[0].id
    other.tap(f"correct:{refused}")
    other.waits_at(Page.NEW_APPEAL)
    other.waits_for("Почему не приняли")
    other.tap("change:text")
    other.puts("text", "Света нет и в третьем подъезде")
    other.tap("typingAction", "send")
    find(other.window, "number")
    to_cabinet(other)
    other.waits_until_gone("Компания не приняла")
    wait(lambda: refusals.listed(other.machine.store, ACCOUNT, resident()) == (), "the company to take its row back")
    other.leaves()
    other.close()

    cabinet.open()
    comes_again(cabinet, company)
    cabinet.waits_for("6 открытых")
    assert "Компания не приняла" not in cabinet.reads
    cabinet.tap("block:appeals")
    cabinet.waits_for("Света нет и в третьем подъезде")
    assert WHY not in cabinet.reads and cabinet.reads.count("Не принято") == 0


def test_refused_while_its_resident_is_here_it_is_told_once_and_put_away(cabinet: Kiosk, company: Company) -> None:
    for _ in range(2):
        files(cabinet)
        find(cabinet.window, "number")
        to_cabinet(cabinet)
    files(cabinet)
    cabinet.waits_for(WHY)
    assert cabinet.sees("correct")
    to_cabinet(cabinet)
    cabinet.waits_for("Компания не приняла обращение")
    store = cabinet.machine.store
    wait(lambda: len(refusals.listed(store, ACCOUNT, resident())) == 1, "the company's row of it")
    cabinet.tap("block:appeals")
    cabinet.waits_for(WHY)
    known, sent, refused = 5, 2, 1
    assert len(cabinet.visit._appeals.rows.rows) == known + sent + refused  # type: ignore[attr-defined]
    cabinet.tap("back", "refusals")
    cabinet.waits_for(WHY)
    cabinet.tap(f"dismiss:{refusals.listed(store, ACCOUNT, resident())[0].id}")
    cabinet.waits_for("Всё прочитано")
    cabinet.tap("back")
    cabinet.waits_at(Page.CABINET)
    cabinet.waits_until_gone("Компания не приняла")
    wait(lambda: store.spool.in_states(*State) == [], "the company to have heard it")
    assert refusals.listed(store, ACCOUNT, resident()) == ()
