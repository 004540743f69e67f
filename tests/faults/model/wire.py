"""The line between a kiosk and the company: requests run through the real ASGI app in this thread, or go astray."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import unquote, urlsplit

import requests
import urllib3
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict

from sync import contract

if TYPE_CHECKING:
    from tests.faults.model.clocks import Time

JSON = "application/json"
Message = MutableMapping[str, Any]


class Crash(BaseException):
    """The kiosk loses its power here; no handler of the product may hold it."""


class Fault(StrEnum):
    """What befalls one request."""

    NONE = "none"
    LOST = "lost"
    UNANSWERED = "unanswered"
    DOUBLED = "doubled"
    """It arrives twice; the first answer is heard."""
    REPLAYED = "replayed"
    """It arrives twice; the second answer is heard."""
    LATE = "late"
    """Given up by the kiosk; it arrives before the kiosk's next request but one."""
    STALE = "stale"
    """The answer to the request before through the same door comes once more, where answers say what they answer."""
    PORTAL = "portal"
    PORTAL_JSON = "portal-json"
    REDIRECT = "redirect"
    FAULT = "fault"
    GATEWAY = "gateway"
    """502 though the company did it."""
    ODD = "odd"
    """A refusal that no contract has."""
    BARRED = "barred"
    """A refusal as of a kiosk that the company does not know."""
    BUSY = "busy"
    MANY = "many"
    CUT = "cut"
    SHORT = "short"
    """The answer's end is missing, and its length is not told."""
    LEAVES = "leaves"
    """The resident leaves while the answer is on its way."""
    CRASH = "crash"
    """Power is lost after the company did it."""


@dataclass(frozen=True)
class Said:
    """An answer as it travels."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def cut(self) -> Said:
        return Said(self.status, self.headers, self.body[: len(self.body) // 2])

    def short(self) -> Said:
        kept = tuple(header for header in self.headers if header[0].lower() != "content-length")
        return Said(self.status, kept, self.body[: max(0, len(self.body) - 7)])


def said(status: int, content_type: str, body: bytes, *headers: tuple[str, str]) -> Said:
    length = ("Content-Length", str(len(body)))
    return Said(status, (("Content-Type", content_type), length, *headers), body)


ECHOED = (contract.OPS, contract.FEED)
"""Doors whose answers name their question; at others only the line can vouch that an answer is to what was asked."""
LATEST = 60.0
"""S that an answer may be under way."""
COMPANY = ("Kiosk-Contract", contract.VERSION)
"""By which the company's own answers are known."""
PORTAL = said(200, "text/html", b"<html>Wi-Fi</html>", ("Date", "Mon, 01 Jan 2001 00:00:00 GMT"))
STRANGERS = {
    Fault.PORTAL: PORTAL,
    Fault.PORTAL_JSON: said(200, JSON, b'{"hello": "world"}'),
    Fault.REDIRECT: said(302, "text/html", b"", ("Location", "/login")),
    Fault.FAULT: said(500, JSON, b'{"code": "server.fault"}', COMPANY),
    Fault.ODD: said(422, JSON, b'{"code": "op.odd", "sentence": "No.", "values": {}}', COMPANY),
    Fault.BARRED: said(401, JSON, b'{"code": "device.unknown", "sentence": "No.", "values": {}}', COMPANY),
    Fault.BUSY: said(503, "text/html", b"<html>busy</html>", ("Retry-After", "7")),
    Fault.MANY: said(429, JSON, b'{"code": "too.many", "sentence": "Later.", "values": {}}', ("Retry-After", "7")),
}
GATEWAY = said(502, "text/html", b"<html>proxy</html>")


class Witness(Protocol):
    """Who sees everything that passes."""

    def leaving_kiosk(self, kiosk: str, request: requests.PreparedRequest) -> None: ...

    def answered(self, kiosk: str, request: requests.PreparedRequest, answer: Said) -> None:
        """By the company, heard or not."""

    def heard(self, kiosk: str, request: requests.PreparedRequest, answer: Said) -> None:
        """By the kiosk, whole, from whoever spoke."""


Answering = Callable[[requests.PreparedRequest], Said]


@dataclass
class Network:
    """One kiosk's line. `plan` befalls the next requests, `always` all others; `poison` is by idempotency key."""

    kiosk: str
    company: Answering
    witness: Witness
    leaves: Callable[[], None]
    time: Time
    plan: deque[Fault] = field(default_factory=deque)
    always: Fault = Fault.NONE
    poison: dict[str, Fault] = field(default_factory=dict)
    _late: list[requests.PreparedRequest] = field(default_factory=list)
    _before: dict[tuple[str, str], tuple[float, Said]] = field(default_factory=dict)

    def forget(self) -> None:
        """The company is another than before: what was under way is gone."""
        self._late.clear()
        self._before.clear()

    def heal(self) -> None:
        self.plan.clear()
        self.always = Fault.NONE

    def carry(self, request: requests.PreparedRequest) -> Said:
        """The answer; ConnectionError, ReadTimeout, or Crash."""
        self.witness.leaving_kiosk(self.kiosk, request)
        fault = self._fault(request)
        overdue, self._late = self._late, []
        answer = self._befall(fault, request)
        for late in overdue:
            self._deliver(late)
        if fault not in (Fault.CUT, Fault.SHORT):
            self.witness.heard(self.kiosk, request, answer)
        return answer

    def _fault(self, request: requests.PreparedRequest) -> Fault:
        poisoned = self.poison.get(str(request.headers.get("Idempotency-Key", "")))
        if poisoned is not None:
            return poisoned
        return self.plan.popleft() if self.plan else self.always

    def _befall(self, fault: Fault, request: requests.PreparedRequest) -> Said:
        if fault is Fault.LOST:
            raise requests.ConnectionError
        if fault is Fault.LATE:
            self._late.append(request)
            raise requests.ReadTimeout
        if fault in STRANGERS:
            return STRANGERS[fault]
        place = (request.method or "", urlsplit(request.url or "").path)
        since, before = self._before.get(place, (0.0, None))
        answer = self._deliver(request)
        self._before[place] = (self.time.passed, answer)
        is_new = self.time.passed - since < LATEST
        if fault is Fault.STALE and before is not None and is_new and place[1] in ECHOED:
            return before
        return self._after(fault, request, answer)

    def _after(self, fault: Fault, request: requests.PreparedRequest, answer: Said) -> Said:
        """What is heard of an answer that the company gave."""
        if fault is Fault.UNANSWERED:
            raise requests.ReadTimeout
        if fault is Fault.CRASH:
            raise Crash
        if fault is Fault.LEAVES:
            self.leaves()
        if fault in (Fault.DOUBLED, Fault.REPLAYED):
            again = self._deliver(request)
            return again if fault is Fault.REPLAYED else answer
        return _garbled(fault, answer)

    def _deliver(self, request: requests.PreparedRequest) -> Said:
        answer = self.company(request)
        self.witness.answered(self.kiosk, request, answer)
        return answer


def _garbled(fault: Fault, answer: Said) -> Said:
    match fault:
        case Fault.GATEWAY:
            return GATEWAY
        case Fault.CUT:
            return answer.cut()
        case Fault.SHORT:
            return answer.short()
    return answer


class Wire(BaseAdapter):
    """What `requests` sends through instead of a socket."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        answer = self.network.carry(request)
        response = requests.Response()
        response.status_code = answer.status
        response.headers = CaseInsensitiveDict(answer.headers)
        response.url, response.request = request.url or "", request
        response.raw = urllib3.HTTPResponse(
            body=io.BytesIO(answer.body),
            headers=dict(answer.headers),
            status=answer.status,
            preload_content=False,
            request_method=request.method,
        )
        return response

    def close(self) -> None: ...


def through(app: Any, request: requests.PreparedRequest, date: str) -> Said:
    """Run the app for one request, here and now: with no other thread there is nothing to wait for."""
    url = urlsplit(request.url or "")
    body = request.body or b""
    incoming: list[Message] = [{"type": "http.request", "body": body if isinstance(body, bytes) else body.encode()}]
    outgoing: list[Message] = []

    async def receive() -> Message:
        return incoming.pop(0) if incoming else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        outgoing.append(message)

    headers = {"Host": url.netloc, **request.headers}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": unquote(url.path),
        "raw_path": url.path.encode(),
        "query_string": url.query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), str(value).encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    running = app(scope, receive, send)
    try:
        running.send(None)
    except StopIteration:
        start, *parts = outgoing
    else:
        raise AssertionError("the app waits for another thread")
    told = tuple((name.decode().title(), value.decode()) for name, value in start["headers"])
    return Said(start["status"], (*told, ("Date", date)), b"".join(part.get("body", b"") for part in parts))
