"""The line between a kiosk and its company: whole, cut, held back, or ending at somebody else's door."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.sync import faulty

PATIENCE = 30.0
"""Seconds a held request waits before the test counts as hung."""


@dataclass
class Wire:
    """`cut` hangs up on every request, `lose` on its answer, `instead` answers for the company; `hold` until `free`.

    `mute` keeps a request and the company from each other until `free`, and then hangs up. With `at` only requests
    whose first line begins so are meddled with; the others pass. `met` counts those meddled with.
    """

    url: str
    at: bytes = b""
    cut: bool = False
    lose: bool = False
    mute: bool = False
    instead: bytes = b""
    requests: int = 0
    met: int = 0
    _free: threading.Event = field(default_factory=threading.Event)

    def hold(self) -> None:
        self._free.clear()

    def free(self) -> None:
        self._free.set()

    def carry(self, connection: socket.socket, company: str) -> None:
        """One request there, its answer back."""
        heard = faulty._request(connection)
        if not heard:
            return
        self.requests += 1
        if not heard.startswith(self.at):
            connection.sendall(_asked(company, heard))
            return
        self.met += 1
        if self.mute:
            self._free.wait(PATIENCE)
        if self.cut or self.mute:
            return
        answer = self.instead or _asked(company, heard)
        self._free.wait(PATIENCE)
        if self.lose:
            return
        connection.sendall(answer)


@contextmanager
def wire(company: str) -> Iterator[Wire]:
    """A line to the company at this URL."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        line = Wire(f"http://127.0.0.1:{listening.getsockname()[1]}")
        line.free()

        def carry(connection: socket.socket) -> None:
            with connection:
                line.carry(connection, company)

        threads = faulty._accepting(listening, carry)
        try:
            yield line
        finally:
            line.free()
            faulty._ended(listening, threads)


def _asked(company: str, heard: bytes) -> bytes:
    port = urlsplit(company).port
    assert port is not None
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as beyond:
        head, _, body = heard.partition(b"\r\n\r\n")
        beyond.sendall(head + b"\r\nConnection: close\r\n\r\n" + body)
        return faulty._all(beyond)
