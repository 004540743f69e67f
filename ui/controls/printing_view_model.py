"""Printing as the person before the printer sees it: what is happening, what came out, what to do when nothing does."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.devices.printer import JobReport, JobState, Printer, PrinterTrouble
from kiosk.printing import print_pdf
from ui.controls.jobs import Jobs, Trouble
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.resident import Resident

QML_IMPORT_NAME = "ui.controls"
QML_IMPORT_MAJOR_VERSION = 1

Provider = Callable[[], bytes]
"""Makes the PDF; called off the GUI thread."""


NOT_MADE = "Документ для печати подготовить не получилось. Обратитесь в управляющую компанию."


class Stage(Enum):
    IDLE = auto()
    PREPARING = auto()
    QUEUED = auto()
    PRINTING = auto()
    DONE = auto()
    FAILED = auto()
    CANCELLED = auto()


HEADLINES = {
    Stage.IDLE: "",
    Stage.PREPARING: "Готовим документ к печати",
    Stage.QUEUED: "В очереди",
    Stage.PRINTING: "Печатается",
    Stage.DONE: "Готово. Заберите лист из лотка",
    Stage.FAILED: "Не напечатано",
    Stage.CANCELLED: "Печать отменена",
}
STAGES = {
    JobState.QUEUED: Stage.QUEUED,
    JobState.PRINTING: Stage.PRINTING,
    JobState.DONE: Stage.DONE,
    JobState.FAILED: Stage.FAILED,
    JobState.CANCELLED: Stage.CANCELLED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """`trouble`: why nothing can be printed now, learnt before trying; `printed`: a sheet may be in the tray."""

    stage: Stage = Stage.IDLE
    sentence: str = ""
    trouble: str = ""
    printed: bool = False

    @property
    def busy(self) -> bool:
        return self.stage in (Stage.PREPARING, Stage.QUEUED, Stage.PRINTING)

    def after(self, report: JobReport) -> "Snapshot":
        """The same after a report; a headline that says it all needs no sentence."""
        stage = STAGES[report.state]
        sentence = report.sentence if stage in (Stage.QUEUED, Stage.FAILED) else ""
        out = stage is Stage.DONE or report.sheets > 0
        return Snapshot(stage=stage, sentence=sentence, printed=self.printed or out)


@QmlElement
@QmlUncreatable("The shell makes it")
class PrintingViewModel(QObject):
    """One job at a time. `print` hands over; leaving cancels; `printed` outlives the resident until the next one."""

    changed = Signal()

    def __init__(self, *, printer: Printer, jobs: Jobs, resident: Resident, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._printer = printer
        self._jobs = jobs
        self._resident = resident
        self._present = resident.session is not None
        self._snapshot = Snapshot()
        self._wanted: tuple[Provider, str] | None = None
        self._stop = threading.Event()
        resident.changed.connect(self._meet)

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        """Something is being printed: the idle rules rest, and a second tap does nothing."""
        return self._snapshot.busy

    @Property(bool, notify=changed)
    def done(self) -> bool:
        return self._snapshot.stage is Stage.DONE

    @Property(bool, notify=changed)
    def failed(self) -> bool:
        """It was tried and did not come out."""
        return self._snapshot.stage is Stage.FAILED

    @Property(bool, notify=changed)
    def printed(self) -> bool:
        """A sheet is, or may be, in the tray: the leaving page reminds of it."""
        return self._snapshot.printed or self._snapshot.stage is Stage.PRINTING

    @Property(str, notify=changed)
    def headline(self) -> str:
        return HEADLINES[self._snapshot.stage]

    @Property(str, notify=changed)
    def sentence(self) -> str:
        """More than the headline says; before anything was tried, why nothing can be printed now."""
        return self._snapshot.trouble if self._snapshot.stage is Stage.IDLE else self._snapshot.sentence

    def print(self, provider: Provider, title: str) -> None:
        """Have a PDF made and printed. The title is public: never a name or an address. Nothing while busy."""
        if self._snapshot.busy:
            return
        self._wanted = (provider, title)
        self._begin(provider, title)

    @Slot()
    def again(self) -> None:
        """Print once more what was asked for last."""
        if self._wanted is not None and not self._snapshot.busy:
            self._begin(*self._wanted)

    @Slot()
    def check(self) -> None:
        """Learn whether the printer takes jobs, to say so before anyone tries."""
        self._jobs.run(self._printer.trouble, self._learn)

    @Slot()
    def cancel(self) -> None:
        """The resident does not want it any more."""
        self._stop.set()

    @Slot()
    def clear(self) -> None:
        """Another document is on the screen: what became of the last one is no news there. Nothing while busy."""
        if not self._snapshot.busy:
            self._wanted = None
            self._show(Snapshot(trouble=self._snapshot.trouble, printed=self._snapshot.printed))

    def _begin(self, provider: Provider, title: str) -> None:
        stop = self._stop = threading.Event()

        def hear(news: JobReport) -> None:
            if stop is self._stop:
                self._show(self._snapshot.after(news))

        def give_up(_trouble: Trouble) -> None:
            hear(JobReport(state=JobState.FAILED, sentence=NOT_MADE))

        report = self._jobs.courier(hear)
        self._show(Snapshot(stage=Stage.PREPARING, printed=self._snapshot.printed))
        self._jobs.run(lambda: print_pdf(self._printer, provider(), title, report, stop), lambda last: None, give_up)

    def _learn(self, trouble: PrinterTrouble | None) -> None:
        self._show(replace(self._snapshot, trouble="" if trouble is None else trouble.text))

    def _meet(self) -> None:
        """Leaving cancels the job and forgets the document; the next resident starts with an empty tray."""
        present, before = self._resident.session is not None, self._present
        self._present = present
        if present == before:
            return
        self._stop.set()
        self._stop = threading.Event()
        self._wanted = None
        self._show(Snapshot(printed=self.printed and not present))

    def _show(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.changed.emit()
