"""The touchscreen's shell: which page is shown, who may see it, when everything is wiped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.idle import Activity, Idle, Rest
from ui.controls.qml import Property, QmlUncreatable
from ui.controls.view_model import ViewModel
from ui.lobby.board_view_model import BoardViewModel

QML_IMPORT_NAME = "ui.lobby"
QML_IMPORT_MAJOR_VERSION = 1

FAREWELL = 6_000
"""Milliseconds «Ваши данные удалены с экрана» stays before the board."""
TO_READ = 90_000
"""Milliseconds for the sentences with which the company's decision lets somebody go."""
UI = Path(__file__).resolve().parents[1]


class Page(StrEnum):
    """What fills the screen; the value is the QML file below `ui/`."""

    BOARD = "lobby/BoardPage.qml"
    PREPARING = "lobby/PreparingPage.qml"
    LOGIN = "login/LoginFlow.qml"
    ACCOUNTS = "accounts/AccountsFlow.qml"
    CABINET = "lobby/CabinetPage.qml"
    APPEALS = "appeals/AppealsFlow.qml"
    NEW_APPEAL = "appeals/NewAppealFlow.qml"
    INVOICES = "invoices/InvoicesFlow.qml"
    REFUSALS = "refusals/RefusalsFlow.qml"
    SUMMARY = "lobby/SummaryPage.qml"
    FAREWELL = "lobby/FarewellPage.qml"
    PARTING = "lobby/PartingPage.qml"

    @property
    def url(self) -> QUrl:
        return QUrl.fromLocalFile(str(UI / self))

    @property
    def rests(self) -> bool:
        """Nothing on it is anybody's: it may stand for ever."""
        return self in (Page.BOARD, Page.FAREWELL, Page.PARTING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """`seconds_left` counts only while the warning is up, −1 otherwise."""

    page: Page = Page.BOARD
    seconds_left: int = -1
    resident: bool = False
    farewell: str = ""
    parting: tuple[str, ...] = ()
    account: str = ""


@QmlElement
@QmlUncreatable("made by the shell")
class LobbyViewModel(QObject):
    """Pages are view models handed in by `furnish`; until then only the board can be shown."""

    changed = Signal()
    opened = Signal()
    """Another page is to be loaded."""
    exited = Signal()
    """The person went back out of the page that is shown."""
    leaving = Signal()
    """The person left, by the button or by idleness: wipe whatever is theirs."""

    def __init__(self, board: BoardViewModel, seconds: Callable[[], float], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._seconds = seconds
        self._pages: dict[Page, ViewModel] = {}
        self._snapshot = Snapshot()
        self._idle = Idle(activity=Activity.PAGE, since=seconds())
        self._typing = self._eased = False
        self._look = QTimer(self, singleShot=True)
        self._look.timeout.connect(self.look)
        self._goodbye = QTimer(self, singleShot=True)
        self._goodbye.timeout.connect(self.home)

    def furnish(self, pages: dict[Page, ViewModel]) -> None:
        """The machine is put together: every page may be opened now."""
        self._pages = pages
        for page in pages.values():
            page.disappear()
        self.changed.emit()
        if self._snapshot.page is Page.PREPARING:
            self.login()

    def show(self, page: Page) -> None:
        """Fill the screen with this page."""
        self._goodbye.stop()
        self._turn(page)
        self._put(replace(self._snapshot, page=page, seconds_left=-1))
        self._idle = Idle(activity=self._activity(), since=self._seconds())
        self.look()

    def _turn(self, page: Page) -> None:
        """Only the page that is shown reads."""
        old, new = self._pages.get(self._snapshot.page), self._pages.get(page)
        if old is not None and old is not new:
            old.disappear()
        if new is not None and new is not old:
            new.appear()

    def put_resident(self, present: bool, account: str) -> None:
        self._put(replace(self._snapshot, resident=present, account=account))

    @Slot()
    def login(self) -> None:
        """«Войти»: the phone page, or a word of patience while the machine is being put together."""
        if self._board.trouble:
            return
        self.show(Page.LOGIN if self._pages else Page.PREPARING)

    @Slot()
    def exit(self) -> None:
        """Back, out of the first page of a subject."""
        self.exited.emit()

    @Slot()
    def home(self) -> None:
        """Back to the board, from a page that belongs to nobody."""
        self._turn(Page.BOARD)
        self._put(Snapshot())
        self._look.stop()

    @Slot()
    def leave(self) -> None:
        """«Выйти», «Завершить сейчас», or nobody here any more."""
        resident = self._snapshot.resident
        self.leaving.emit()
        if not resident:
            self.home()
        elif self._snapshot.parting:
            self.show(Page.PARTING)
            self._goodbye.start(TO_READ)
        else:
            self.show(Page.FAREWELL)
            self._goodbye.start(FAREWELL)

    def let_go(self, sentences: tuple[str, ...]) -> None:
        """The resident leaves because the company shut the account to them, and reads why."""
        self._put(replace(self._snapshot, parting=sentences))
        self.leave()

    def say_farewell(self, text: str) -> None:
        """What the last page adds, such as a printed sheet in the tray."""
        self._put(replace(self._snapshot, farewell=text))

    @Slot()
    def touched(self) -> None:
        """A finger or a key: the person is here."""
        now = self._seconds()
        if self._idle.rest(now) is Rest.ACTIVE:
            self._idle = self._idle.touched(now)

    @Slot()
    def stay(self) -> None:
        """«Да, продолжить»."""
        self._idle = self._idle.touched(self._seconds())
        self.look()

    @Slot(bool)
    def type(self, typing: bool) -> None:
        """The on-screen keyboard came or went."""
        self._typing = typing
        self.look()

    @Slot(bool)
    def ease(self, eased: bool) -> None:
        """Large text or high contrast: whoever needs it is given more time."""
        self._eased = eased
        self.look()

    @Slot()
    def look(self) -> None:
        """Compare the clock with the idle rules and come back when they may say something else."""
        if self._snapshot.page.rests:
            self._look.stop()
            return
        now = self._seconds()
        self._idle = self._idle.doing(self._activity(), now) if self._idle.rest(now) is Rest.ACTIVE else self._idle
        match self._idle.rest(now):
            case Rest.OVER:
                self.leave()
                return
            case Rest.WARNED:
                self._put(replace(self._snapshot, seconds_left=ceil(self._idle.left(now))))
            case Rest.ACTIVE:
                self._put(replace(self._snapshot, seconds_left=-1))
        self._look.start(max(50, min(1000, ceil(self._idle.next_look(now) * 1000))))

    def _activity(self) -> Activity:
        page = self._pages.get(self._snapshot.page)
        activity = page.activity if page is not None else Activity.PAGE
        return Activity.LONG if activity is Activity.PAGE and (self._typing or self._eased) else activity

    def _put(self, snapshot: Snapshot) -> None:
        other_page = snapshot.page is not self._snapshot.page
        if snapshot != self._snapshot:
            self._snapshot = snapshot
            self.changed.emit()
        if other_page:
            self.opened.emit()

    @property
    def page(self) -> Page:
        return self._snapshot.page

    @Property(BoardViewModel, constant=True)
    def board(self) -> BoardViewModel:
        return self._board

    @Property(QUrl, notify=changed)
    def pageSource(self) -> QUrl:
        return self._snapshot.page.url

    @Property(QObject, notify=changed)
    def pageModel(self) -> QObject:
        return self._pages.get(self._snapshot.page, self)

    @Property(bool, notify=changed)
    def furnished(self) -> bool:
        """Every page can be opened."""
        return bool(self._pages)

    @Property(bool, notify=changed)
    def resident(self) -> bool:
        return self._snapshot.resident

    @Property(str, notify=changed)
    def account(self) -> str:
        return self._snapshot.account

    @Property(int, notify=changed)
    def secondsLeft(self) -> int:
        return self._snapshot.seconds_left

    @Property(str, notify=changed)
    def timeLeft(self) -> str:
        """«27 секунд», empty while there is no warning."""
        if self._snapshot.seconds_left < 0:
            return ""
        from kiosk.domain import words

        return words.count(self._snapshot.seconds_left, "секунду", "секунды", "секунд")

    @Property(str, notify=changed)
    def farewell(self) -> str:
        return self._snapshot.farewell

    @Property("QStringList", notify=changed)
    def parting(self) -> list[str]:
        """Why the company shut the account, what became of what was entered, whom to ask; empty otherwise."""
        return list(self._snapshot.parting)
