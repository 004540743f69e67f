"""What nobody foresaw, and a database that cannot answer now: told to the kiosk as 5xx, to the log as a place."""

import logging
import traceback

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

AGAIN_IN = 5
"""Seconds after which a kiosk may ask again when the database was away or too long busy."""

_WORDS = ("sync", "uvicorn")

logger = logging.getLogger(__name__)


class Faults:
    """Turns a fault into an answer that says nothing, and a log that says where and not what."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def noted(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception as fault:  # noqa: BLE001 — the last place before the wire: logged here, told as 5xx
            logger.error("fault %s", place(fault))
            if not started:
                await _answer(fault)(scope, receive, send)


def _answer(fault: Exception) -> JSONResponse:
    """503 when the same request may succeed a little later, 500 otherwise."""
    if _passing(fault):
        return JSONResponse({"code": "server.busy"}, 503, {"Retry-After": str(AGAIN_IN)})
    return JSONResponse({"code": "server.fault"}, 500)


def _passing(fault: Exception) -> bool:
    """The database is away, restarting, full of work, or another writer held it too long: nothing was changed."""
    if isinstance(fault, DBAPIError) and fault.connection_invalidated:
        return True
    return isinstance(fault, (OperationalError, NoConnection))


def place(fault: BaseException) -> str:
    """What kind of fault and where, innermost first: files and lines, never its text, which may hold anything."""
    frames = traceback.extract_tb(fault.__traceback__)[-6:]
    places = " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(fault).__name__} at {places}"


class Places(logging.Formatter):
    """Our own words and uvicorn's; of any other library only the line that wrote; of an exception only its place."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        line = logging.makeLogRecord(record.__dict__)
        if record.name.partition(".")[0] not in _WORDS:
            line.msg, line.args = f"{record.filename}:{record.lineno}", None
        if record.exc_info and record.exc_info[1] is not None:
            line.msg, line.args = f"{line.getMessage()} {place(record.exc_info[1])}", None
        line.exc_info = line.exc_text = line.stack_info = None
        return super().format(line)
