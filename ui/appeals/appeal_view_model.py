"""The page of one appeal: its data, photos fetched as they are looked at, its history, its slip."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk import appeals
from kiosk.appeals import ListedAppeal
from kiosk.company import Company
from kiosk.database import Store
from kiosk.idle import Activity
from kiosk.session import SessionClosed
from ui.appeals import appeal_rows
from ui.appeals.appeal_actions import AppealActions
from ui.appeals.appeal_rows import EventRow, Sheet
from ui.appeals.photo_loading import PhotoLoading
from ui.appeals.slip import TITLE, slip
from ui.controls.jobs import Jobs
from ui.controls.printing_view_model import PrintingViewModel
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.resident import Resident
from ui.controls.rows import Rows
from ui.controls.view_model import ViewModel

QML_IMPORT_NAME = "ui.appeals"
QML_IMPORT_MAJOR_VERSION = 1

NOTHING = Sheet(
    appeal_id="",
    number="",
    filed="",
    type_name="",
    type_icon="",
    text="",
    status="",
    status_glyph="",
    mood=0,
    explanation="",
    notice_mood=0,
    notice_glyph="",
    visit="",
    regulated="",
    photos=(),
    history=(),
)


@QmlElement
@QmlUncreatable("made by the list")
class AppealViewModel(ViewModel):
    """`open` shows an appeal, `refresh` shows what became of it, `forget` shows none."""

    changed = Signal()
    acted = Signal()
    """Something was asked about the appeal."""

    def __init__(
        self,
        *,
        store: Store,
        company: Company,
        jobs: Jobs,
        resident: Resident,
        printing: PrintingViewModel,
        clock: Callable[[], datetime],
        zone: Callable[[], tzinfo],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._company, self._resident = store, company, resident
        self._printing, self._clock, self._zone = printing, clock, zone
        self._shown: ListedAppeal | None = None
        self._sheet = NOTHING
        self._history: Rows[EventRow] = Rows(EventRow, self)
        self._photos = PhotoLoading(jobs, self._fetching, self)
        self._actions = AppealActions(store=store, jobs=jobs, resident=resident, clock=clock, parent=self)
        self._actions.done.connect(self._act)

    @property
    def activity(self) -> Activity:
        return Activity.BUSY if self._printing.busy else Activity.PAGE

    def open(self, appeal_id: str) -> None:
        """Show one appeal of the chosen account; nothing when it is gone."""
        self.forget()
        self._printing.clear()
        self._read(appeal_id)

    def refresh(self) -> None:
        """Read the shown appeal anew."""
        if self._shown is not None:
            self._read(self._shown.appeal.id)

    def forget(self) -> None:
        self._shown = None
        self._actions.show(None)
        self._photos.forget()
        self._put(NOTHING)

    @Slot()
    def loadPhotos(self) -> None:
        """Try again to load what could not be loaded."""
        self._photos.load(self._sheet.photos)

    @Slot()
    def printSlip(self) -> None:
        """«Распечатать талон»."""
        provider = slip(self._store, self._shown, self._clock()) if self._shown else None
        if provider is not None:
            self._printing.print(provider, TITLE)

    def _read(self, appeal_id: str) -> None:
        account_id = self._resident.account_id
        session = self._resident.session
        if account_id is None or session is None:
            return
        found = appeals.find(self._store, account_id, appeal_id, session)
        if found is None:
            self._gone()
            return
        kinds = {kind.id: kind for kind in appeals.types(self._store)}
        self._shown = found
        self._put(appeal_rows.sheet(found, kinds.get(found.appeal.type_id or ""), self._zone()))
        self._actions.show(found)
        self._photos.load(found.appeal.photos)

    def _gone(self) -> None:
        """What is shown was put away: there is nothing to show any more."""
        if self._shown is not None:
            self.forget()
            self.changed.emit()

    def _act(self) -> None:
        """What was asked here is in the outbox: the page, and the list behind it, say so."""
        self.refresh()
        self.acted.emit()

    def _fetching(self, sha256: str) -> Callable[[], bytes]:
        """What a job does to get a photo in this session."""
        session = self._resident.session
        if session is None:
            raise SessionClosed
        return lambda: appeals.photo(self._store, self._company, session, sha256)

    def _put(self, sheet: Sheet) -> None:
        if sheet != self._sheet:
            self._sheet = sheet
            self._history.show(sheet.history)
            self.changed.emit()

    @Property(QObject, constant=True)
    def history(self) -> QObject:
        return self._history

    @Property(AppealActions, constant=True)
    def actions(self) -> AppealActions:
        return self._actions

    @Property(PhotoLoading, constant=True)
    def photos(self) -> PhotoLoading:
        return self._photos

    @Property(PrintingViewModel, constant=True)
    def printing(self) -> PrintingViewModel:
        return self._printing

    @Property(bool, notify=changed)
    def opened(self) -> bool:
        return self._shown is not None

    @Property(str, notify=changed)
    def number(self) -> str:
        return self._sheet.number

    @Property(str, notify=changed)
    def filed(self) -> str:
        return self._sheet.filed

    @Property(str, notify=changed)
    def typeName(self) -> str:
        return self._sheet.type_name

    @Property(str, notify=changed)
    def typeIcon(self) -> str:
        return self._sheet.type_icon

    @Property(str, notify=changed)
    def text(self) -> str:
        return self._sheet.text

    @Property(str, notify=changed)
    def status(self) -> str:
        return self._sheet.status

    @Property(str, notify=changed)
    def statusGlyph(self) -> str:
        return self._sheet.status_glyph

    @Property(int, notify=changed)
    def mood(self) -> int:
        return self._sheet.mood

    @Property(str, notify=changed)
    def explanation(self) -> str:
        return self._sheet.explanation

    @Property(int, notify=changed)
    def noticeMood(self) -> int:
        return self._sheet.notice_mood

    @Property(str, notify=changed)
    def noticeGlyph(self) -> str:
        return self._sheet.notice_glyph

    @Property(str, notify=changed)
    def visit(self) -> str:
        return self._sheet.visit

    @Property(str, notify=changed)
    def regulated(self) -> str:
        return self._sheet.regulated
