"""What the printing panel's view model promises beside the pages that use it."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kiosk.devices.printer import JobReport, JobState, PrinterTrouble
from tests.ui.invoices.cabinet import resident
from tests.ui.taps import wait
from ui.controls.jobs import Jobs
from ui.controls.printing_view_model import PrintingViewModel
from ui.controls.resident import Resident


class Watched:
    """A printer that notes on which thread it was asked, and says what the test has it say."""

    def __init__(self) -> None:
        self.threads: set[threading.Thread] = set()
        self.says = [JobReport(state=JobState.DONE, sentence="", sheets=1)]
        self.sheets: list[bytes] = []
        self.ill: PrinterTrouble | None = None

    def trouble(self) -> PrinterTrouble | None:
        self.threads.add(threading.current_thread())
        return self.ill

    def submit(self, pdf: bytes, title: str) -> str:
        self.threads.add(threading.current_thread())
        self.sheets.append(pdf)
        return "1"

    def state(self, job: str) -> JobReport:
        self.threads.add(threading.current_thread())
        return self.says[0] if len(self.says) == 1 else self.says.pop(0)

    def jobs(self) -> tuple[str, ...]:
        return ()

    def cancel(self, job: str, purge: bool) -> None:
        self.threads.add(threading.current_thread())


class Desk:
    def __init__(self) -> None:
        self.printer = Watched()
        self.jobs = Jobs()
        self.resident = Resident()
        self.resident.put(resident())
        self.model = PrintingViewModel(printer=self.printer, jobs=self.jobs, resident=self.resident)
        self.told: list[tuple[str, str]] = []
        self.model.changed.connect(lambda: self.told.append((self.model.headline, self.model.sentence)))


@pytest.fixture
def desk(qapp: object) -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.model.cancel()
    desk.jobs.stop()


def test_neither_the_printer_nor_the_document_is_waited_for_on_the_gui_thread(desk: Desk) -> None:
    makers: list[threading.Thread] = []

    def made() -> bytes:
        makers.append(threading.current_thread())
        return b"paper"

    desk.model.check()
    desk.model.print(made, "Талон")
    assert desk.model.busy, "told before anything is done"
    wait(lambda: desk.model.done, "the sheet")
    assert threading.main_thread() not in {*desk.printer.threads, *makers} and makers


def test_a_second_tap_prints_nothing_more(desk: Desk) -> None:
    desk.model.print(lambda: b"one", "Талон")
    desk.model.print(lambda: b"two", "Талон")
    desk.model.again()
    wait(lambda: desk.model.done, "the sheet")
    assert desk.printer.sheets == [b"one"]


def test_every_stage_is_told_in_words(desk: Desk) -> None:
    desk.printer.says = [
        JobReport(state=JobState.QUEUED, sentence="В принтере закончилась бумага."),
        JobReport(state=JobState.PRINTING, sentence="Документ печатается."),
        JobReport(state=JobState.DONE, sentence="Готово.", sheets=1),
    ]
    desk.model.print(lambda: b"paper", "Талон")
    wait(lambda: desk.model.done, "the sheet")
    assert list(dict.fromkeys(desk.told)) == [
        ("Готовим документ к печати", ""),
        ("В очереди", "В принтере закончилась бумага."),
        ("Печатается", ""),
        ("Готово. Заберите лист из лотка", ""),
    ]


def test_a_sheet_that_came_out_before_the_failure_is_remembered(desk: Desk) -> None:
    desk.printer.says = [JobReport(state=JobState.FAILED, sentence="Застряла бумага.", sheets=1)]
    desk.model.print(lambda: b"paper", "Талон")
    wait(lambda: desk.model.failed, "the failure")
    assert desk.model.printed and desk.model.sentence == "Застряла бумага."


def test_trouble_known_before_is_said_and_taken_back_when_it_passes(desk: Desk) -> None:
    desk.printer.ill = PrinterTrouble("printer.stopped", "Принтер остановлен.")
    desk.model.check()
    wait(lambda: desk.model.sentence == "Принтер остановлен.", "the trouble")
    assert not desk.model.failed and not desk.model.busy
    desk.printer.ill = None
    desk.model.check()
    wait(lambda: desk.model.sentence == "", "the trouble to pass")


def test_what_was_printed_for_another_document_is_no_news_for_this_one(desk: Desk) -> None:
    desk.model.print(lambda: b"one", "Талон")
    wait(lambda: desk.model.done, "the sheet")
    desk.model.clear()
    assert (desk.model.headline, desk.model.done, desk.model.printed) == ("", False, True)
    desk.model.again()
    assert not desk.model.busy, "the document is forgotten"


def test_after_leaving_nothing_is_told_and_nothing_can_be_printed_again(desk: Desk) -> None:
    desk.printer.says = [JobReport(state=JobState.QUEUED, sentence="")]
    desk.model.print(lambda: b"paper", "Талон")
    wait(lambda: desk.model.headline == "В очереди", "the queue")
    desk.resident.put(None)
    desk.told.clear()
    desk.printer.says = [JobReport(state=JobState.DONE, sentence="", sheets=1)]
    done: list[None] = []
    desk.jobs.run(lambda: None, done.append)
    wait(lambda: bool(done), "a later job")
    desk.model.again()
    assert desk.told == [] and not desk.model.busy and not desk.model.printed


def test_a_document_that_cannot_be_made_is_told_and_nothing_is_busy(desk: Desk, qtbot: QtBot) -> None:
    def broken() -> bytes:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as raised:
        desk.model.print(broken, "Талон")
        wait(lambda: desk.model.failed, "the failure to be told")
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]
    assert not desk.model.busy
    assert "подготовить не получилось" in desk.model.sentence
    assert desk.printer.sheets == []
