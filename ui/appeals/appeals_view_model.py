"""The list of appeals: read from the store, redrawn when the company or the outbox has news."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk import accounts, appeals
from kiosk.cached import PAGE
from kiosk.company import Company
from kiosk.connection import Connection
from kiosk.database import Store
from kiosk.idle import Activity
from ui.appeals import appeal_rows, appeal_words
from ui.appeals.appeal_rows import AppealRow
from ui.appeals.appeal_view_model import AppealViewModel
from ui.controls.jobs import Jobs, Relay
from ui.controls.printing_view_model import PrintingViewModel
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.resident import Resident
from ui.controls.rows import Rows
from ui.controls.view_model import ViewModel

QML_IMPORT_NAME = "ui.appeals"
QML_IMPORT_MAJOR_VERSION = 1

FILTERS: dict[str, bool | None] = {"all": None, "open": True, "closed": False}
NEWS = frozenset({"appeal", "appeal_type", "outbox", "refused_operation", "account", "connection"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """At most `limit` rows are shown, `count` are; `heard`: the company has told this account's facts."""

    filter: str = "all"
    limit: int = PAGE
    more: bool = False
    count: int = 0
    heard: bool = False
    reachable: bool = True
    age: str = ""


@QmlElement
@QmlUncreatable("made by the shell")
class AppealsViewModel(ViewModel):
    """`openAppeal` and `closeAppeal` move between the list and `appeal`; everything is forgotten on leaving."""

    changed = Signal()
    new_wanted = Signal()
    """«Новое обращение»."""
    form_wanted = Signal(object)
    """The `Draft` that the form is to open with."""

    def __init__(
        self,
        *,
        store: Store,
        company: Company,
        connection: Connection,
        jobs: Jobs,
        relay: Relay,
        resident: Resident,
        printing: PrintingViewModel,
        clock: Callable[[], datetime],
        zone: Callable[[], tzinfo],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._connection, self._resident = store, connection, resident
        self._clock, self._zone = clock, zone
        self._account_id: str | None = None
        self._snapshot = Snapshot()
        self._rows: Rows[AppealRow] = Rows(AppealRow, self)
        self._appeal = AppealViewModel(
            store=store,
            company=company,
            jobs=jobs,
            resident=resident,
            printing=printing,
            clock=clock,
            zone=zone,
            parent=self,
        )
        self._appeal.changed.connect(self.changed)
        self._appeal.acted.connect(self.refresh)
        self._appeal.actions.form_wanted.connect(self.form_wanted)
        relay.changed.connect(self._hear)
        resident.changed.connect(self._meet)
        self._meet()

    @Slot(str)
    def filterBy(self, name: str) -> None:
        """`all`, `open` or `closed`, from the first page on."""
        self._read(replace(self._snapshot, filter=name, limit=PAGE))

    @Slot()
    def showMore(self) -> None:
        """Another page of the list."""
        self._read(replace(self._snapshot, limit=self._snapshot.limit + PAGE))

    @Slot(str)
    def openAppeal(self, appeal_id: str) -> None:
        """Show one appeal; nothing when it is gone."""
        self._appeal.open(appeal_id)

    @Slot()
    def closeAppeal(self) -> None:
        """Back to the list."""
        self._appeal.forget()

    @Slot()
    def fileNew(self) -> None:
        self.new_wanted.emit()

    @property
    def activity(self) -> Activity:
        return self._appeal.activity

    def _hear(self, kinds: frozenset[str]) -> None:
        if self.on_screen and self._account_id is not None and kinds & NEWS:
            self.refresh()

    def refresh(self) -> None:
        """The list, and the appeal over it, as they stand."""
        self._read(self._snapshot)
        self._appeal.refresh()

    def _meet(self) -> None:
        """Another account, or nobody: nothing of the one before stays."""
        if self._resident.account_id != self._account_id:
            self._account_id = self._resident.account_id
            self._appeal.forget()
            self._rows.show(())
            self._put(Snapshot())
            if self.on_screen:
                self.refresh()

    def _read(self, wanted: Snapshot) -> None:
        """List anew what `wanted` asks for; one row more than shown tells whether there are more."""
        session = self._resident.session
        if session is None or self._account_id is None:
            self._rows.show(())
            self._put(Snapshot())
            return
        kinds = {kind.id: kind for kind in appeals.types(self._store)}
        found = appeals.listed(self._store, self._account_id, session, FILTERS[wanted.filter], wanted.limit + 1)
        shown = found[: wanted.limit]
        self._rows.show([appeal_rows.row(each, kinds.get(each.appeal.type_id or ""), self._zone()) for each in shown])
        heard = accounts.header(self._store, self._account_id) is not None
        self._put(replace(self._with_connection(wanted), count=len(shown), more=len(found) > len(shown), heard=heard))

    def _with_connection(self, wanted: Snapshot) -> Snapshot:
        state = self._connection.state
        if state.reachable is not False:
            return replace(wanted, reachable=True, age="")
        return replace(wanted, reachable=False, age=appeal_words.age(state.agreed_at, self._clock(), self._zone()))

    def _put(self, snapshot: Snapshot) -> None:
        if snapshot != self._snapshot:
            self._snapshot = snapshot
            self.changed.emit()

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(AppealViewModel, constant=True)
    def appeal(self) -> AppealViewModel:
        return self._appeal

    @Property(bool, notify=changed)
    def opened(self) -> bool:
        """The page of one appeal is shown, not the list."""
        return self._appeal.opened

    @Property(str, notify=changed)
    def filter(self) -> str:
        return self._snapshot.filter

    @Property(int, notify=changed)
    def count(self) -> int:
        return self._snapshot.count

    @Property(bool, notify=changed)
    def more(self) -> bool:
        return self._snapshot.more

    @Property(bool, notify=changed)
    def heard(self) -> bool:
        return self._snapshot.heard

    @Property(bool, notify=changed)
    def reachable(self) -> bool:
        return self._snapshot.reachable

    @Property(str, notify=changed)
    def age(self) -> str:
        return self._snapshot.age
