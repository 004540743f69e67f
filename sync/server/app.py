"""The ASGI application: the doors, and how refusals and faults look from outside."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DataError
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kiosk.domain.errors import Refused
from sync import contract
from sync.server import api, housekeeping
from sync.server.admissions import Admissions
from sync.server.database import Database
from sync.server.denied import Denied
from sync.server.faults import Faults
from sync.server.office import Clock, Office, machine_clock, secret
from sync.server.senders import Sender
from sync.server.settings import Settings

MOST_BYTES = 1024 * 1024
"""No request of the contract is larger."""


def open_office(
    database: Database, sender: Sender, *, clock: Clock = machine_clock, settings: Settings | None = None
) -> Office:
    """Bring the database to this version and take what serving needs from it."""
    database.upgrade()
    secret(database, "epoch")
    office = Office(
        database=database,
        clock=clock,
        sender=sender,
        settings=settings or Settings(),
        code_key=bytes.fromhex(secret(database, "codes")),
        admissions=Admissions(bytes.fromhex(secret(database, "admissions"))),
    )
    housekeeping.tidy(office)
    return office


def create_app(office: Office) -> FastAPI:
    """The application that serves one office."""
    options: dict[str, Any] = {"docs_url": None, "redoc_url": None, "openapi_url": None, "lifespan": _open}
    app = FastAPI(title="Киоск жителя", version=contract.VERSION, **options)
    app.state.office = office
    app.state.contract = contract.VERSION
    app.include_router(api.router)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(DataError, _unkeepable)
    app.add_middleware(Faults)
    app.add_middleware(_Sizes)
    app.add_middleware(_Headers, version=lambda: app.state.contract)
    return app


@asynccontextmanager
async def _open(app: FastAPI) -> AsyncIterator[None]:
    """While it serves, it keeps its house."""
    task = asyncio.create_task(housekeeping.keep_tidy(app.state.office))
    try:
        yield
    finally:
        task.cancel()


async def _refused(request: Request, error: Any) -> Response:
    status = error.status if isinstance(error, Denied) else 422
    headers = {"Retry-After": str(error.retry_after)} if isinstance(error, Denied) and error.retry_after else {}
    if status == 426:
        headers |= {"Upgrade": f"kiosk-contract/{request.app.state.contract}", "Connection": "Upgrade"}
    return _refusal(status, error.code, error.sentence, error.values, headers)


async def _malformed(request: Request, error: Any) -> Response:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"] if not isinstance(part, int))
    values = {"where": where[:60], "fault": str(first["type"])}
    return _refusal(422, "request.malformed", "Запрос составлен не по договору: {where}, {fault}.", values)


async def _unkeepable(request: Request, error: Any) -> Response:
    """What the database cannot keep, as PostgreSQL a zero character in a text."""
    values = {"where": "", "fault": "value"}
    return _refusal(422, "request.malformed", "Запрос составлен не по договору: {where}, {fault}.", values)


async def _http(request: Request, error: Any) -> Response:
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(sorted(_allowed(request)))
    return _refusal(error.status_code, "request.unknown", "Компания не знает такого запроса.", {}, headers)


def _allowed(request: Request) -> set[str]:
    """Methods of every door at this path; the framework knows only those of the first."""
    every = (route for route in (*api.router.routes, *api.doors.routes) if isinstance(route, Route))
    here = (route for route in every if route.path_regex.match(request.url.path))
    return {method for route in here for method in route.methods or ()}


def _refusal(
    status: int,
    code: str,
    sentence: str,
    values: Mapping[str, str | int],
    headers: Mapping[str, str] | None = None,
) -> Response:
    body = contract.Refusal(code=code, sentence=sentence, values=dict(values))
    return JSONResponse(body.model_dump(mode="json"), status, dict(headers or {}))


class _Headers:
    """Every answer names the contract's version, and nothing on the way keeps it."""

    def __init__(self, app: ASGIApp, version: Callable[[], str]) -> None:
        self._app = app
        self._version = version

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers[contract.VERSION_HEADER] = self._version()
                headers["Cache-Control"] = "no-store"
            await send(message)

        await self._app(scope, receive, named)


class _Sizes:
    """Stops a body that grows beyond anything the contract has."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = await _whole(receive)
        if body is None:
            refusal = _refusal(413, "request.large", "Запрос слишком большой.", {}, {"Connection": "close"})
            await refusal(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)


async def _whole(receive: Receive) -> bytes | None:
    """The body, or None when it is too large or its sender went away."""
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        part = message.get("body", b"")
        size += len(part)
        if size > MOST_BYTES:
            return None
        parts.append(part)
        more = message.get("more_body", False)
    return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Callable[[], Awaitable[Message]]:
    pending = [body]

    async def replayed() -> Message:
        if pending:
            return {"type": "http.request", "body": pending.pop(), "more_body": False}
        return await receive()

    return replayed
