"""The board: what anyone in the lobby may read. It is shown before anything else is loaded."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk import standing
from kiosk.standing import Standing
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.rows import Rows

if TYPE_CHECKING:
    from kiosk.machine import Machine
    from ui.lobby.board_cards import Card

QML_IMPORT_NAME = "ui.lobby"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CardRow:
    """A card's roles; the same fields as `board_cards.Card`, which is imported only once there is one."""

    title: str
    text: str
    glyph: str
    urgent: bool
    progress: float
    progressText: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Everything the board shows but its cards and its clock."""

    known: bool = False
    quiet: bool = False
    street: str = ""
    house: str = ""
    company: str = ""
    phones: tuple[str, ...] = ()
    advice: str = ""
    reachable: bool = True
    barred: str = ""
    age: str = ""
    trouble: str = ""
    date: str = ""
    clock: str = field(default_factory=lambda: datetime.now().astimezone().strftime("%H:%M"))


@QmlElement
@QmlUncreatable("made by the shell")
class BoardViewModel(QObject):
    """Fed by `refresh`; before the first one it shows the clock and that data are on their way."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._snapshot = Snapshot()
        self._cards: Rows[Card | CardRow] = Rows(CardRow, self)

    def refresh(self, machine: Machine) -> None:
        """Read the board anew; a millisecond's work on the cache."""
        from ui.lobby import board_reading

        wiped = machine.store.spool.wiped if machine.connection.state.standing is Standing.WIPED else None
        if wiped is not None:
            self._cards.show(())
            self.fail(standing.out_of_service(wiped.phones))
            return
        snapshot, cards = board_reading.read(machine)
        self._cards.show(cards)
        self._put(replace(snapshot, quiet=snapshot.known and not cards))

    def fail(self, trouble: str) -> None:
        """The machine could not be put together: say so to whoever can help."""
        self._put(Snapshot(trouble=trouble))

    def _put(self, snapshot: Snapshot) -> None:
        if snapshot != self._snapshot:
            self._snapshot = snapshot
            self.changed.emit()

    @Property(QObject, constant=True)
    def cards(self) -> QObject:
        return self._cards

    @Property(bool, notify=changed)
    def known(self) -> bool:
        return self._snapshot.known

    @Property(bool, notify=changed)
    def quiet(self) -> bool:
        """The building is known, and there is nothing to tell of it."""
        return self._snapshot.quiet

    @Property(str, notify=changed)
    def street(self) -> str:
        return self._snapshot.street

    @Property(str, notify=changed)
    def house(self) -> str:
        return self._snapshot.house

    @Property(str, notify=changed)
    def company(self) -> str:
        return self._snapshot.company

    @Property(str, notify=changed)
    def clock(self) -> str:
        return self._snapshot.clock

    @Property(str, notify=changed)
    def date(self) -> str:
        return self._snapshot.date

    @Property("QStringList", notify=changed)
    def phones(self) -> list[str]:
        return list(self._snapshot.phones)

    @Property(str, notify=changed)
    def advice(self) -> str:
        return self._snapshot.advice

    @Property(bool, notify=changed)
    def reachable(self) -> bool:
        return self._snapshot.reachable

    @Property(str, notify=changed)
    def barred(self) -> str:
        """Why the company does not serve this kiosk as it is; empty where it does, or is only out of reach."""
        return self._snapshot.barred

    @Property(str, notify=changed)
    def age(self) -> str:
        return self._snapshot.age

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._snapshot.trouble
