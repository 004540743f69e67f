"""The kiosk's side for tests: a real store, a real engine, and what a resident does at it."""

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from kiosk import accounts, appeals, identity, login
from kiosk.appeals import Draft, ListedAppeal
from kiosk.connection import Connection
from kiosk.database import Store
from kiosk.domain.appeals import AppealType
from kiosk.domain.login import CodeSent
from kiosk.identity import Identity
from kiosk.session import Session
from sync.client import Client
from sync.engine import Engine
from tests.kiosk.stores import resident
from tests.sync.conditions import until

KEY = bytes(range(32))
ACCOUNT = "10117"
DIGITS = "9281234567"


def jpeg() -> bytes:
    """A photo unlike any other."""
    picture = io.BytesIO()
    Image.frombytes("RGB", (32, 32), os.urandom(32 * 32 * 3)).save(picture, "JPEG")
    return picture.getvalue()


def code_in(sent: CodeSent) -> str:
    """The code that a demonstration's sender shows."""
    found = re.search(r"код\D*(\d{4})", sent.demonstration)
    assert found, "the sender shows no code"
    return found.group(1)


class Machine:
    """An enrolled kiosk. `switch_on` and `switch_off` stand for its power."""

    def __init__(self, directory: Path, device: Identity) -> None:
        self.directory = directory
        self.device = device
        self.changes: list[frozenset[str]] = []
        self.on = False
        self.session = resident()
        """Of whoever logged in last."""
        self.switch_on()

    def switch_on(self) -> None:
        self.store = Store.open(self.directory, KEY)
        identity.save(self.store, self.device)
        self.connection = Connection()
        self.connection.listen(self.changes.append)
        self.client = Client(self.device)
        self.engine = Engine(self.store, self.client, self.connection, chance=lambda: 0.05)
        self.engine.start()
        self.on = True

    def switch_off(self) -> None:
        if self.on:
            self.on = False
            self.engine.stop()
            self.store.close()

    def agreed(self) -> bool:
        return self.connection.state.reachable is True

    def lost(self) -> bool:
        return self.connection.state.reachable is False

    def ask_code(self, digits: str = DIGITS) -> CodeSent:
        until(lambda: len(login.texts(self.store)) == 2, "the texts of the consents")
        draft = login.Draft(digits=digits, agreement=True, personal_data=True)
        return login.send_code(self.client, draft, login.texts(self.store), self.client.now())

    def log_in(self, code: Callable[[CodeSent], str] = code_in, digits: str = DIGITS) -> Session:
        sent = self.ask_code(digits)
        self.session = login.confirm(self.client, self.device.device_id, sent, code(sent))
        return self.session

    def at_account(self, code: Callable[[CodeSent], str] = code_in) -> Session:
        """Logged in, and the cabinet of the demonstration's account filled."""
        session = accounts.choose(self.engine, self.log_in(code), ACCOUNT)
        until(lambda: accounts.header(self.store, ACCOUNT), "the account's header")
        return session

    def draft(self, text: str = "Прорвало трубу в подвале", photos: int = 0) -> Draft:
        made = Draft().with_type(self.leaf()).with_text(text)
        for _ in range(photos):
            made = made.with_photo(jpeg())
        return made.with_photos_done().with_visit(None, self.client.now())

    def file(self, session: Session, text: str = "Прорвало трубу в подвале", photos: int = 0) -> str:
        return appeals.file(self.store, session, self.draft(text, photos), self.client.now()).appeal.id

    def appeal(self, appeal_id: str) -> ListedAppeal:
        found = appeals.find(self.store, ACCOUNT, appeal_id, self.session)
        assert found is not None
        return found

    def number(self, appeal_id: str) -> str:
        return self.appeal(appeal_id).appeal.number

    def leaf(self) -> AppealType:
        tree = appeals.types(self.store)
        parents = {kind.parent_id for kind in tree}
        return next(kind for kind in tree if kind.id not in parents and not kind.emergency)
