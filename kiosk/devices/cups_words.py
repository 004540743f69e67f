"""CUPS's states (RFC 8011, sections 5.3.7, 5.4.11) as reports and sentences for a resident."""

from collections.abc import Mapping
from typing import Any

from kiosk.devices.printer import JobReport, JobState, PrinterTrouble

NO_PRINTER = "Печать сейчас недоступна: принтер не подключён. Документ можно прочитать на экране."
STOPPED = "Печать сейчас недоступна: принтер остановлен. Документ можно прочитать на экране."
NOT_TAKEN = "Принтер не принял документ. Прочитать его можно на экране, напечатать – попробовать ещё раз позже."
NO_ANSWER = "Принтер не отвечает. Документ можно прочитать на экране, напечатать – попробовать ещё раз позже."

QUEUED = "Документ ждёт очереди на печать."
PRINTING = "Документ печатается."
DONE = "Готово. Заберите лист из лотка."
FAILED = "Документ не напечатан: принтер сообщил об ошибке. Прочитать документ можно на экране."
CANCELLED = "Печать отменена. Документ можно прочитать на экране."

REASONS = {
    "media-empty": "В принтере закончилась бумага. Сообщите консьержу, документ ждёт.",
    "media-needed": "В принтере закончилась бумага. Сообщите консьержу, документ ждёт.",
    "media-jam": "В принтере застряла бумага. Сообщите консьержу, документ ждёт.",
    "toner-empty": "В принтере закончился тонер. Сообщите консьержу, документ ждёт.",
    "marker-supply-empty": "В принтере закончилась краска. Сообщите консьержу, документ ждёт.",
    "door-open": "У принтера открыта крышка. Сообщите консьержу, документ ждёт.",
    "cover-open": "У принтера открыта крышка. Сообщите консьержу, документ ждёт.",
    "offline": "Принтер выключен или отсоединён. Сообщите консьержу, документ ждёт.",
    "connecting-to-device": "Принтер пока не отвечает. Документ ждёт.",
}
"""What keeps a job waiting, the suffixes -error, -report and -warning apart."""

STOPPED_PRINTER = 5
HELD = 4
JOB_STATES = {
    3: JobState.QUEUED,
    4: JobState.QUEUED,
    5: JobState.PRINTING,
    6: JobState.FAILED,
    7: JobState.CANCELLED,
    8: JobState.FAILED,
    9: JobState.DONE,
}
SENTENCES = {
    JobState.QUEUED: QUEUED,
    JobState.PRINTING: PRINTING,
    JobState.DONE: DONE,
    JobState.FAILED: FAILED,
    JobState.CANCELLED: CANCELLED,
}

Answer = Mapping[str, Any]


def printer_trouble(printer: Answer) -> PrinterTrouble | None:
    """None when the queue is enabled and accepts jobs."""
    detail = _detail(printer, "printer-state-reasons", "printer-state-message")
    if printer.get("printer-state") == STOPPED_PRINTER:
        return PrinterTrouble("printer.stopped", STOPPED, detail)
    if not printer.get("printer-is-accepting-jobs", False):
        return PrinterTrouble("printer.rejecting", STOPPED, detail)
    return None


def job_report(printer: Answer, job: Answer) -> JobReport:
    """A job that nothing will print – stopped, held after a failed attempt, before a stopped printer – has failed."""
    state = JOB_STATES.get(job.get("job-state", 0), JobState.FAILED)
    detail = _detail(job, "job-state-reasons", "job-printer-state-message")
    sheets = int(job.get("job-media-sheets-completed", 0))
    if state is JobState.QUEUED:
        trouble = printer_trouble(printer)
        if trouble is not None:
            return JobReport(state=JobState.FAILED, sentence=trouble.text, detail=trouble.detail, sheets=sheets)
        if job.get("job-state") == HELD:
            return JobReport(state=JobState.FAILED, sentence=FAILED, detail=detail, sheets=sheets)
    sentence = SENTENCES[state] if state.is_final else _waiting(printer) or SENTENCES[state]
    return JobReport(state=state, sentence=sentence, detail=detail, sheets=sheets)


def _waiting(printer: Answer) -> str:
    for reason in _keywords(printer.get("printer-state-reasons", ())):
        name = reason.removesuffix("-error").removesuffix("-warning").removesuffix("-report")
        if name in REASONS and not reason.endswith("-report"):
            return REASONS[name]
    return ""


def _detail(answer: Answer, reasons: str, message: str) -> str:
    parts = (*_keywords(answer.get(reasons, ())), str(answer.get(message, "")))
    return ", ".join(part for part in parts if part and part != "none")


def _keywords(value: object) -> tuple[str, ...]:
    """ipptool gives one keyword as a string, several as a list."""
    return (value,) if isinstance(value, str) else tuple(map(str, value)) if isinstance(value, (list, tuple)) else ()
