"""The whole kiosk as `python -m kiosk run` puts it together, and a resident before it."""

import gc
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMetaObject
from PySide6.QtQuick import QQuickWindow

from kiosk import identity, login
from kiosk.__main__ import assemble
from kiosk.database import Store, key
from kiosk.domain.login import CodeSent
from kiosk.identity import Identity
from kiosk.machine import Machine
from kiosk.session import Session
from kiosk.settings import Settings
from tests.sync.machine import DIGITS
from tests.ui import taps
from tests.ui.counter import Seconds
from ui.lobby.application import Application
from ui.lobby.lobby_view_model import LobbyViewModel, Page
from ui.lobby.visit import Visit

ACCOUNT = "10117"
LANDSCAPE = (1920, 1080)
PORTRAIT = (1080, 1920)

Code = Callable[[CodeSent], str]
"""How a resident learns the code that was sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What an installer set on this machine."""

    printer: str = ""
    camera: str = "none"
    resolution: tuple[int, int] = PORTRAIT


class Kiosk:
    """Made in `directory` for a company at `url`; with no `device` it was never enrolled. `open` switches it on."""

    def __init__(self, directory: Path, device: Identity | None, code: Code, parts: Parts | None = None) -> None:
        self.directory, self._code = directory, code
        chosen = parts or Parts()
        self.settings = Settings(
            server=device.server if device else "",
            data=directory,
            diagonal=21.5,
            resolution=chosen.resolution,
            printer=chosen.printer,
            camera=chosen.camera,
            key=f"file:{directory.parent / 'kiosk.key'}",
        )
        self.key = key.read(self.settings.key, os.environ, may_make=True)
        if device is not None:
            self._enrol(device)
        self.seconds = Seconds()
        self._assembling: Callable[[], Machine | str] = partial(assemble, self.settings)
        self._application: Application | None = None

    def _enrol(self, device: Identity) -> None:
        store = Store.open(self.directory, self.key)
        identity.save(store, device)
        store.close()

    def show(self, before: Callable[[], object] | None = None) -> None:
        """The window comes; the machine is put together after `before` is done, on another thread."""

        def put_together() -> Machine | str:
            if before is not None:
                before()
            return self._assembling()

        self._application = Application(self.settings, put_together, self.seconds)
        self.window.show()
        self.window.requestActivate()
        taps.wait(self.window.isActive, "the window to be active")

    def open(self) -> None:
        """As far as the board that knows its building."""
        self.show()
        taps.wait(lambda: self.application.machine is not None, "the machine to be put together")
        self.waits_for("Нет горячей воды")

    def close(self) -> None:
        """Switched off; what Qt made goes now, and not when another thread happens to collect garbage."""
        if self._application is None:
            return
        self._application.close()
        self._application.deleteLater()
        QCoreApplication.sendPostedEvents(self._application, QEvent.Type.DeferredDelete.value)
        self._application = None
        gc.collect()

    @property
    def application(self) -> Application:
        assert self._application is not None
        return self._application

    @property
    def machine(self) -> Machine:
        assert self.application.machine is not None
        return self.application.machine

    @property
    def window(self) -> QQuickWindow:
        return self.application.shell.window

    @property
    def lobby(self) -> LobbyViewModel:
        return self.application.shell.lobby

    @property
    def visit(self) -> Visit:
        assert self.application.shell.visit is not None
        return self.application.shell.visit

    @property
    def session(self) -> Session | None:
        return self.visit.resident.session

    def tap(self, *names: str) -> None:
        for name in names:
            taps.tap(self.window, name)

    def dial(self, digits: str) -> None:
        self.tap(*(f"key:{digit}" for digit in digits))

    def types(self, text: str) -> None:
        """On the on-screen keyboard, into the field that has it."""
        taps.type_text(self.window, text)

    def puts(self, field: str, text: str) -> None:
        """The field holds exactly this, as after much typing."""
        taps.find(self.window, f"{field}Input").setProperty("text", text)
        QMetaObject.invokeMethod(taps.find(self.window, field), "edited")

    @property
    def reads(self) -> str:
        """All words in sight."""
        return taps.texts(self.window)

    def waits_for(self, words: str) -> None:
        taps.wait(lambda: words in self.reads, f"«{words}» on the screen")

    def waits_until_gone(self, words: str) -> None:
        taps.wait(lambda: words not in self.reads, f"«{words}» to go from the screen")

    def waits_at(self, page: Page) -> None:
        taps.wait(lambda: self.lobby.page is page and not taps.loading(self.window), f"the page {page.name}")

    def sees(self, name: str) -> bool:
        return taps.seen(self.window, name) is not None

    def passes(self, seconds: float) -> None:
        """Time goes by at the screen."""
        self.seconds.now += seconds
        self.lobby.look()

    def comes(self, digits: str = DIGITS, pages: Sequence[Page] = (Page.CABINET,)) -> None:
        """A resident is let in by a code, which is asked for without taps, and comes to one of these pages."""
        machine = self.machine
        taps.wait(lambda: len(login.texts(machine.store)) == 2, "the texts of the consents")
        draft = login.Draft(digits=digits, agreement=True, personal_data=True)
        sent = login.send_code(machine.company, draft, login.texts(machine.store), machine.company.now())
        self.lobby.show(Page.LOGIN)
        self.visit.resident.put(login.confirm(machine.company, machine.device_id, sent, self._code(sent)))
        self.lobby.show(Page.ACCOUNTS)
        taps.wait(lambda: self.lobby.page in pages, f"one of {', '.join(page.name for page in pages)}")

    def at_cabinet(self, account: str = ACCOUNT) -> None:
        """With all the account's facts on the screen."""
        self.comes()
        self.waits_for(f"Лицевой счёт № {account}")
        self.waits_for("3 открытых")

    def leaves(self) -> None:
        """«Выйти», until everything is wiped."""
        session = self.session
        self.tap("leave")
        self.waits_for("Ваши данные удалены с экрана")
        taps.wait(lambda: session is None or session.closed, "the session to be closed")
