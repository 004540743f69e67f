"""A resident prints a payment document: the real CUPS, and what is told before, while and after."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.database import Store
from kiosk.devices.cups import CupsPrinter
from kiosk.idle import Activity
from tests.cups import Cups
from tests.ui.invoices.cabinet import BILLS, FLAT, Cabinet
from tests.ui.stage import Stage
from tests.ui.taps import find, seen, tap, texts, wait

TOLD = ["Готовим документ к печати", "В очереди", "Печатается", "Готово. Заберите лист из лотка"]

Opening = Callable[[str], tuple[Cabinet, Stage]]


@pytest.fixture
def opening(qapp: object, store: Store, cups: Cups, request: pytest.FixtureRequest) -> Opening:
    """Opens №5531 before a printer of this queue."""

    def opened(queue: str) -> tuple[Cabinet, Stage]:
        cabinet = Cabinet(store, CupsPrinter(queue, cups.server))
        request.addfinalizer(cabinet.close)
        stage = cabinet.enter((FLAT, BILLS[2]))
        tap(stage.window, "invoice:0")
        return cabinet, stage

    return opened


def state(stage: Stage) -> str:
    """What the panel tells of the printing."""
    banner = seen(stage.window, "printState")
    return "" if banner is None else f"{banner.property('title')} {banner.property('text')}".strip()


def words_on(paper: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", paper, "-"], check=True, capture_output=True, text=True).stdout


def test_the_original_document_comes_out_with_its_sums(opening: Opening, cups: Cups) -> None:
    before = set(cups.printed())
    cabinet, stage = opening(cups.queue)
    heard: list[str] = []
    cabinet.printing.changed.connect(lambda: heard.append(cabinet.printing.headline))
    tap(stage.window, "print")
    assert cabinet.printing.busy and cabinet.model.activity is Activity.BUSY
    wait(lambda: state(stage) == "Готово. Заберите лист из лотка", "the sheet")
    (paper,) = set(cups.printed()) - before
    words = words_on(paper).replace("\N{NO-BREAK SPACE}", " ")
    # Ghostscript under cups-pdf forgets which letters bold glyphs are: only sums in the regular face can be read back.
    assert [sum_ for sum_ in ("3 680,39", "651,93", "832,85", "43 367,61") if sum_ not in words] == []
    told = [word for word in dict.fromkeys(heard) if word]
    assert told == [word for word in TOLD if word in told] and {TOLD[0], TOLD[-1]} <= set(told)
    assert cabinet.printing.printed and not cabinet.printing.busy and cups.spooled() == ()


def test_a_document_can_be_printed_again_and_the_next_one_begins_anew(opening: Opening, cups: Cups) -> None:
    before = set(cups.printed())
    cabinet, stage = opening(cups.queue)
    tap(stage.window, "print")
    wait(lambda: cabinet.printing.done, "the first sheet")
    tap(stage.window, "print")
    wait(lambda: len(set(cups.printed()) - before) == 2 and cabinet.printing.done, "the second sheet")
    tap(stage.window, "back")
    tap(stage.window, "invoice:0")
    assert state(stage) == "" and cabinet.printing.printed


@pytest.mark.parametrize("queue", ["", "nowhere"], ids=["none is set up", "the queue is unknown"])
def test_without_a_printer_it_is_said_before_and_after(opening: Opening, queue: str) -> None:
    cabinet, stage = opening(queue)
    wait(lambda: "принтер не подключён" in state(stage), "the word before")
    assert "Не напечатано" not in state(stage)
    tap(stage.window, "print")
    wait(lambda: state(stage).startswith("Не напечатано"), "the word after")
    assert "Документ можно прочитать на экране" in state(stage) and not cabinet.printing.printed
    tap(stage.window, "read")
    wait(lambda: "Страница 1 из 2" in texts(stage.window), "the document on the screen")


def test_a_stopped_printer_is_said_and_prints_once_it_runs_again(opening: Opening, cups: Cups) -> None:
    queue, before = cups.add_queue("halted"), set(cups.printed())
    cups.command("cupsdisable", queue)
    cabinet, stage = opening(queue)
    wait(lambda: "принтер остановлен" in state(stage), "the word before")
    tap(stage.window, "print")
    wait(lambda: state(stage).startswith("Не напечатано") and "остановлен" in state(stage), "the word after")
    cups.command("cupsenable", queue)
    tap(stage.window, "printAgain")
    wait(lambda: cabinet.printing.done, "the sheet")
    assert len(set(cups.printed()) - before) == 1


def test_a_failing_printer_is_said_and_can_be_tried_again(opening: Opening, cups: Cups) -> None:
    cabinet, stage = opening(cups.add_queue("burning", "failing"))
    tap(stage.window, "print")
    wait(lambda: cabinet.printing.failed, "the failure")
    assert "принтер сообщил об ошибке" in state(stage)
    assert find(stage.window, "printAgain").property("text") == "Попробовать ещё раз"
    assert cups.spooled() == ()


def test_leaving_in_the_middle_of_printing_cancels_the_job(opening: Opening, cups: Cups) -> None:
    cabinet, stage = opening(cups.add_queue("slow", "stuck"))
    tap(stage.window, "print")
    wait(lambda: state(stage).startswith("Печатается"), "the printing")
    assert cabinet.printing.printed, "a sheet may be in the tray"
    cabinet.leave()
    assert not cabinet.printing.busy and cabinet.printing.headline == ""
    wait(lambda: cups.spooled() == () and cups.command("lpstat", "-o") == "", "the job to be cancelled")


def test_a_resident_can_take_the_job_back(opening: Opening, cups: Cups) -> None:
    cabinet, stage = opening(cups.add_queue("slower", "stuck"))
    tap(stage.window, "print")
    wait(lambda: state(stage).startswith("Печатается"), "the printing")
    tap(stage.window, "printCancel")
    wait(lambda: state(stage) == "Печать отменена", "the cancelling")
    assert cups.command("lpstat", "-o") == "" and find(stage.window, "print").isVisible()
    assert not cabinet.printing.printed


def test_the_next_resident_is_not_told_of_a_sheet_that_is_not_theirs(opening: Opening, cups: Cups) -> None:
    cabinet, stage = opening(cups.queue)
    tap(stage.window, "print")
    wait(lambda: cabinet.printing.done, "the sheet")
    session = cabinet.resident.session
    cabinet.leave()
    assert cabinet.printing.printed, "the leaving page still says so"
    cabinet.resident.put(session)
    assert not cabinet.printing.printed
