"""What QML reads on the accounts' pages: each property is a pure function of the snapshot."""

from enum import IntEnum

from PySide6.QtCore import QEnum, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.domain.accounts import LinkStatus
from kiosk.idle import Activity
from ui.accounts.accounts_state import AccountRow, Page, State
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.rows import Rows
from ui.controls.view_model import ViewModel

QML_IMPORT_NAME = "ui.accounts"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the shell")
class AccountsView(ViewModel):
    """Read-only; `AccountsViewModel` moves it."""

    changed = Signal()

    @QEnum
    class Shown(IntEnum):
        """As `Page`, for QML."""

        List = Page.LIST.value
        ByLogin = Page.BY_LOGIN.value
        ByAddress = Page.BY_ADDRESS.value

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = State()
        self._rows = Rows(AccountRow, self)

    @property
    def state(self) -> State:
        return self._state

    @property
    def activity(self) -> Activity:
        return Activity.PAGE if self._state.page is Page.LIST else Activity.LONG

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(int, notify=changed)
    def page(self) -> int:
        return self._state.page

    @Property(bool, notify=changed)
    def switching(self) -> bool:
        """An account is open already."""
        return self._state.current is not None

    @Property(bool, notify=changed)
    def empty(self) -> bool:
        return not self._state.links

    @Property(bool, notify=changed)
    def refreshable(self) -> bool:
        """Asking again may change what is shown."""
        unsettled = any(link.status is not LinkStatus.CONFIRMED for link in self._state.links)
        return unsettled or self._state.stale != ""

    @Property(str, notify=changed)
    def refreshing(self) -> str:
        return self._state.refreshing.text

    @Property(str, notify=changed)
    def stale(self) -> str:
        return self._state.stale

    @Property(str, notify=changed)
    def linking(self) -> str:
        return self._state.linking.text

    @Property(str, notify=changed)
    def linkingNote(self) -> str:
        return self._state.linking.note

    @Property(str, notify=changed)
    def saidText(self) -> str:
        return self._state.said.text if self._state.said else ""

    @Property(int, notify=changed)
    def saidMood(self) -> int:
        return self._state.said.mood if self._state.said else 0

    @Property(bool, notify=changed)
    def retry(self) -> bool:
        return self._state.said is not None and self._state.said.retry

    @Property(str, notify=changed)
    def emptyField(self) -> str:
        return self._state.empty_field

    @Property(str, notify=changed)
    def emptySentence(self) -> str:
        return self._state.empty_sentence

    @Property("QStringList", notify=changed)
    def suggestions(self) -> tuple[str, ...]:
        return self._state.suggestions

    @Property(str, notify=changed)
    def login(self) -> str:
        return self._state.by_login.login

    @Property(str, notify=changed)
    def number(self) -> str:
        return self._state.by_address.number

    @Property(str, notify=changed)
    def address(self) -> str:
        return self._state.by_address.address

    @Property(str, notify=changed)
    def apartment(self) -> str:
        return self._state.by_address.apartment

    @Property(str, notify=changed)
    def company(self) -> str:
        return self._state.by_address.company
