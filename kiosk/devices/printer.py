"""What the kiosk asks of a printer, and what a printer answers."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from kiosk.domain.errors import Refused


class JobState(StrEnum):
    QUEUED = "queued"
    PRINTING = "printing"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_final(self) -> bool:
        return self in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobReport:
    """Where a job is: `sentence` for the resident, `detail` for the operator, `sheets` that already came out."""

    state: JobState
    sentence: str
    detail: str = ""
    sheets: int = 0


class PrinterTrouble(Refused):
    """The printer cannot take or follow a job: a resident's sentence, and a detail for the operator."""

    def __init__(self, code: str, sentence: str, detail: str = "") -> None:
        super().__init__(code, sentence)
        self.detail = detail


class Printer(Protocol):
    """Calls may block for some seconds: never make them on the GUI thread."""

    def trouble(self) -> PrinterTrouble | None:
        """Why nothing can be printed now; None when the printer takes jobs."""

    def submit(self, pdf: bytes, title: str) -> str:
        """Hand over a PDF as it is and give the job's id. Titles are public: never a name or an address in them.

        Raises PrinterTrouble.
        """

    def state(self, job: str) -> JobReport:
        """Where the job is. Raises PrinterTrouble when that cannot be learnt."""

    def jobs(self) -> tuple[str, ...]:
        """Every job of ours whose document the system still has, finished or not. Raises PrinterTrouble."""

    def cancel(self, job: str, purge: bool) -> None:
        """Stop the job if it still runs; with `purge` forget its document too. Raises PrinterTrouble."""
