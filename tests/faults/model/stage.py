"""What the stage replaces while the model plays: threads, clocks, sockets' timers, the size of a page. Nothing else."""

from __future__ import annotations

import functools
import gc
import inspect
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, tzinfo
from threading import Event
from types import SimpleNamespace
from typing import Any

import anyio.to_thread
import pytest

from kiosk import faults
from kiosk.database.file import DatabaseFile
from sync import trust
from sync.client import Client
from tests.faults.model.clocks import KioskClock
from tests.faults.model.wire import Crash

PAGE = 3
"""Rows of the feed a page: as little as makes pages."""
_LATER_MODULES = ("sync.engine", "sync.transport", "sync.client", "sync.push", "sync.pull", "sync.listener")


class Now:
    """Whose clock the product's code reads at this moment, and how many steps it still takes before a power cut."""

    clock: KioskClock | None = None
    steps_left: int | None = None
    faults: list[BaseException] = []  # noqa: RUF012 - emptied by every run

    @classmethod
    def tick(cls) -> None:
        """One step of the product in which power may go."""
        if cls.steps_left is None:
            return
        if cls.steps_left == 0:
            cls.steps_left = None
            raise Crash
        cls.steps_left -= 1

    @classmethod
    def running(cls) -> KioskClock:
        assert cls.clock is not None, "the product reads a clock while no kiosk runs"
        return cls.clock


@contextmanager
def at(clock: KioskClock, steps: int | None = None) -> Iterator[None]:
    """The product runs at this kiosk; with `steps`, power goes after as many. Crash passes."""
    Now.clock, Now.steps_left = clock, steps
    try:
        yield
    finally:
        Now.steps_left = None


@contextmanager
def set_up() -> Iterator[pytest.MonkeyPatch]:
    """Undone at the end."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(anyio.to_thread, "run_sync", _here)
        patch.setattr(DatabaseFile, "writing", _writing(DatabaseFile.writing))
        patch.setitem(_keywords(Client.feed), "limit", PAGE)
        patch.setattr(faults, "place", _noting(faults.place))
        patch.setattr(trust, "context", functools.cache(trust.context))
        _replace_clocks(patch)
        gc.collect()
        gc.freeze()
        yield patch
        gc.unfreeze()


async def _here(work: Callable[..., Any], *arguments: Any, **_: Any) -> Any:
    return work(*arguments)


def _keywords(function: Any) -> dict[str, Any]:
    found: dict[str, Any] = function.__kwdefaults__
    return found


def _writing(real: Callable[[DatabaseFile], Any]) -> Callable[[DatabaseFile], Any]:
    """Power may go before a transaction, before its commit, and after it."""

    @contextmanager
    def writing(self: DatabaseFile) -> Iterator[Any]:
        Now.tick()
        with real(self) as connection:
            yield connection
            Now.tick()
        Now.tick()

    return writing


def _noting(real: Callable[[BaseException], str]) -> Callable[[BaseException], str]:
    """Faults that the product survives are still faults."""

    def place(fault: BaseException) -> str:
        Now.faults.append(fault)
        return real(fault)

    return place


class _Datetime(datetime):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> _Datetime:
        return cls.fromtimestamp(Now.running().wall(), tz or UTC)


def _replace_clocks(patch: pytest.MonkeyPatch) -> None:
    machine = SimpleNamespace(monotonic=lambda: Now.running().monotonic(), time=lambda: Now.running().wall())
    for name, module in tuple(sys.modules.items()):
        if not name.startswith("sync.") or name.startswith("sync.server"):
            continue
        if getattr(module, "time", None) is time:
            patch.setattr(module, "time", machine)
        if getattr(module, "limited", None) is not None and name != "sync.sockets":
            patch.setattr(module, "limited", lambda *_: nullcontext(Event()))
        if getattr(module, "datetime", None) is datetime and "datetime.now(" in inspect.getsource(module):
            patch.setattr(module, "datetime", _Datetime)
