"""Several processes behind one port: uvicorn starts them, starts anew the one that died, and stops them together."""

import logging
import os
import signal
import sys
import threading
from dataclasses import dataclass, field
from multiprocessing import parent_process
from multiprocessing.connection import wait

from fastapi import FastAPI

from sync.server.app import create_app, open_office
from sync.server.database import Database
from sync.server.faults import Places
from sync.server.senders import sender


@dataclass(frozen=True, slots=True)
class Opening:
    """How a worker opens the office. It travels by a pipe: a database's password is in no argument and no variable."""

    database: str = field(repr=False)
    sender: str

    def __call__(self) -> FastAPI:
        """What the worker serves; called once, in the worker."""
        log()
        _end_with_the_parent()
        return create_app(open_office(Database(self.database), sender(self.sender)))


def log() -> None:
    """Lines for the operator on standard error; the same for the parent and its workers."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Places())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.captureWarnings(True)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.getLogger("uvicorn.access").disabled = True  # however logging is set up: addresses name accounts


def _end_with_the_parent() -> None:
    """A parent that was killed can tell nobody; its workers would hold the port for ever."""
    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="parent", daemon=True).start()
