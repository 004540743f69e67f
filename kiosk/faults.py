"""Faults of ours in the log: what kind and where, never their text, which may hold anything a resident wrote."""

import logging
import sys
import threading
import traceback
from types import TracebackType

_log = logging.getLogger(__name__)


def place(fault: BaseException) -> str:
    """«ValueError at push.py:81 < engine.py:112», innermost first."""
    frames = traceback.extract_tb(fault.__traceback__)[-4:]
    places = " < ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(fault).__name__} at {places}"


def keep_quiet() -> None:
    """From now on whatever nobody caught, on any thread and in Qt's slots, is logged as its place."""
    sys.excepthook = _uncaught
    threading.excepthook = lambda caught: _uncaught(caught.exc_type, caught.exc_value, caught.exc_traceback)


def _uncaught(kind: type[BaseException], fault: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt) or fault is None:
        sys.__excepthook__(kind, fault or kind(), trace)
        return
    _log.critical("fault %s", place(fault))
