"""Requests as they were sent and answers as they came, word for word: nothing retried, followed or forgiven."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.cookiejar import DefaultCookiePolicy
from typing import Any
from urllib.parse import quote

import requests

from sync import contract
from sync.conformance.verdicts import Failed

CONNECT, READ = 5.0, 20.0
"""Seconds to reach the server, and that it may be silent beyond what it was asked to wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and its answer. `status` is 0 when none came; `seconds` until it was whole."""

    method: str
    target: str
    sent: Mapping[str, str] = field(repr=False)
    asked: bytes = field(repr=False)
    status: int
    heard: Mapping[str, str] = field(repr=False)
    said: bytes = field(repr=False)
    seconds: float


class Line:
    """Sends prepared requests to one base URL and keeps what passed. Used by several threads."""

    def __init__(self, url: str, authority: str | None = None) -> None:
        """`authority` is a PEM file that vouches for the server; without it, the system's."""
        self.url = url.rstrip("/")
        self._verify: str | bool = authority or True
        self._ahead = timedelta(0)
        self.exchanges: list[Exchange] = []

    def now(self) -> datetime:
        """The server's time, from the `Date` of its answers; this machine's until one came."""
        return datetime.now(UTC) + self._ahead

    def prepared(
        self,
        method: str,
        door: str,
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        json: Any = None,
        body: bytes | None = None,
    ) -> requests.PreparedRequest:
        """A request as yet unsigned. `door` is a path template of the contract."""
        url = self.url + door.format_map({name: quote(part, safe="") for name, part in (path or {}).items()})
        request = requests.Request(method, url, params=dict(query or {}), headers=dict(headers or {}), json=json)
        if body is not None:
            request.data = body
        request.headers.setdefault("Accept-Encoding", "identity")
        return request.prepare()

    def send(self, request: requests.PreparedRequest, wait: float = 0.0) -> Exchange:
        """The answer, whatever it is; Failed when none comes. `wait`: seconds that the server was asked to hold it."""
        began = time.monotonic()
        with requests.Session() as session:
            session.trust_env = False
            session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
            try:
                answer = session.send(
                    request, timeout=(CONNECT, READ + wait), allow_redirects=False, verify=self._verify
                )
            except requests.RequestException as error:
                raise Failed(f"no answer: {type(error).__name__}", self._kept(request, None, began)) from None
        return self._kept(request, answer, began)

    def _kept(self, request: requests.PreparedRequest, answer: requests.Response | None, began: float) -> Exchange:
        body = request.body
        exchange = Exchange(
            method=str(request.method),
            target=request.path_url,
            sent=dict(request.headers),
            asked=body if isinstance(body, bytes) else str(body or "").encode(),
            status=0 if answer is None else answer.status_code,
            heard={} if answer is None else answer.headers,
            said=b"" if answer is None else answer.content,
            seconds=time.monotonic() - began,
        )
        self.exchanges.append(exchange)
        self._hear(exchange.heard.get("Date", ""))
        return exchange

    def _hear(self, date: str) -> None:
        try:
            said = parsedate_to_datetime(date)
        except ValueError:
            return
        ahead = said.astimezone(UTC) - datetime.now(UTC)
        if abs(ahead) > timedelta(seconds=2):
            self._ahead = ahead


def version() -> dict[str, str]:
    """The header that every request of a kiosk carries."""
    return {contract.VERSION_HEADER: contract.VERSION}
