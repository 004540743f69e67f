"""Printer and camera missing, stopped or unreadable, and back: the errand goes on, leaving cancels what is printed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.cups import Cups
from tests.sync.company import Company
from tests.ui.appeals.lobby import VIDEO_WORDS
from tests.ui.lobby.conftest import device_of
from tests.ui.lobby.kiosk import Kiosk, Parts
from tests.ui.taps import find, wait
from tests.ui.wire import Wire

pytestmark = pytest.mark.qt_log_ignore(*VIDEO_WORDS)

Making = Callable[[Parts], Kiosk]


@pytest.fixture
def making(tmp_path: Path, company: Company, line: Wire, qtbot: QtBot) -> Iterator[Making]:
    """A kiosk with these parts, its resident in the cabinet."""
    made: list[Kiosk] = []

    def make(parts: Parts) -> Kiosk:
        kiosk = Kiosk(tmp_path / "kiosk", device_of(company, line.url), lambda _sent: company.postbox.code, parts)
        made.append(kiosk)
        kiosk.open()
        kiosk.at_cabinet()
        return kiosk

    yield make
    for kiosk in made:
        kiosk.close()


@pytest.fixture
def printing(making: Making, cups: Cups, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Kiosk]:
    """At a bill, at a kiosk that prints to this queue."""
    monkeypatch.setenv("CUPS_SERVER", cups.server)

    def at_bill(queue: str) -> Kiosk:
        kiosk = making(Parts(printer=queue))
        kiosk.tap("block:invoices", "invoice:3")
        kiosk.waits_for("5531")
        return kiosk

    return at_bill


def test_a_bill_is_printed_and_leaving_reminds_of_the_tray(printing: Callable[[str], Kiosk], cups: Cups) -> None:
    before = len(cups.printed())
    kiosk = printing(cups.queue)
    kiosk.tap("print")
    kiosk.waits_for("Заберите лист из лотка")
    assert len(cups.printed()) == before + 1 and cups.spooled() == ()
    kiosk.leaves()
    kiosk.waits_for("Заберите распечатанный лист из лотка принтера.")
    kiosk.tap("toBoard")
    assert "Заберите" not in kiosk.reads


def test_a_stopped_printer_is_told_and_prints_when_it_is_back(printing: Callable[[str], Kiosk], cups: Cups) -> None:
    queue = cups.add_queue("resting")
    cups.command("cupsdisable", queue)
    kiosk = printing(queue)
    kiosk.tap("print")
    kiosk.waits_for("Не напечатано")
    kiosk.waits_for("принтер остановлен. Документ можно прочитать на экране.")
    kiosk.tap("read")
    kiosk.waits_for("Страница 1 из")
    kiosk.tap("back")
    cups.command("cupsenable", queue)
    kiosk.tap("printAgain")
    kiosk.waits_for("Заберите лист из лотка")


def test_without_a_printer_the_document_can_be_read_and_nothing_is_in_the_tray(
    printing: Callable[[str], Kiosk],
) -> None:
    kiosk = printing("")
    kiosk.waits_for("Печать сейчас недоступна: принтер не подключён.")
    kiosk.tap("print")
    kiosk.waits_for("Не напечатано")
    kiosk.tap("read")
    kiosk.waits_for("Страница 1 из")
    kiosk.leaves()
    assert "лист" not in kiosk.reads


def test_leaving_cancels_what_has_not_come_out(printing: Callable[[str], Kiosk], cups: Cups) -> None:
    kiosk = printing(cups.add_queue("standing", "stuck"))
    kiosk.tap("print")
    wait(lambda: len(cups.spooled()) == 1, "the document to be spooled")
    kiosk.leaves()
    wait(lambda: cups.spooled() == () and cups.command("lpstat", "-o") == "", "the job to be cancelled")
    assert "5531" not in kiosk.reads and not kiosk.visit.printing.busy


@pytest.mark.parametrize("broken", [False, True], ids=["none", "unreadable"])
def test_without_a_camera_an_appeal_goes_without_photos(
    making: Making, company: Company, tmp_path: Path, broken: bool
) -> None:
    video = tmp_path / "camera.mp4"
    video.write_bytes(b"no video")
    kiosk = making(Parts(camera=str(video) if broken else "none"))
    kiosk.tap("newAppeal", "type:engineering", "type:water")
    kiosk.puts("text", "Из крана на кухне идёт ржавая вода")
    kiosk.tap("typingAction")
    kiosk.waits_for("Обращение можно отправить и без снимков.")
    assert not kiosk.sees("cameraOn")
    kiosk.tap("next", "skip", "send")
    find(kiosk.window, "number")
    assert company.cli("appeals").count("ржавая вода") == 1
