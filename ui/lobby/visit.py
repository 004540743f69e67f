"""From «Войти» to «Ваши данные удалены с экрана»: makes the pages and leads from one to the next."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from kiosk import leaving
from kiosk.machine import Machine
from kiosk.session import Session
from ui.accounts.accounts_view_model import AccountsViewModel
from ui.appeals.appeals_view_model import AppealsViewModel
from ui.appeals.new_appeal_view_model import NewAppealViewModel
from ui.controls.jobs import Jobs, Relay
from ui.controls.printing_view_model import PrintingViewModel
from ui.controls.resident import Resident
from ui.invoices.invoices_view_model import InvoicesViewModel
from ui.lobby.cabinet_view_model import CabinetViewModel
from ui.lobby.lobby_view_model import LobbyViewModel, Page
from ui.login.login_view_model import LoginViewModel

IN_TRAY = "Заберите распечатанный лист из лотка принтера."


class Visit(QObject):
    """One after another, residents come and go; nothing of one outlives their leaving."""

    def __init__(self, lobby: LobbyViewModel, machine: Machine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lobby = lobby
        self._machine = machine
        self._session: Session | None = None
        self.jobs = Jobs(self)
        self._farewells = Jobs(self, threads=1)
        self.news = Relay(machine.connection, self)
        self.resident = Resident(self)
        self.printing = PrintingViewModel(printer=machine.printer, jobs=self.jobs, resident=self.resident, parent=self)
        self._make_pages()
        self._lead()
        lobby.furnish(
            {
                Page.LOGIN: self._login,
                Page.ACCOUNTS: self._accounts,
                Page.CABINET: self._cabinet,
                Page.SUMMARY: self._cabinet,
                Page.APPEALS: self._appeals,
                Page.NEW_APPEAL: self._new_appeal,
                Page.INVOICES: self._invoices,
            }
        )

    def stop(self) -> None:
        """The program ends: no answer is waited for on the screen any more."""
        self.jobs.stop()
        self._farewells.stop()

    def _make_pages(self) -> None:
        machine = self._machine
        common = {"jobs": self.jobs, "resident": self.resident, "parent": self}
        self._login = LoginViewModel(store=machine.store, company=machine.company, **common)
        self._accounts = AccountsViewModel(**common)
        self._cabinet = CabinetViewModel(machine, self.news, self.resident, self)
        self._appeals = AppealsViewModel(**common)
        self._new_appeal = NewAppealViewModel(**common)
        self._invoices = InvoicesViewModel(**common)

    def _lead(self) -> None:
        """Which page follows which."""
        show = self._lobby.show
        self._lobby.login_wanted.connect(self._login.open)
        self._lobby.leaving.connect(self._leave)
        self._login.admitted.connect(lambda: show(Page.ACCOUNTS))
        self._accounts.chosen.connect(lambda: show(Page.CABINET))
        self._cabinet.switch_wanted.connect(lambda: show(Page.ACCOUNTS))
        self._cabinet.appeal_wanted.connect(self._open_new_appeal)
        self._cabinet.opened.connect(self._open_block)
        self._cabinet.summary_opened.connect(lambda: show(Page.SUMMARY))
        self._cabinet.summary_closed.connect(lambda: show(Page.CABINET))
        self.resident.changed.connect(self._resident_changed)

    def _open_block(self, key: str) -> None:
        self._lobby.show({"appeals": Page.APPEALS, "invoices": Page.INVOICES}[key])

    def _open_new_appeal(self) -> None:
        self._lobby.show(Page.NEW_APPEAL)

    def _resident_changed(self) -> None:
        session = self.resident.session
        if session is not None:
            self._session = session
        self._lobby.put_resident(session is not None, session.account_id or "" if session else "")

    def _leave(self) -> None:
        """Wipe everything that is the resident's: pages first, then the key, the cache and the company's session."""
        machine, session = self._machine, self._session
        self._lobby.say_farewell(IN_TRAY if self.printing.printed else "")
        self._session = None
        self.jobs.forget()
        self.resident.put(None)
        QGuiApplication.clipboard().clear()
        if session is not None:
            session.close()
            self._farewells.run(
                lambda: leaving.leave(machine.store, machine.exchange, machine.company, session), lambda _done: None
            )
