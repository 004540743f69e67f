"""From «Войти» to «Ваши данные удалены с экрана»: makes the pages and leads from one to the next."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from kiosk import leaving, notices
from kiosk.machine import Machine
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
