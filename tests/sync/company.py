"""The reference server in a thread of the test, on a real socket, with a clock that only the test moves."""

import base64
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self, cast

import requests
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fastapi import FastAPI
from starlette.types import Message, Receive, Scope, Send

from kiosk.domain.login import Method
from sync import contract, signing
from sync.server import devices, senders, serving
from sync.server.admissions import Admissions
from sync.server.app import open_office
from sync.server.cli import main
from sync.server.database import Database
from sync.server.demo import consents
from sync.server.office import Office
from sync.server.settings import Settings
from tests.databases import Databases
from tests.sync.conditions import until

DEMO_PHONE = "+79281234567"
OTHER_PHONE = "+79281234599"


@dataclass
class Clock:
    """Stands still until moved."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC).replace(microsecond=0))

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Postbox:
    """A sender that keeps what it was given; `broken` makes it refuse."""

    loopback_only = True
    call_numbers = senders.SPOKEN
    sent: list[tuple[str, Method, str]] = field(default_factory=list)
    broken: bool = False

    def send(self, phone: str, method: Method, code: str) -> str:
        if self.broken:
            raise senders.NotSent
        self.sent.append((phone, method, code))
        return ""

    @property
    def code(self) -> str:
        return self.sent[-1][2]


class Guests:
    """Stands before the application and counts the requests that are not answered yet.

    `closing`: to the application everybody has gone, whatever a wire in between still holds.
    """

    def __init__(self, app: FastAPI) -> None:
        self.app, self.inside, self.closing = app, 0, False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        guest = scope["type"] == "http"

        async def heard() -> Message:
            return {"type": "http.disconnect"} if guest and self.closing else await receive()

        self.inside += guest
        try:
            await self.app(scope, heard, send)
        finally:
            self.inside -= guest


class Site:
    """One server for many tests: each has it serve an office of its own."""

    def __init__(self, directory: Path) -> None:
        self._spare = open_office(Database(f"sqlite:///{directory / 'spare.db'}"), Postbox())
        self._socket = serving.listen("127.0.0.1", 0)
        self._server = serving.server(self._spare)
        self._guests = Guests(cast("FastAPI", self._server.config.app))
        self._server.config.app = self._guests
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]})
        self.url = serving.url(self._socket)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()
        self._spare.database.close()

    def serve(self, office: Office, version: str = contract.VERSION) -> None:
        """Answer the requests that come from now on from this office, by this version of the contract."""
        state = self._guests.app.state
        state.office, state.contract = office, version

    def leave(self, office: Office) -> None:
        """Return when no request that came for this office is still being answered, a waiting feed's neither."""

        def is_empty() -> bool:
            with office.hub._lock:
                scopes = tuple(office.hub._waiting)
            for scope in scopes:
                office.hub.wake(scope)
            return not self._guests.inside

        self.serve(self._spare)
        self._guests.closing = True
        until(is_empty, "every request to be answered")
        self._guests.closing = False


class Company:
    """`url`, `clock`, `postbox`; `cli(...)` runs a command of the company on the same database."""

    def __init__(self, site: Site, databases: Databases, directory: Path, settings: Settings | None = None) -> None:
        self.url = site.url
        self._site, self._databases = site, databases
        self.clock, self.postbox = Clock(), Postbox()
        self.database = Database(databases.seeded(directory))
        self.office = Office(
            database=self.database,
            clock=self.clock,
            sender=self.postbox,
            settings=settings or Settings(),
            code_key=bytes(32),
            admissions=Admissions(bytes(32)),
        )
        site.serve(self.office)

    def close(self) -> None:
        self._site.leave(self.office)
        self.database.close()
        self._databases.drop(self.database.url)

    def cli(self, *arguments: str, fails: bool = False) -> str:
        """What a command printed; AssertionError unless it ended as expected."""
        done = CliRunner().invoke(main, ["--database", self.database.url, *arguments])
        assert (done.exit_code != 0) is fails, done.output
        return done.output

    def enrol(self, building: str = "1") -> "Kiosk":
        """A newly enrolled kiosk."""
        key = Ed25519PrivateKey.generate()
        with self.database.write() as db:
            token = devices.issue_ticket(db, building, self.clock(), timedelta(hours=1))
        body = {"token": token, "public_key": public(key)}
        named = {contract.VERSION_HEADER: contract.VERSION}
        answer = requests.post(self.url + contract.DEVICES, json=body, headers=named, timeout=10)
        assert answer.status_code == 201, answer.text
        return Kiosk(self, answer.json()["device_id"], key)


@dataclass
class Kiosk:
    """Signs and sends requests as a kiosk does."""

    company: Company
    device_id: str
    key: Ed25519PrivateKey
    http: requests.Session = field(default_factory=requests.Session)

    def prepared(self, method: str, path: str, **request: Any) -> requests.PreparedRequest:
        return self.http.prepare_request(requests.Request(method, self.company.url + path, **request))

    def send(self, request: requests.PreparedRequest) -> requests.Response:
        return self.http.send(request, timeout=40)

    def ask(self, method: str, path: str, token: str | None = None, **request: Any) -> requests.Response:
        """A signed request; with `token`, in a resident's session."""
        headers = {**request.pop("headers", {}), **({contract.SESSION_HEADER: token} if token else {})}
        prepared = self.prepared(method, path, headers=headers, **request)
        signing.sign_request(prepared, self.device_id, self.key, created=self.company.clock())
        return self.send(prepared)

    def feed(self, scope: str, token: str | None = None, **query: int) -> requests.Response:
        return self.ask("GET", contract.FEED, token, params={"scope": scope, **query})

    def ask_code(self, phone: str = DEMO_PHONE, method: str = "sms", **changed: Any) -> requests.Response:
        body = {"phone": phone, "method": method, "consents": consents_given(self.company.clock()), **changed}
        return self.ask("POST", contract.CODES, json=body)

    def confirm(self, code_id: str, code: str, key: Ed25519PrivateKey | None = None) -> requests.Response:
        body = {"code": code, "session_key": public(key or Ed25519PrivateKey.generate())}
        return self.ask("POST", contract.CONFIRM.format(code_id=code_id), json=body)

    def log_in(self, phone: str = DEMO_PHONE) -> "Visit":
        """A resident's session, by a code that came."""
        key, asked = Ed25519PrivateKey.generate(), self.ask_code(phone)
        assert asked.status_code == 200, asked.text
        answer = self.confirm(asked.json()["code_id"], self.company.postbox.code, key)
        assert answer.status_code == 200, answer.text
        return Visit(self, contract.Admitted.model_validate_json(answer.content), key)


@dataclass
class Visit:
    """A resident at a kiosk."""

    kiosk: Kiosk
    admitted: contract.Admitted
    key: Ed25519PrivateKey

    def ask(self, method: str, path: str, **request: Any) -> requests.Response:
        return self.kiosk.ask(method, path, self.admitted.token, **request)

    def feed(self, scope: str, **query: int) -> requests.Response:
        return self.kiosk.feed(scope, self.admitted.token, **query)

    def operation(self, **changed: Any) -> contract.Operation:
        """An appeal about a burst pipe, or what is changed in it."""
        payload: dict[str, Any] = {
            "type_id": "water",
            "type_name": "Вода",
            "text": "Прорвало трубу",
            "visit": None,
            "photos": [],
        }
        filled: dict[str, Any] = {
            "op_id": changed.pop("op_id"),
            "kind": "appeal.file",
            "device_id": self.kiosk.device_id,
            "session_id": self.admitted.session_id,
            "account_id": "10117",
            "made_at": self.kiosk.company.clock(),
            "payload": {**payload, **changed.pop("payload", {})},
            **changed,
        }
        return contract.Operation.model_validate(filled)

    def deliver(self, operation: contract.Operation, **headers: str) -> requests.Response:
        """Send an operation signed with this session's key; `headers` replace those that belong."""
        body = operation.model_dump_json().encode()
        return self.deliver_bytes(body, operation.op_id, **headers)

    def deliver_bytes(self, body: bytes, op_id: str, **headers: str) -> requests.Response:
        signature = base64.b64encode(self.key.sign(body)).decode()
        proper = {"key": op_id, "signature": signature, "certificate": self.admitted.certificate, **headers}
        names = {
            "key": contract.KEY_HEADER,
            "signature": contract.OPERATION_SIGNATURE_HEADER,
            "certificate": contract.CERTIFICATE_HEADER,
        }
        sent = {names[name]: value for name, value in proper.items()} | {"Content-Type": "application/json"}
        return self.kiosk.ask("POST", contract.OPS, data=body, headers=sent)


def public(key: Ed25519PrivateKey | Ed25519PublicKey) -> str:
    """The public half as it travels."""
    half = key.public_key() if isinstance(key, Ed25519PrivateKey) else key
    return base64.b64encode(half.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def consents_given(at: datetime) -> list[dict[str, str]]:
    """Both consents, to the texts as published."""
    return [
        {"consent": kind.value, "version": consents.VERSION, "given_at": at.isoformat()} for kind in consents.TITLES
    ]
