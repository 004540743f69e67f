"""Printing for a resident: hand over, follow, tell, and leave no copy in the spool."""

import logging
import threading
import time
from collections.abc import Callable

from kiosk.devices.printer import JobReport, JobState, Printer, PrinterTrouble

LIMIT = 60.0
"""Seconds a job may stand still."""
POLL = 0.3
"""Seconds between two looks."""

STUCK = "Принтер не ответил за {seconds} секунд, печать отменена. Документ можно прочитать на экране."
LEFT = "Печать отменена. Документ можно прочитать на экране."

_log = logging.getLogger(__name__)

Report = Callable[[JobReport], None]


def print_pdf(
    printer: Printer, pdf: bytes, title: str, report: Report, stop: threading.Event, limit: float = LIMIT
) -> JobReport:
    """Print and give the last report; each news goes to `report` at once. Blocks: run it in a job thread.

    `stop` set (the resident leaves) cancels what has not come out. A job without news for `limit` seconds is
    cancelled. However it ends, the document is removed from the spool. Never raises for a printer's trouble.
    """
    trouble = printer.trouble()
    if trouble is not None:
        return _tell(report, _failed(trouble))
    try:
        job = printer.submit(pdf, title)
    except PrinterTrouble as refused:
        return _tell(report, _failed(refused))
    last = _follow(printer, job, report, stop, limit)
    _purge(printer, job)
    return _tell(report, last)


def forget_earlier(printer: Printer) -> int:
    """Cancel what a power cut left in the queue, and remove every document of ours from the spool; how many there were.

    Else a resident's bill would come out when the machine starts, with nobody there to take it. Blocks.
    """
    try:
        jobs = printer.jobs()
    except PrinterTrouble as trouble:
        _log.info("the spool was not looked through: %s", trouble.code)
        return 0
    for job in jobs:
        _purge(printer, job)
    return len(jobs)


def _follow(printer: Printer, job: str, report: Report, stop: threading.Event, limit: float) -> JobReport:
    """Look until the job ends, stands still for `limit` seconds, or nobody waits for it any more."""
    last: JobReport | None = None
    moved = time.monotonic()
    while True:
        now = _look(printer, job, last)
        if now.state.is_final:
            return now
        if now != last:
            last, moved = _tell(report, now), time.monotonic()
        if time.monotonic() - moved >= limit:
            sentence = STUCK.format(seconds=round(limit))
            return JobReport(state=JobState.FAILED, sentence=sentence, detail=now.detail, sheets=now.sheets)
        if stop.wait(min(POLL, limit)):
            return JobReport(state=JobState.CANCELLED, sentence=LEFT, sheets=now.sheets)


def _look(printer: Printer, job: str, last: JobReport | None) -> JobReport:
    """A printer that cannot be asked for a moment leaves the job where it was; the limit decides."""
    try:
        return printer.state(job)
    except PrinterTrouble as trouble:
        _log.debug("printing: %s: %s", trouble.code, trouble.detail)
        return last or JobReport(state=JobState.QUEUED, sentence=trouble.text, detail=trouble.detail)


def _purge(printer: Printer, job: str) -> None:
    try:
        printer.cancel(job, purge=True)
    except PrinterTrouble as trouble:
        _log.error("printing: job %s may be left in the spool: %s", job, trouble.detail)


def _failed(trouble: PrinterTrouble) -> JobReport:
    return JobReport(state=JobState.FAILED, sentence=trouble.text, detail=trouble.detail)


def _tell(report: Report, news: JobReport) -> JobReport:
    if news.state is JobState.FAILED:
        _log.warning("printing failed: %s", news.detail or "no detail")
    report(news)
    return news
