"""The tree of types as tiles, and what is said before an emergency's form."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.domain import words
from kiosk.domain.appeals import AppealType
from kiosk.domain.company import CompanyProfile
from ui.appeals import appeal_words
from ui.appeals.form import Form
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.rows import Rows

QML_IMPORT_NAME = "ui.appeals"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRow:
    """A tile: a group opens its leaves."""

    typeId: str
    name: str
    typeIcon: str
    emergency: bool
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What the tiles and the emergency page say."""

    known: bool = False
    group: str = ""
    emergency: str = ""
    regulated: str = ""
    phones: tuple[str, ...] = ()
    advice: str = ""


@QmlElement
@QmlUncreatable("made by the form's view model")
class TypeTiles(QObject):
    """Shows the groups, or the leaves of the group the form is in."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Rows[TypeRow] = Rows(TypeRow, self)
        self._snapshot = Snapshot()

    def show(self, form: Form, types: tuple[AppealType, ...], company: CompanyProfile | None) -> None:
        chosen = form.draft.type
        ancestors = {chosen.id, chosen.parent_id} if chosen else set()
        self._rows.show(
            [
                TypeRow(
                    typeId=kind.id,
                    name=kind.name,
                    typeIcon=kind.icon,
                    emergency=kind.emergency,
                    chosen=kind.id in ancestors,
                )
                for kind in types
                if (kind.parent_id or "") == form.group
            ]
        )
        kind = form.emergency or chosen
        self._snapshot = Snapshot(
            known=bool(types),
            group=next((each.name for each in types if each.id == form.group), ""),
            emergency=form.emergency.name if form.emergency else "",
            regulated=appeal_words.regulated(kind),
            phones=tuple(dict.fromkeys(map(words.phone, company.dispatcher_phones))) if company else (),
            advice=company.emergency_advice if company else "",
        )
        self.changed.emit()

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(bool, notify=changed)
    def known(self) -> bool:
        """The company has told its types."""
        return self._snapshot.known

    @Property(str, notify=changed)
    def group(self) -> str:
        return self._snapshot.group

    @Property(str, notify=changed)
    def emergency(self) -> str:
        return self._snapshot.emergency

    @Property(str, notify=changed)
    def regulated(self) -> str:
        return self._snapshot.regulated

    @Property("QStringList", notify=changed)
    def phones(self) -> list[str]:
        return list(self._snapshot.phones)

    @Property(str, notify=changed)
    def advice(self) -> str:
        return self._snapshot.advice
