"""Running the server under uvicorn, in this process or in a thread of a test."""

import logging
import socket
from typing import Any

import click
import uvicorn

from sync.server.app import create_app, open_office
from sync.server.database import Database
from sync.server.office import Office
from sync.server.senders import Sender

STOP_WITHIN = 3
"""Seconds that waiting feeds get to finish when the server is told to stop."""


def run(database: Database, sender: Sender, host: str, port: int) -> None:
    """Serve until interrupted, and print the URL first, once the port is taken."""
    office = open_office(database, sender)
    try:
        listening = listen(host, port)
    except OSError as reason:
        raise click.ClickException(f"cannot listen on {host}:{port}: {reason.strerror}") from None
    with listening as taken:
        click.echo(url(taken))
        logging.getLogger(__name__).info("serving")
        server(office).run(sockets=[taken])


def server(office: Office) -> uvicorn.Server:
    """Uvicorn as we want it: a Date on every answer, no line in a log for any request."""
    options: dict[str, Any] = {"log_config": None, "access_log": False, "server_header": False, "date_header": True}
    config = uvicorn.Config(
        create_app(office), lifespan="off", timeout_graceful_shutdown=STOP_WITHIN, timeout_keep_alive=75, **options
    )
    logging.getLogger("uvicorn.access").disabled = True  # however logging is set up: addresses name accounts
    return uvicorn.Server(config)


def url(taken: socket.socket) -> str:
    """The base URL of a listening socket."""
    host, port = taken.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


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
