"""The part of the shell that payment documents live in, for tests: a resident, a printer, jobs, news and a window."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from kiosk.connection import Connection
from kiosk.database import Store
from kiosk.devices.printer import Printer
from kiosk.domain.accounts import Account
from kiosk.domain.facts import Fact
from kiosk.domain.invoices import Invoice
from kiosk.domain.money import Kopecks
from kiosk.domain.words import NBSP
from kiosk.session import Session, SessionKey
from sync.server.demo import bills_43, bills_924
from tests.ui.heard import DEVICE, hear
from tests.ui.stage import PORTRAIT, Layout, Stage
from tests.ui.taps import items, seen, wait
from ui.controls.jobs import Jobs, Relay
from ui.controls.printing_view_model import PrintingViewModel
from ui.controls.resident import Resident
from ui.invoices.invoices_view_model import InvoicesViewModel

ACCOUNT = "10117"
CARD = re.compile(r"invoice:\d+")
SCOPE = f"account:{ACCOUNT}"
AGREED = datetime(2026, 11, 17, 8, 36, tzinfo=UTC)
FLAT = Account(
    id=ACCOUNT,
    number=ACCOUNT,
    owner="Мартынович Александр Владимирович",
    phone=None,
    address="г. Волгодонск, ул. 100 стрелковой дивизии, 1, кв. 17",
    apartment="17",
    living=0,
    registered=0,
    debt=Kopecks(0),
)
BILLS = bills_924.invoices()
"""The manual's five: №5575 twice, №5531 twice, №3703."""
EARLIER, LATEST = bills_43.invoices(date(2026, 11, 17))
"""Two months that follow one another."""


def owing(debt: int | None) -> Account:
    return replace(FLAT, debt=None if debt is None else Kopecks(debt))


def months(count: int) -> tuple[Invoice, ...]:
    """So many documents, a month each, the oldest of January 1980."""
    return tuple(
        replace(BILLS[0], id=f"i-{n:03}", number=str(1000 + n), period=date(1980 + n // 12, n % 12 + 1, 1))
        for n in range(count)
    )


def resident() -> Session:
    """Somebody who chose this account."""
    return Session(
        device_id=DEVICE,
        session_id="s",
        token="t",
        phone="+79281234567",
        links=(),
        key=SessionKey(),
        account_id=ACCOUNT,
    )


class Cabinet:
    """Everything the view model is made of, and the window it is shown in."""

    def __init__(self, store: Store, printer: Printer) -> None:
        self.store = store
        self.connection = Connection()
        self.connection.agreed(AGREED)
        self.jobs = Jobs()
        self.relay = Relay(self.connection)
        self.resident = Resident()
        self.printing = PrintingViewModel(printer=printer, jobs=self.jobs, resident=self.resident)
        self.model = InvoicesViewModel(
            store=store,
            connection=self.connection,
            jobs=self.jobs,
            relay=self.relay,
            resident=self.resident,
            printing=self.printing,
        )
        self._stages: list[Stage] = []

    def enter(self, facts: Iterable[Fact] = (FLAT, *BILLS), layout: Layout = PORTRAIT) -> Stage:
        """A resident with this account and these documents comes to the page."""
        self.store.cache.admit(SCOPE)
        hear(self.store, facts, SCOPE)
        self.resident.put(resident())
        stage = Stage("invoices/InvoicesFlow.qml", self.model, layout)
        self._stages.append(stage)
        return stage

    def hear(self, *facts: Fact) -> None:
        """The company says these of the account."""
        hear(self.store, facts, SCOPE)
        self.connection.changed(*{fact.kind for fact in facts})

    def leave(self) -> None:
        """As the shell does it: answers under way are dropped first."""
        session = self.resident.session
        assert session is not None
        self.jobs.forget()
        session.close()
        self.resident.put(None)

    def close(self) -> None:
        for stage in self._stages:
            stage.close()
        self.printing.cancel()
        self.jobs.stop()


def cards(stage: Stage) -> list[str]:
    """What the listed documents say, from the top."""
    found = [item for item in items(stage.window.contentItem()) if CARD.fullmatch(item.objectName())]
    found.sort(key=lambda card: int(card.objectName().partition(":")[2]))
    return [str(card.property("text")).replace(NBSP, " ") for card in found if card.isVisible()]


def drawn(stage: Stage, name: str = "thumbnailPage") -> None:
    """Wait until a page of the document is seen as sharp as it is large."""
    wait(lambda: (page := seen(stage.window, name)) is not None and bool(page.property("sharp")), f"{name} to be drawn")
