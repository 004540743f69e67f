"""One signed request at a time to the company, and every way it can fail as one of three: offline, refused, broken."""

import threading
import weakref
from http.cookiejar import DefaultCookiePolicy
from socket import socket
from threading import Event
from urllib.parse import quote, urlsplit

import requests
import urllib3
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.company import Offline
from kiosk.settings import server_address
from sync import contract, trust
from sync.answers import Answer, Ask, RefusedByCompany, judge
from sync.clock import CompanyClock
from sync.signing import sign_request
from sync.sockets import NotingAdapter, limited, shut

CONNECT = 5.0
"""Seconds to reach the company."""
READ = 10.0
"""Seconds of silence, and of one whole answer, that are borne; more where a caller says so."""
LARGEST = 8 * 1024 * 1024
"""Bytes of an answer."""
_ALWAYS = {
    "Accept": "application/json",
    "Accept-Encoding": "identity",
    "User-Agent": "kiosk",
    contract.VERSION_HEADER: contract.VERSION,
}


class Endless(requests.RequestException):
    """An answer larger or slower than any of the contract."""


class Transport:
    """No redirects, no retries, no proxies of the environment, no more bytes than the contract can mean."""

    def __init__(
        self, server: str, device_id: str, private_key: bytes | None, clock: CompanyClock, authority: str = ""
    ) -> None:
        """`server` is a base URL; without a private key requests are not signed (enrolment alone may do that).

        ValueError for plain http to another machine, and for an authority that is no certificate.
        """
        self._server = server_address(server)
        self._trusted = trust.context(authority) if self._server.startswith("https:") else None
        self._device_id = device_id
        self._private = None if private_key is None else Ed25519PrivateKey.from_private_bytes(private_key)
        self._clock = clock
        self._local = threading.local()
        self._sockets: weakref.WeakSet[socket] = weakref.WeakSet()
        self._closed = False
        self.company_version = ""
        """Of the contract, as last heard."""

    def ask(self, ask: Ask) -> Answer:
        """A 2xx answer of the company; else Offline, RefusedByCompany, Broken: texts without address or value."""
        if self._closed:
            raise Offline("closed")
        try:
            answer = self._exchange(ask)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise trust.distrust(error) or Offline(type(error).__name__) from None
        try:
            judged = judge(ask, answer)
        except RefusedByCompany:
            self._hear(answer)
            raise
        self._hear(answer)
        return judged

    def abort(self) -> None:
        """End every request under way: each raises Offline in its own thread.

        One that only begins goes on, unless it is `wanted` no longer by then.
        """
        shut(self._sockets)

    def close(self) -> None:
        """Abort, and refuse every later request as Offline."""
        self._closed = True
        self.abort()

    def _hear(self, answer: Answer) -> None:
        """The company said this, and nobody else."""
        self._clock.hear(answer.date)
        self.company_version = answer.version

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
        self._local.wanted = ask.wanted
        if not ask.wanted():
            raise OSError("wanted no longer")
        if self._private is not None:
            sign_request(prepared, self._device_id, self._private, created=self._clock.now())
        patience, timeout = CONNECT + READ + ask.wait, (CONNECT, READ + ask.wait)
        with (
            limited(self._local.sockets, patience) as over,
            session.send(prepared, timeout=timeout, allow_redirects=False, stream=True) as response,
        ):
            body = _whole(response, over)
            said = response.headers
            return Answer(
                status=response.status_code,
                content_type=said.get("Content-Type", "").split(";")[0].strip(),
                body=body,
                date=said.get("Date"),
                version=said.get(contract.VERSION_HEADER, ""),
                retry_after=said.get("Retry-After", ""),
            )

    def _session(self) -> requests.Session:
        """One a thread: requests promises nothing for a shared one."""
        session: requests.Session | None = getattr(self._local, "session", None)
        if session is None:
            session = self._local.session = requests.Session()
            session.trust_env = False
            session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
            session.headers.update(_ALWAYS)
            self._local.sockets = weakref.WeakSet[socket]()
            session.mount(urlsplit(self._server).scheme + "://", NotingAdapter(self._note, self._trusted))
        return session

    def _note(self, live: socket) -> None:
        """Remember an open socket, so that a request under way can be ended from another thread, this moment on."""
        self._sockets.add(live)
        self._local.sockets.add(live)
        if self._closed or not self._local.wanted():
            raise OSError("closed, or wanted no longer")


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
