"""A resident prints: the real CUPS, queues that work, stand still, fail, are stopped or absent."""

import io
import subprocess
import threading
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kiosk.devices import cups as cups_device
from kiosk.devices.cups import CupsPrinter
from kiosk.devices.printer import JobReport, JobState
from kiosk.printing import forget_earlier, print_pdf
from tests.cups import Cups

FONT = Path(__file__).parents[3] / "resources" / "fonts" / "GolosText_400Regular.ttf"
TITLE = "Платёжный документ"


@pytest.fixture(scope="module")
def pdf() -> bytes:
    """One page with a Russian sentence."""
    pdfmetrics.registerFont(TTFont("PrintedGolos", FONT))
    page = io.BytesIO()
    canvas = Canvas(page, invariant=1)
    canvas.setFont("PrintedGolos", 20)
    canvas.drawString(100, 700, "Итого к оплате 47 048,00")
    canvas.save()
    return page.getvalue()


class Told:
    """What a resident was told, in order."""

    def __init__(self, stop_at: JobState | None = None) -> None:
        self.reports: list[JobReport] = []
        self.stop = threading.Event()
        self._stop_at = stop_at

    def __call__(self, report: JobReport) -> None:
        self.reports.append(report)
        if report.state is self._stop_at:
            self.stop.set()

    @property
    def states(self) -> list[JobState]:
        return [report.state for report in self.reports]


def printed_by(cups: Cups, queue: str, pdf: bytes, told: Told, limit: float = 30.0) -> JobReport:
    return print_pdf(CupsPrinter(queue, cups.server), pdf, TITLE, told, told.stop, limit)


def test_a_printed_document_is_told_step_by_step_and_its_words_come_out(cups: Cups, pdf: bytes) -> None:
    told = Told()
    before = set(cups.printed())
    last = printed_by(cups, cups.queue, pdf, told)
    assert told.states[-1] is JobState.DONE and told.states[0] in (JobState.QUEUED, JobState.PRINTING)
    assert "Заберите лист из лотка" in last.sentence
    (paper,) = set(cups.printed()) - before
    text = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True).stdout
    assert "Итого к оплате 47 048,00" in text


def test_nothing_of_a_printed_document_stays_in_the_spool(cups: Cups, pdf: bytes) -> None:
    printed_by(cups, cups.queue, pdf, Told())
    assert cups.spooled() == ()


def test_an_absent_queue_is_said_and_shows_a_way_on(cups: Cups, pdf: bytes) -> None:
    told = Told()
    last = printed_by(cups, "no-such-queue", pdf, told)
    assert told.states == [JobState.FAILED]
    assert "принтер не подключён" in last.sentence and "на экране" in last.sentence


def test_no_printer_in_the_settings_is_said(pdf: bytes) -> None:
    trouble = CupsPrinter("").trouble()
    assert trouble is not None and trouble.code == "printer.none" and "settings" in trouble.detail


def test_an_absent_scheduler_is_said(tmp_path: Path, pdf: bytes) -> None:
    told = Told()
    print_pdf(CupsPrinter("kiosk", str(tmp_path / "no-socket")), pdf, TITLE, told, told.stop)
    assert told.states == [JobState.FAILED] and "принтер не подключён" in told.reports[0].sentence


def test_absent_cups_programs_are_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    trouble = CupsPrinter("kiosk").trouble()
    assert trouble is not None and "ipptool" in trouble.detail


def test_a_stopped_queue_takes_nothing_and_says_so(cups: Cups, pdf: bytes) -> None:
    queue = cups.add_queue("stopped")
    cups.command("cupsdisable", queue)
    told = Told()
    last = printed_by(cups, queue, pdf, told)
    assert told.states == [JobState.FAILED] and "принтер остановлен" in last.sentence
    assert cups.spooled() == ()


def test_a_queue_that_rejects_jobs_takes_nothing_and_says_so(cups: Cups, pdf: bytes) -> None:
    queue = cups.add_queue("rejecting")
    cups.command("cupsreject", queue)
    told = Told()
    last = printed_by(cups, queue, pdf, told)
    assert told.states == [JobState.FAILED] and "принтер остановлен" in last.sentence


@pytest.mark.parametrize("policy", ["abort-job", "retry-job", "stop-printer"])
def test_a_failing_printer_is_said_at_once_whatever_cups_does_about_it(cups: Cups, pdf: bytes, policy: str) -> None:
    queue = cups.add_queue(f"failing-{policy}", "failing")
    cups.command("lpadmin", "-p", queue, "-o", f"printer-error-policy={policy}")
    told = Told()
    last = printed_by(cups, queue, pdf, told)
    assert last.state is JobState.FAILED and told.reports[-1] == last
    assert "за 30 секунд" not in last.sentence and "на экране" in last.sentence
    assert cups.spooled() == ()


@pytest.mark.timeout(30)
def test_a_job_that_stands_still_is_cancelled_and_said(cups: Cups, pdf: bytes) -> None:
    queue = cups.add_queue("stuck", "stuck")
    told = Told()
    last = printed_by(cups, queue, pdf, told, limit=1.0)
    assert told.states[-2:] == [JobState.PRINTING, JobState.FAILED]
    assert "печать отменена" in last.sentence
    assert cups.spooled() == ()


def test_a_resident_who_leaves_takes_the_job_back(cups: Cups, pdf: bytes) -> None:
    queue = cups.add_queue("left", "stuck")
    told = Told(stop_at=JobState.PRINTING)
    last = printed_by(cups, queue, pdf, told)
    assert last.state is JobState.CANCELLED and told.stop.is_set()
    assert cups.spooled() == ()
    assert cups.command("lpstat", "-W", "not-completed", "-o", queue) == ""


def test_a_job_cancelled_by_the_staff_is_said(cups: Cups, pdf: bytes) -> None:
    queue = cups.add_queue("cancelled", "stuck")
    told = Told()

    def report(news: JobReport) -> None:
        told(news)
        if news.state is JobState.PRINTING:
            cups.command("cancel", "-a", queue)

    last = print_pdf(CupsPrinter(queue, cups.server), pdf, TITLE, report, told.stop, 30)
    assert last.state is JobState.CANCELLED


def test_a_command_that_hangs_is_given_up(cups: Cups, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "ipptool").write_text("#!/bin/sh\nexec sleep 60\n")
    (tmp_path / "ipptool").chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(cups_device, "TIMEOUT", 0.2)
    trouble = CupsPrinter(cups.queue, cups.server).trouble()
    assert trouble is not None and "не отвечает" in trouble.text


def test_what_is_told_to_cups_has_no_personal_data_in_its_arguments(
    cups: Cups, pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, ...]] = []
    run = subprocess.run

    def watched(arguments: tuple[str, ...], **options: object) -> object:
        seen.append(arguments)
        return run(arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", watched)
    printed_by(cups, cups.queue, pdf, Told())
    words = {word for arguments in seen for word in arguments}
    assert cups_device.OURS + TITLE in words and not any("/" in word and ".pdf" in word for word in words)


def test_what_a_power_cut_left_in_the_queue_is_cancelled_at_the_next_start(cups: Cups, pdf: bytes) -> None:
    queue = cups.add_queue("left", "stuck")
    before = CupsPrinter(queue, cups.server)
    before.submit(pdf, TITLE)
    before.submit(pdf, TITLE)
    assert len(cups.spooled()) == 2
    assert forget_earlier(CupsPrinter(queue, cups.server)) == 2
    assert cups.spooled() == ()
    assert forget_earlier(CupsPrinter(queue, cups.server)) == 0


def test_documents_of_other_programs_stay(cups: Cups, pdf: bytes) -> None:
    queue = cups.add_queue("shared", "stuck")
    subprocess.run(["lp", "-h", cups.server, "-d", queue, "-t", "Отчёт"], input=pdf, check=True)
    CupsPrinter(queue, cups.server).submit(pdf, TITLE)
    assert forget_earlier(CupsPrinter(queue, cups.server)) == 1
    assert len(cups.spooled()) == 1
    subprocess.run(["cancel", "-h", cups.server, "-a", "-x", queue], check=True)


def test_no_printer_at_the_start_is_no_fault() -> None:
    assert forget_earlier(CupsPrinter("")) == 0
