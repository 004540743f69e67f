"""One signed request at a time to the company, and every way it can fail as one of three: offline, refused, broken."""

import logging
import threading
import time
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from socket import socket
from threading import Event
from urllib.parse import quote, urlsplit

import requests
import urllib3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import ValidationError

from kiosk.company import Broken, Offline
from kiosk.domain.errors import Refused
from sync import contract
from sync.believable import believable
from sync.signing import sign_request
from sync.sockets import NotingAdapter, limited, shut

CONNECT = 5.0
"""Seconds to reach the company."""
READ = 10.0
"""Seconds of silence, and of one whole answer, that are borne; more where a caller says so."""
LARGEST = 8 * 1024 * 1024
"""Bytes of an answer."""
_GATEWAY = (502, 503, 504)

_log = logging.getLogger(__name__)


class Denied(Refused):
    """The company's refusal, with the HTTP status it came under."""

    def __init__(self, status: int, refusal: contract.Refusal) -> None:
        super().__init__(refusal.code, refusal.sentence, refusal.values)
        self.status = status


class Endless(requests.RequestException):
    """An answer larger or slower than any of the contract."""


class CompanyClock:
    """The company's time: the `Date` of its last answer, carried on by the monotonic clock. Safe from any thread."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._heard: tuple[datetime, float] | None = None

    def now(self) -> datetime:
        """UTC; the machine's own clock until the company was heard."""
        heard = self._heard
        return datetime.now(UTC) if heard is None else heard[0] + timedelta(seconds=self._monotonic() - heard[1])

    def hear(self, date: str | None) -> None:
        """Take the time of an answer's `Date` header; one that is no date, or of another century, changes nothing."""
        try:
            said = parsedate_to_datetime(date or "")
        except ValueError:
            return
        if believable(said):
            self._heard = (said.astimezone(UTC), self._monotonic())


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A request. `door` is the contract's path template, the only part of the address that is ever logged."""

    method: str
    door: str
    path: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str | int] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    content_type: str = "application/json"
    wait: float = 0.0
    """Seconds that the company may think before its first byte, above the usual."""

    @property
    def name(self) -> str:
        return f"{self.method} {self.door}"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    content_type: str
    body: bytes = field(repr=False)
    date: str | None = None


class Transport:
    """No redirects, no retries, no proxies of the environment, no more bytes than the contract can mean."""

    def __init__(self, server: str, device_id: str, private_key: bytes | None, clock: CompanyClock) -> None:
        """`server` is a base URL; without a private key requests are not signed (enrolment alone may do that)."""
        self._server = server.rstrip("/")
        self._device_id = device_id
        self._private = None if private_key is None else Ed25519PrivateKey.from_private_bytes(private_key)
        self._clock = clock
        self._local = threading.local()
        self._sockets: weakref.WeakSet[socket] = weakref.WeakSet()
        self._closed = False

    def ask(self, ask: Ask) -> Answer:
        """A 2xx answer of the company. Offline, Denied or Broken otherwise; texts hold no address and no value."""
        if self._closed:
            raise Offline("closed")
        try:
            answer = self._exchange(ask)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise Offline(type(error).__name__) from None
        try:
            judged = _judged(ask, answer)
        except Denied:
            self._clock.hear(answer.date)
            raise
        self._clock.hear(answer.date)
        return judged

    def abort(self) -> None:
        """End every request under way: each raises Offline in its own thread."""
        shut(self._sockets)

    def close(self) -> None:
        """Abort, and refuse every later request as Offline."""
        self._closed = True
        self.abort()

    def _exchange(self, ask: Ask) -> Answer:
        session = self._session()
        prepared = session.prepare_request(
            requests.Request(
                ask.method,
                self._server + ask.door.format_map({name: quote(part, safe="") for name, part in ask.path.items()}),
                params=dict(ask.query),
                data=ask.body,
                headers={"Content-Type": ask.content_type, **ask.headers} if ask.body is not None else ask.headers,
            )
        )
        if self._private is not None:
            sign_request(prepared, self._device_id, self._private, created=self._clock.now())
        patience, timeout = CONNECT + READ + ask.wait, (CONNECT, READ + ask.wait)
        with (
            limited(self._local.sockets, patience) as over,
            session.send(prepared, timeout=timeout, allow_redirects=False, stream=True) as response,
        ):
            body = _whole(response, over)
            content_type = response.headers.get("Content-Type", "").split(";")[0].strip()
            return Answer(response.status_code, content_type, body, response.headers.get("Date"))

    def _session(self) -> requests.Session:
        """One a thread: requests promises nothing for a shared one."""
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = requests.Session()
            session.trust_env = False
            session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
            session.headers.update({"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "kiosk"})
            self._local.sockets = weakref.WeakSet[socket]()
            session.mount(urlsplit(self._server).scheme + "://", NotingAdapter(self._note))
        return session

    def _note(self, live: socket) -> None:
        """Remember an open socket, so that a request under way can be ended from another thread."""
        self._sockets.add(live)
        self._local.sockets.add(live)
        if self._closed:
            raise OSError("closed")


def _whole(response: requests.Response, over: Event) -> bytes:
    parts, size = [], 0
    for part in response.iter_content(64 * 1024):
        size += len(part)
        if size > LARGEST:
            raise Endless
        parts.append(part)
    if over.is_set():
        raise Endless
    return b"".join(parts)


def _judged(ask: Ask, answer: Answer) -> Answer:
    if answer.status in _GATEWAY:
        raise Offline(f"{ask.name}: {answer.status}")
    if answer.status >= 500:
        raise Broken(f"{ask.name}: {answer.status}")
    if 400 <= answer.status < 500 and answer.content_type == "application/json":
        refusal = _refusal(answer)
        if refusal is None:
            raise Broken(f"{ask.name}: {answer.status} without a refusal")
        raise Denied(answer.status, refusal)
    if not (200 <= answer.status < 300):
        raise _stranger(ask, answer)
    if answer.status != 204 and answer.content_type not in ("application/json", "image/jpeg"):
        raise _stranger(ask, answer)
    return answer


def _stranger(ask: Ask, answer: Answer) -> Offline:
    """Something between us and the company answered: a captive portal, a proxy, another server."""
    _log.warning("%s: not the company answered: %s %s", ask.name, answer.status, answer.content_type[:40])
    return Offline(f"{ask.name}: {answer.status} {answer.content_type[:40]}, not the company")


def _refusal(answer: Answer) -> contract.Refusal | None:
    try:
        refusal = contract.Refusal.model_validate_json(answer.body)
    except ValidationError:
        return None
    return refusal if believable(refusal) else None
