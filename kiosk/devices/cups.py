"""Printing through CUPS: the original PDF by `lp`, its fate by `ipptool`, which answers in structures.

Not by `lpstat`, which does not tell a printed job from an aborted one; nor by `cancel -x`, which CUPS 2.4 refuses for
a finished job, so that its document would stay in the spool.
"""

import math
import os
import plistlib
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.parsers.expat import ExpatError

from kiosk.devices import cups_words
from kiosk.devices.printer import JobReport, PrinterTrouble

TIMEOUT = 10.0
"""Seconds one command may take."""
SOCKET = Path("/run/cups/cups.sock")
OURS = "Киоск: "
"""How the names of the program's jobs begin: on a desk the same user prints other things too."""
JOB_ID = re.compile(rb"request id is (\S+-\d+) ")

REQUEST = """{{
OPERATION {operation}
GROUP operation-attributes-tag
ATTR charset attributes-charset utf-8
ATTR language attributes-natural-language en
ATTR uri printer-uri $uri
{attributes}
}}
"""
ABOUT_PRINTER = REQUEST.format(
    operation="Get-Printer-Attributes",
    attributes="ATTR keyword requested-attributes "
    "printer-state,printer-state-reasons,printer-state-message,printer-is-accepting-jobs",
)
ABOUT_JOB = REQUEST.format(
    operation="Get-Job-Attributes",
    attributes="ATTR integer job-id $job\nATTR keyword requested-attributes "
    "job-state,job-state-reasons,job-printer-state-message,job-media-sheets-completed",
)
MY_JOBS = REQUEST.format(
    operation="Get-Jobs",
    attributes="ATTR name requesting-user-name $user\nATTR keyword which-jobs all\nATTR boolean my-jobs true\n"
    "ATTR keyword requested-attributes job-id,job-name,number-of-documents",
)
CANCEL_JOB = REQUEST.format(
    operation="Cancel-Job",
    attributes="ATTR integer job-id $job\nATTR name requesting-user-name $user\nATTR boolean purge-job $purge",
)

Answer = Mapping[str, Any]


class CupsPrinter:
    """A queue of CUPS. `server` is what CUPS_SERVER would say; empty leaves the choice to the environment and CUPS."""

    def __init__(self, queue: str, server: str = "") -> None:
        self._queue = queue
        self._server = server

    def trouble(self) -> PrinterTrouble | None:
        """No queue, no CUPS, or a queue that is stopped or takes no jobs."""
        try:
            printer = self._ask(ABOUT_PRINTER)
        except PrinterTrouble as trouble:
            return trouble
        return cups_words.printer_trouble(printer)

    def submit(self, pdf: bytes, title: str) -> str:
        """`lp` reads the PDF from its standard input, so that no copy is left in a file of ours."""
        said = self._run("lp", "-d", self._queue, "-t", OURS + title, given=pdf)
        found = JOB_ID.search(said)
        if found is None:
            raise PrinterTrouble("printer.lp", cups_words.NOT_TAKEN, f"lp said {said!r}")
        return found[1].decode()

    def state(self, job: str) -> JobReport:
        """The job's own state; a job that waits for a stopped printer has failed."""
        return cups_words.job_report(self._ask(ABOUT_PRINTER), self._ask(ABOUT_JOB, job=_number(job)))

    def jobs(self) -> tuple[str, ...]:
        """Whatever this program handed over and CUPS still has a document of, also from before a power cut."""
        return tuple(f"{self._queue}-{group['job-id']}" for group in self._report(MY_JOBS) if _has_document(group))

    def cancel(self, job: str, purge: bool) -> None:
        """With `purge` the spooled document goes too, even of a job already printed."""
        self._ask(CANCEL_JOB, job=_number(job), purge=str(purge).lower())

    def _ask(self, request: str, **values: str) -> Answer:
        """The last group of attributes in the answer; the first is about the protocol."""
        return self._report(request, **values)[-1]

    def _report(self, request: str, **values: str) -> tuple[Answer, ...]:
        """Every group of attributes CUPS answers to an IPP request; PrinterTrouble when it is silent or refuses."""
        if not self._queue:
            raise PrinterTrouble("printer.none", cups_words.NO_PRINTER, "no printer is named in the settings")
        given = [part for name, value in values.items() for part in ("-d", f"{name}={value}")]
        arguments = ("ipptool", "-X", "-T", str(math.ceil(TIMEOUT)), *given, self._uri(), "/dev/stdin")
        said = self._run(*arguments, given=request.encode(), accept=(0, 1))
        try:
            return _groups(plistlib.loads(said))
        except (ExpatError, ValueError) as error:
            raise PrinterTrouble("printer.ipptool", cups_words.NO_PRINTER, f"ipptool: {error}") from None

    def _uri(self) -> str:
        return f"ipp://{quote(self._address(), safe=':[]')}/printers/{quote(self._queue, safe='')}"

    def _address(self) -> str:
        chosen = self._server or os.environ.get("CUPS_SERVER", "")
        return chosen or (str(SOCKET) if SOCKET.exists() else "localhost")

    def _run(self, *arguments: str, given: bytes = b"", accept: tuple[int, ...] = (0,)) -> bytes:
        environment = {**os.environ, "LC_ALL": "C"}
        if self._server:
            environment["CUPS_SERVER"] = self._server
        name = arguments[0]
        try:
            done = subprocess.run(
                arguments, input=given, env=environment, capture_output=True, timeout=TIMEOUT, check=False
            )
        except subprocess.TimeoutExpired:
            raise PrinterTrouble("printer.slow", cups_words.NO_ANSWER, f"{name} took over {TIMEOUT:.0f} s") from None
        except OSError as error:
            raise PrinterTrouble("printer.none", cups_words.NO_PRINTER, f"{name}: {error.strerror}") from None
        if done.returncode not in accept:
            raise PrinterTrouble(f"printer.{name}", cups_words.NOT_TAKEN, done.stderr.decode(errors="replace").strip())
        return done.stdout


def _has_document(job: Answer) -> bool:
    return str(job.get("job-name", "")).startswith(OURS) and job.get("number-of-documents", 0) > 0


def _number(job: str) -> str:
    """«kiosk-12» → «12»."""
    return job.rpartition("-")[2]


def _groups(report: Answer) -> tuple[Answer, ...]:
    """Of ipptool's report."""
    tests = report.get("Tests", [])
    if not tests:
        raise PrinterTrouble("printer.cups", cups_words.NO_PRINTER, str(report.get("ErrorMessage", "CUPS is silent")))
    status = str(tests[0].get("StatusCode", ""))
    if not status.startswith("successful"):
        raise PrinterTrouble("printer.refuses", cups_words.NO_PRINTER, status or "no status")
    return tuple(tests[0]["ResponseAttributes"])
