"""From «Войти» to «Ваши данные удалены с экрана»: makes the pages and leads from one to the next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard, QGuiApplication

from kiosk import leaving, notices, parting
from kiosk.appeals import Draft
from kiosk.connection import PARTED
from kiosk.machine import Machine
from kiosk.printing import forget_earlier
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
from ui.refusals.refusals_view_model import RefusalsViewModel

IN_TRAY = "Заберите распечатанный лист из лотка принтера."


class Visit(QObject):
    """One after another, residents come and go; nothing of one outlives their leaving."""

    def __init__(self, lobby: LobbyViewModel, machine: Machine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lobby = lobby
        self._machine = machine
        self._session: Session | None = None
        self.jobs = Jobs(self)
        self._wiping, self._farewells = Jobs(self, threads=1), Jobs(self, threads=1)
        self.news = Relay(machine.connection, self)
        self.resident = Resident(self)
        self.printing = PrintingViewModel(printer=machine.printer, jobs=self.jobs, resident=self.resident, parent=self)
        self._wiping.run(partial(forget_earlier, machine.printer), lambda _count: None)
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
                Page.REFUSALS: self._refusals,
            }
        )

    def stop(self) -> None:
        """The program ends: no answer is waited for on the screen any more."""
        self.printing.cancel()
        for jobs in (self.jobs, self._wiping, self._farewells):
            jobs.stop()

    def _make_pages(self) -> None:
        machine, jobs, news, resident, printing = self._machine, self.jobs, self.news, self.resident, self.printing
        store, company, clock = machine.store, machine.company, machine.company.now
        zone = partial(notices.zone, store)
        self._login = LoginViewModel(
            store=store,
            company=company,
            device_id=machine.device_id,
            jobs=jobs,
            resident=resident,
            clock=clock,
            parent=self,
        )
        self._accounts = AccountsViewModel(
            store=store,
            company=company,
            exchange=machine.exchange,
            jobs=jobs,
            relay=news,
            resident=resident,
            parent=self,
        )
        self._cabinet = CabinetViewModel(machine, jobs, news, resident, self)
        self._appeals = AppealsViewModel(
            store=store,
            company=company,
            connection=machine.connection,
            jobs=jobs,
            relay=news,
            resident=resident,
            printing=printing,
            clock=clock,
            zone=zone,
            parent=self,
        )
        self._new_appeal = NewAppealViewModel(
            store=store,
            company=company,
            camera=machine.camera,
            jobs=jobs,
            relay=news,
            resident=resident,
            printing=printing,
            clock=clock,
            zone=zone,
            parent=self,
        )
        self._refusals = RefusalsViewModel(
            store=store, jobs=jobs, relay=news, resident=resident, clock=clock, zone=zone, parent=self
        )
        self._invoices = InvoicesViewModel(
            store=store,
            connection=machine.connection,
            jobs=jobs,
            relay=news,
            resident=resident,
            printing=printing,
            parent=self,
        )

    def _lead(self) -> None:
        """Which page follows which."""
        show = self._lobby.show
        self._lobby.exited.connect(self._back)
        self._lobby.leaving.connect(self._leave)
        self._login.admitted.connect(lambda: show(Page.ACCOUNTS))
        self._accounts.chosen.connect(lambda: show(Page.CABINET))
        self._cabinet.switch_wanted.connect(lambda: show(Page.ACCOUNTS))
        self._cabinet.appeal_wanted.connect(lambda: show(Page.NEW_APPEAL))
        self._cabinet.opened.connect(self._open_block)
        self._cabinet.summary_opened.connect(lambda: show(Page.SUMMARY))
        self._cabinet.summary_closed.connect(lambda: show(Page.CABINET))
        self._cabinet.refusals_wanted.connect(lambda: show(Page.REFUSALS))
        self._appeals.new_wanted.connect(lambda: show(Page.NEW_APPEAL))
        self._appeals.form_wanted.connect(self._open_form)
        self._refusals.form_wanted.connect(self._open_form)
        self.resident.changed.connect(self._resident_changed)
        self.news.changed.connect(self._heard)

    def _open_form(self, draft: Draft) -> None:
        """The appeal's form, with what was entered before."""
        self._new_appeal.prepare(draft)
        self._lobby.show(Page.NEW_APPEAL)

    def _open_block(self, key: str) -> None:
        self._lobby.show({"appeals": Page.APPEALS, "invoices": Page.INVOICES}[key])

    def _back(self) -> None:
        """Out of a subject: its list, the cabinet, or the board when nobody is in yet or no account was chosen."""
        match self._lobby.page:
            case Page.NEW_APPEAL:
                self._lobby.show(Page.APPEALS)
            case Page.LOGIN:
                self._lobby.home()
            case _ if self.resident.account_id is None:
                self._lobby.leave()
            case _:
                self._lobby.show(Page.CABINET)

    def _resident_changed(self) -> None:
        session = self.resident.session
        if session is not None:
            self._session = session
        self._lobby.put_resident(session is not None, session.account_id or "" if session else "")

    def _heard(self, kinds: frozenset[str]) -> None:
        """Whoever is at the screen may see the account no longer: let them go."""
        if PARTED in kinds and self._session is not None:
            why = self._machine.connection.parting(self._session.token)
            if why is not None:
                self._lobby.let_go(parting.sentences(self._machine.store, why))

    def _leave(self) -> None:
        """Wipe everything that is the resident's: pages first, then the key, the cache and the company's session."""
        machine, session = self._machine, self._session
        self._lobby.say_farewell(IN_TRAY if self.printing.printed else "")
        self._session = None
        self.jobs.forget()
        self.resident.put(None)
        clipboard = QGuiApplication.clipboard()
        for mode in (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection):
            clipboard.clear(mode)
        if session is not None:
            session.close()
            self._wiping.run(lambda: leaving.forget(machine.store, machine.exchange, session), lambda _done: None)
            self._farewells.run(lambda: leaving.tell(machine.company, session), lambda _done: None)
