"""Running the server under uvicorn, in this process or in a thread of a test."""

import logging
import socket
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import uvicorn
from uvicorn.supervisors import Multiprocess

from sync.server.app import create_app, open_office
from sync.server.database import Database
from sync.server.office import Office
from sync.server.senders import Sender
from sync.server.workers import Opening

STOP_WITHIN = 3
"""Seconds that waiting feeds get to finish when the server is told to stop."""


READY_WITHIN = 60
"""Seconds that a worker may take to start."""
HUNG_AFTER = 30
"""Seconds without a sign of life after which a worker is replaced."""
_OPTIONS: dict[str, Any] = {
    "log_config": None,
    "access_log": False,
    "server_header": False,
    "date_header": True,
    "lifespan": "on",
    "timeout_graceful_shutdown": STOP_WITHIN,
    "timeout_keep_alive": 75,
    "timeout_worker_healthcheck": HUNG_AFTER,
}
"""A Date on every answer, no line in a log for any request."""


Tls = tuple[Path | None, Path | None]
"""Files of the certificate's chain and of its key; none of either for plain http."""
PLAIN: Tls = (None, None)


def run(opening: Opening, carrier: Sender, host: str, port: int, workers: int, tls: Tls = PLAIN) -> None:
    """Serve until interrupted, and print the URL first, once the tables are there and questions are taken."""
    with closing(Database(opening.database)) as database:
        office = open_office(database, carrier)
        with _listening(host, port) as taken:
            if workers == 1:
                _announce(url(taken, tls))
                server(office, tls).run(sockets=[taken])
                return
            database.close()
            _serve_by_many(opening, taken, workers, tls)


def _serve_by_many(opening: Opening, taken: socket.socket, workers: int, tls: Tls) -> None:
    config = uvicorn.Config(opening, factory=True, workers=workers, **_OPTIONS, **_secured(tls))
    _Workers(config, taken, url(taken, tls)).run()


def _listening(host: str, port: int) -> socket.socket:
    try:
        return listen(host, port)
    except OSError as reason:
        raise click.ClickException(f"cannot listen on {host}:{port}: {reason.strerror}") from None


class _Workers(Multiprocess):
    """Tells the URL when every worker takes questions."""

    def __init__(self, config: uvicorn.Config, taken: socket.socket, address: str) -> None:
        super().__init__(config, [taken])
        self._address = address

    def init_processes(self) -> None:
        super().init_processes()
        if all(process.wait_until_ready(READY_WITHIN, self.should_exit) for process in self.processes):
            _announce(self._address)


def _announce(address: str) -> None:
    click.echo(address)
    logging.getLogger(__name__).info("serving")


def server(office: Office, tls: Tls = PLAIN) -> uvicorn.Server:
    """One server for this process, or a thread of a test."""
    made = uvicorn.Server(uvicorn.Config(create_app(office), **_OPTIONS, **_secured(tls)))
    logging.getLogger("uvicorn.access").disabled = True  # however logging is set up: addresses name accounts
    return made


def url(taken: socket.socket, tls: Tls = PLAIN) -> str:
    """The base URL of a listening socket."""
    host, port = taken.getsockname()[:2]
    scheme = "http" if tls == PLAIN else "https"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


def _secured(tls: Tls) -> dict[str, Any]:
    certificate, key = tls
    return {} if tls == PLAIN else {"ssl_certfile": certificate, "ssl_keyfile": key}


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; OSError when the port is taken. Named as TCP, or asyncio leaves Nagle's delay (40 ms) on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((host, port))
        taken.listen(128)
    except OSError:
        taken.close()
        raise
    return taken
