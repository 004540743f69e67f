"""A fault between the application and the wire: what it answers is changed on the way out."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.server.settings import Settings

Plant = Callable[[pytest.MonkeyPatch], None]


@dataclass(frozen=True)
class Fault:
    """`plant` breaks the server's parts; `body`, `headers` and `status` change its answers at `path`, or at all."""

    found_by: str
    plant: Plant = lambda patch: None
    path: str = ""
    body: Callable[[bytes], bytes] = lambda body: body
    headers: Callable[[dict[str, str]], object] = lambda headers: None
    status: int | None = None
    settings: Settings = field(default_factory=Settings)

    def wrapped(self, inner: ASGIApp) -> ASGIApp:
        """The application with this fault before it."""
        return _Changed(inner, self)


class _Changed:
    def __init__(self, inner: ASGIApp, fault: Fault) -> None:
        self._inner = inner
        self._fault = fault

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._fault.path not in scope["path"]:
            await self._inner(scope, receive, send)
            return
        kept: list[Message] = []

        async def keep(message: Message) -> None:
            kept.append(message)

        await self._inner(scope, receive, keep)
        for message in self._changed(kept):
            await send(message)

    def _changed(self, kept: list[Message]) -> tuple[Message, Message]:
        start, *bodies = kept
        headers = {name.decode().title(): value.decode() for name, value in start["headers"]}
        body = self._fault.body(b"".join(message.get("body", b"") for message in bodies))
        self._fault.headers(headers)
        if "Content-Length" in headers:
            headers["Content-Length"] = str(len(body))
        raw = [(name.encode(), value.encode()) for name, value in headers.items()]
        status = self._fault.status or start["status"]
        first: Message = {"type": "http.response.start", "status": status, "headers": raw}
        return first, {"type": "http.response.body", "body": body}


def said(change: Callable[[Any], object]) -> Callable[[bytes], bytes]:
    """Changes what a good answer says; refusals stay."""

    def changed(body: bytes) -> bytes:
        read = json.loads(body) if body.startswith(b"{") else {}
        if not read or "sentence" in read:
            return body
        change(read)
        return json.dumps(read, ensure_ascii=False).encode()

    return changed


def instead(target: Any, name: str, value: Any) -> Plant:
    """Another value for one of the server's."""
    return lambda patch: patch.setattr(target, name, value)


def around(target: Any, name: str, outer: Callable[..., Any]) -> Plant:
    """A function around one of the server's, which it gets as its first argument."""

    def plant(patch: pytest.MonkeyPatch) -> None:
        inner = getattr(target, name)
        patch.setattr(target, name, lambda *given, **named: outer(inner, *given, **named))

    return plant
