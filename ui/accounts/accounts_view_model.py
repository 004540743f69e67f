"""Moves the accounts' pages: refreshing the list, linking by login or address, choosing, forgetting everything."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk import accounts
from kiosk.company import Company, Exchange
from kiosk.domain.accounts import Link, LinkByLogin, LinkStatus, check_claim
from kiosk.domain.errors import Refused
from kiosk.session import Session
from ui.accounts.accounts_state import FIELDS, LINKING, PENDING, REFRESHING, Page, State, age
from ui.accounts.accounts_view import AccountsView
from ui.controls.asking import Asking
from ui.controls.jobs import Jobs, Relay, Trouble
from ui.controls.qml import QmlUncreatable
from ui.controls.resident import Resident
from ui.controls.said import Mood, Said, said

if TYPE_CHECKING:
    from kiosk.database import Store

QML_IMPORT_NAME = "ui.accounts"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the shell")
class AccountsViewModel(AccountsView):
    """`chosen` follows `exchange.follow` and `resident.put`. `seconds` is a monotonic clock."""

    chosen = Signal()
    pointed = Signal(str)
    """Bring this into sight: `said`, or the name of a field."""

    def __init__(
        self,
        *,
        store: Store,
        company: Company,
        exchange: Exchange,
        jobs: Jobs,
        relay: Relay,
        resident: Resident,
        parent: QObject | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._store, self._company, self._exchange = store, company, exchange
        self._resident, self._seconds = resident, seconds
        self._jobs = jobs
        self._refreshing, self._linking = Asking(jobs, self), Asking(jobs, self)
        self._refreshing.changed.connect(lambda: self._see(refreshing=self._refreshing.waiting))
        self._linking.changed.connect(lambda: self._see(linking=self._linking.waiting))
        resident.changed.connect(self._resident_changed)
        relay.changed.connect(self._heard)

    @Slot()
    def open(self) -> None:
        """The flow is on the screen: straight on with the only account of who just came in, else the list."""
        session = self._resident.session
        if session is None:
            return
        self._see(page=Page.LIST, said=None)
        if self._state.only is not None and session.account_id is None:
            self.choose(self._state.only.account_id)
        else:
            self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask the company for the links as they stand."""
        session = self._resident.session
        if session is None or self._state.refreshing.busy:
            return
        self._refreshing.ask(
            REFRESHING,
            lambda: accounts.links(self._company, session),
            lambda heard: self._hold(heard.links),
            self._not_refreshed,
        )

    @Slot(str)
    def choose(self, account_id: str) -> None:
        """Open this account, or say why it cannot be opened."""
        session = self._resident.session
        if session is None:
            return
        try:
            opened = accounts.choose(self._exchange, session, account_id)
        except Refused as refused:
            self._say(said(refused))
            return
        self._refreshing.drop()
        self._resident.put(opened)
        # Later: the shell answers by showing another page, and this may be called while it is loading ours.
        QTimer.singleShot(0, self.chosen.emit)

    @Slot()
    def byLogin(self) -> None:
        """«Добавить по логину и паролю»."""
        self._see(page=Page.BY_LOGIN, said=None, empty_field="", empty_sentence="")

    @Slot()
    def byAddress(self) -> None:
        """«Добавить по адресу»."""
        self._see(page=Page.BY_ADDRESS, said=None, empty_field="", empty_sentence="", suggestions=())

    @Slot()
    def back(self) -> None:
        """To the list; a password is not kept."""
        kept = LinkByLogin(login=self._state.by_login.login, password="")
        self._see(page=Page.LIST, by_login=kept, said=None, suggestions=())

    @Slot(str, str)
    def type(self, name: str, text: str) -> None:
        """What stands in a field of the open form now."""
        self._put_field(name, text)
        if name == "address":
            self._jobs.run(
                lambda: accounts.suggest(self._store, text) if self._is_typed(text) else (),
                lambda hits: self._suggest(text, hits),
            )

    def _is_typed(self, text: str) -> bool:
        """It still stands in the field: a city's addresses are read only for the last of several quick letters."""
        return self._state.page is Page.BY_ADDRESS and self._state.by_address.address == text

    def _suggest(self, text: str, hits: tuple[str, ...]) -> None:
        if self._is_typed(text):
            self._see(suggestions=tuple(hit for hit in hits if hit != text))

    @Slot(str)
    def pick(self, address: str) -> None:
        """Take a suggestion."""
        self._put_field("address", address)
        self._see(suggestions=())

    @Slot()
    def link(self) -> None:
        """«Добавить»: ask the company, or point to the field still empty."""
        session, claim = self._resident.session, self._state.claim
        if session is None or self._state.linking.busy:
            return
        try:
            check_claim(claim)
        except Refused as refused:
            name = FIELDS[str(refused.values["field"])]
            self._see(empty_field=name, empty_sentence=refused.text, said=None)
            self.pointed.emit(name)
            return
        self._see(said=None, empty_field="", empty_sentence="")
        self._linking.ask(
            LINKING,
            lambda: accounts.link(self._company, session, claim),
            self._linked,
            lambda trouble: self._say(said(trouble)),
        )

    def _linked(self, heard: Session) -> None:
        new = heard.links[-1]
        self._refreshing.drop()
        self._hold((*(link for link in self._state.links if link.id != new.id), new))
        fresh = State()
        self._see(page=Page.LIST, by_login=fresh.by_login, by_address=fresh.by_address, suggestions=())
        self._say(_welcome(new))

    def _hold(self, links: tuple[Link, ...]) -> None:
        """These are the resident's links now."""
        session = self._resident.session
        self._see(links=links, heard=self._seconds(), stale="")
        if session is not None and session.links != links:
            self._resident.put(replace(session, links=links))

    def _not_refreshed(self, trouble: Trouble) -> None:
        if isinstance(trouble, Refused):
            self._say(said(trouble))
            return
        known = age(self._seconds() - self._state.heard)
        self._see(stale=f"Список получен {known}: с тех пор статусы могли измениться.")

    def _say(self, said: Said) -> None:
        self._see(said=said)
        self.pointed.emit("said")

    def _put_field(self, name: str, text: str) -> None:
        self._see(**self._state.with_field(name, text), said=None, empty_field="", empty_sentence="")

    def _resident_changed(self) -> None:
        session = self._resident.session
        if session is None:
            self._refreshing.drop()
            self._linking.drop()
            self._show(State())
        elif session.links != self._state.links or not self._state.heard:
            self._see(links=session.links, current=session.account_id, heard=self._seconds())
        else:
            self._see(current=session.account_id)

    def _heard(self, kinds: frozenset[str]) -> None:
        """The connection may be back: what could not be refreshed is asked for again."""
        if "connection" in kinds and self._state.stale:
            self.refresh()

    def _see(self, **changes: Any) -> None:
        self._show(replace(self._state, **changes))

    def _show(self, state: State) -> None:
        if state != self._state:
            self._state = state
            self._rows.show(state.rows)
            self.changed.emit()


def _welcome(link: Link) -> Said:
    match link.status:
        case LinkStatus.CONFIRMED:
            return Said(text=f"Счёт № {link.number} добавлен. Его можно выбрать.", mood=Mood.GOOD)
        case LinkStatus.PENDING:
            return Said(text=f"Заявка на счёт № {link.number} принята. {PENDING}", mood=Mood.INFO)
        case LinkStatus.DECLINED:
            text = f"Управляющая компания не подтвердила счёт № {link.number}"
            return Said(text=f"{text}: {link.reason}." if link.reason else f"{text}.")
