"""How a process is made to die at a named point: known seams wrapped from outside, nothing in the product for it."""

import functools
import os
import re
import select
import signal
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine as SqlEngine
from sqlalchemy import event
from urllib3.connection import HTTPConnection

from kiosk import leaving, outbox
from kiosk.database import Store, opening, proof
from kiosk.database import cache as cache_file
from kiosk.database.cache import Cache
from kiosk.database.file import DatabaseFile
from kiosk.database.spool import Spool
from kiosk.session import Session
from sync.client import Client
from sync.engine import Engine

_WRITES = re.compile(r"(INSERT|UPDATE|DELETE|CREATE)\b", re.IGNORECASE)
_PUTS = {
    "op": "the command's row written",
    "blob": "a photo written",
    "op_blob": "a photo's place written",
}


class Trap:
    """Kills this process (SIGKILL) at the `nth` passing of a point; without one, notes what was passed."""

    def __init__(self, point: str | None, nth: int) -> None:
        self._point, self._nth = point, nth
        self._turn = threading.Lock()
        self._local = threading.local()
        self.passed: Counter[str] = Counter()

    def pass_by(self, point: str) -> None:
        with self._turn:
            self.passed[point] += 1
            if point == self._point and self.passed[point] >= self._nth:
                os.kill(os.getpid(), signal.SIGKILL)

    @property
    def _scenes(self) -> list[str]:
        if not hasattr(self._local, "scenes"):
            self._local.scenes = []
        scenes: list[str] = self._local.scenes
        return scenes

    def step(self, name: str) -> None:
        """A step of the scene that this thread is in, if it is in one."""
        if self._scenes and self._scenes[-1]:
            self.pass_by(f"{self._scenes[-1]}: {name}")

    def around(self, owner: Any, name: str, before: str = "", after: str = "") -> None:
        """Pass points before and after a function."""
        inner = getattr(owner, name)

        @functools.wraps(inner)
        def wrapped(*args: Any, **more: Any) -> Any:
            if before:
                self.pass_by(before)
            result = inner(*args, **more)
            if after:
                self.pass_by(after)
            return result

        setattr(owner, name, wrapped)

    def scene(self, owner: Any, name: str, called: str | Callable[..., str], before: str, after: str) -> None:
        """While a function runs, the steps of its thread belong to a scene; an empty name is none."""
        inner = getattr(owner, name)

        @functools.wraps(inner)
        def wrapped(*args: Any, **more: Any) -> Any:
            scene = called if isinstance(called, str) else called(*args, **more)
            self._scenes.append(scene)
            try:
                if before:
                    self.step(before)
                result = inner(*args, **more)
                if after:
                    self.step(after)
                return result
            finally:
                self._scenes.pop()

        setattr(owner, name, wrapped)


def set_trap(point: str | None, nth: int) -> Trap:
    """Wrap every seam of this process; to be done once, before a store is opened."""
    trap = Trap(point, nth)
    _transactions(trap)
    _files(trap)
    _commands(trap)
    _wire(trap)
    _leaving(trap)
    return trap


def _transactions(trap: Trap) -> None:
    def executed(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement == "BEGIN IMMEDIATE":
            trap.step("begun")
        elif _WRITES.match(statement.lstrip()):
            trap.step(_written(trap._scenes, statement))

    def executing(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement == "COMMIT":  # of a migration; others commit as SQLAlchemy does
            trap.step("before COMMIT")

    event.listen(SqlEngine, "after_cursor_execute", executed)
    event.listen(SqlEngine, "before_cursor_execute", executing)
    event.listen(SqlEngine, "commit", lambda _connection: trap.step("before COMMIT"))
    trap.scene(DatabaseFile, "truncate_log", lambda *_: trap._scenes[-1] if trap._scenes else "", *_LOG)


_LOG = ("log to be emptied", "log emptied")


def _written(scenes: list[str], statement: str) -> str:
    """Which of a put's statements it was; any other scene's are alike."""
    table = re.match(r"INSERT INTO (\w+)", statement)
    in_put = bool(scenes) and scenes[-1] == "put"
    return _PUTS.get(table.group(1), "written") if in_put and table else "written"


def _files(trap: Trap) -> None:
    opened = Store.open.__func__  # type: ignore[attr-defined]  # a class method's function

    def opened_whole(cls: type[Store], *args: Any) -> Store:
        trap.pass_by("opening: before")
        store: Store = opened(cls, *args)
        trap.pass_by("opening: both files are open")
        return store

    Store.open = classmethod(opened_whole)  # type: ignore[method-assign, assignment]
    trap.scene(opening, "_migrate", "migrating", "before", "committed")
    trap.around(
        proof, "keep", before="opening: the spool is migrated, not proven", after="opening: the spool is proven"
    )
    trap.scene(Spool, "recover", "recovering", "before", "committed")
    trap.around(Cache, "__init__", before="opening: the spool is open, the cache is not")
    trap.scene(cache_file, "_opened", "making the cache", "before", "committed")


def _commands(trap: Trap) -> None:
    trap.scene(Spool, "put", "put", "before", "committed")
    trap.scene(outbox, "sending", "sending", "before", "committed")
    for answer in ("applied", "rejected"):
        trap.scene(outbox, answer, "answer", "before", "committed")
    trap.scene(Cache, "apply", _page, "before", "committed")
    trap.scene(outbox, "settle", "settling", "before", "over")
    trap.scene(Spool, "delete", lambda *_: trap._scenes[-1] if trap._scenes else "", "before", "committed")


def _page(_cache: Cache, scope: str, *_: Any) -> str:
    return "page" if scope.startswith("account:") else ""


def _wire(trap: Trap) -> None:
    trap.scene(Client, "put_blob", "photo", "before its request", "answer read")
    trap.scene(Client, "operate", "operation", "before its request", "answer read, not saved")
    trap.scene(Client, "feed", _feed, "before its request", "answer read")
    send, getresponse = HTTPConnection.send, HTTPConnection.getresponse

    def sent(connection: HTTPConnection, data: Any) -> None:
        send(connection, data)
        if bytes(data[:4]) in (b"PUT ", b"POST"):
            trap.step("head sent, body not")

    def answered(connection: HTTPConnection) -> Any:
        trap.step("sent, no answer")
        select.select([connection.sock], [], [], 10)
        trap.step("answered, unread")
        return getresponse(connection)

    HTTPConnection.send = sent  # type: ignore[method-assign, assignment]
    HTTPConnection.getresponse = answered  # type: ignore[method-assign, assignment]


def _feed(_client: Client, scope: str, *_: Any, **__: Any) -> str:
    return "feed" if scope.startswith("account:") else ""


def _leaving(trap: Trap) -> None:
    trap.scene(leaving, "forget", "leaving", "before", "over")
    trap.around(Session, "close", after="leaving: the key is destroyed")
    trap.around(Engine, "leave", after="leaving: nobody is followed")
    trap.scene(Cache, "forget_accounts", lambda *_: "forgetting" if trap._scenes else "", "before", "committed")
    trap.scene(outbox, "forget", "forgetting the answered", "before", "committed")
