"""The part of the shell that pages of appeals live in, for tests: a resident, jobs, news, and the windows shown."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import cast

from kiosk import outbox
from kiosk.company import Company, Offline
from kiosk.connection import Connection
from kiosk.database import Store
from kiosk.devices.camera import Camera
from kiosk.devices.printer import JobReport, JobState, PrinterTrouble
from kiosk.devices.qt_camera import camera
from kiosk.domain.accounts import Link, LinkStatus
from kiosk.domain.facts import Fact
from kiosk.session import Session, SessionKey
from tests.ui.appeals.facts import ACCOUNT, FLAT, NOW, ZONE
from tests.ui.heard import DEVICE, hear
from tests.ui.stage import PORTRAIT, Layout, Stage
from ui.appeals.appeals_view_model import AppealsViewModel
from ui.appeals.new_appeal_view_model import NewAppealViewModel
from ui.controls.jobs import Jobs, Relay
from ui.controls.printing_view_model import PrintingViewModel
from ui.controls.resident import Resident
from ui.controls.view_model import ViewModel

SCOPE = f"account:{ACCOUNT}"
VIDEO = Path(__file__).resolve().parents[3] / "resources" / "demo" / "camera.mp4"
VIDEO_WORDS = ("No RHI backend", "pipewire", "Could not open media")
"""What Qt's player says here of a machine without a graphics card or a sound server, and of a file it cannot read."""


class PhotoShelf:
    """The one question pages of appeals ask of the company."""

    def __init__(self) -> None:
        self.reachable = True
        self.photos: Mapping[str, bytes] = {}

    def photo(self, token: str, sha256: str) -> bytes:
        if not self.reachable:
            raise Offline
        return self.photos[sha256]


class Tray:
    """A printer that is always done at once; `sheets` are the documents handed over."""

    def __init__(self) -> None:
        self.sheets: list[bytes] = []

    def trouble(self) -> PrinterTrouble | None:
        return None

    def submit(self, pdf: bytes, title: str) -> str:
        self.sheets.append(pdf)
        return str(len(self.sheets))

    def state(self, job: str) -> JobReport:
        return JobReport(state=JobState.DONE, sentence="", sheets=1)

    def jobs(self) -> tuple[str, ...]:
        return ()

    def cancel(self, job: str, purge: bool) -> None:
        """Nothing is left to cancel."""


class Lobby:
    """Everything a view model of appeals is made of, and the windows they are shown in."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.company = PhotoShelf()
        self.printer = Tray()
        self.connection = Connection()
        self.jobs = Jobs()
        self.relay = Relay(self.connection)
        self.resident = Resident()
        self.printing = PrintingViewModel(printer=self.printer, jobs=self.jobs, resident=self.resident)
        self.now = NOW
        self._models: list[ViewModel] = []
        self._stages: list[Stage] = []
        store.cache.admit(SCOPE)
        self.resident.put(resident())

    @property
    def session(self) -> Session:
        session = self.resident.session
        assert session is not None
        return session

    @property
    def waiting(self) -> list[outbox.Command]:
        """Every appeal the company must still be told of."""
        return self.store.spool.commands(ACCOUNT, "appeal.file")

    def hear(self, *facts: Fact) -> None:
        """The company says these of the account."""
        hear(self.store, facts, SCOPE)
        self.connection.changed(*{fact.kind for fact in facts})

    def leave(self) -> None:
        self.jobs.forget()
        self.session.close()
        self.resident.put(None)

    def appeals(self) -> AppealsViewModel:
        return AppealsViewModel(
            store=self.store,
            company=cast(Company, self.company),
            connection=self.connection,
            jobs=self.jobs,
            relay=self.relay,
            resident=self.resident,
            printing=self.printing,
            clock=self._clock,
            zone=lambda: ZONE,
        )

    def new_appeal(self, eye: Camera | None = None, beat: int = 20) -> NewAppealViewModel:
        """A form at a kiosk without a camera, or with this one and a countdown too fast to wait for."""
        return NewAppealViewModel(
            store=self.store,
            company=cast(Company, self.company),
            camera=eye or camera("none"),
            jobs=self.jobs,
            relay=self.relay,
            resident=self.resident,
            printing=self.printing,
            clock=self._clock,
            zone=lambda: ZONE,
            beat=beat,
        )

    def show(self, flow: str, view_model: AppealsViewModel | NewAppealViewModel, layout: Layout = PORTRAIT) -> Stage:
        """A window with this flow; it is closed before its view model goes."""
        self._models.append(view_model)
        stage = Stage(f"appeals/{flow}.qml", view_model, layout)
        self._stages.append(stage)
        return stage

    def close(self) -> None:
        for stage in self._stages:
            stage.close()
        self.jobs.stop()
        self._models.clear()

    def _clock(self) -> datetime:
        return self.now


def resident() -> Session:
    """A resident who chose the one account they have."""
    link = Link(id="l", account_id=ACCOUNT, number=FLAT.number, address=FLAT.address, status=LinkStatus.CONFIRMED)
    return Session(
        device_id=DEVICE,
        session_id="s",
        token="t",
        phone="+79281234567",
        links=(link,),
        key=SessionKey(),
        account_id=ACCOUNT,
    )
