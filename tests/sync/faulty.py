"""A server that answers as no company should, and a wire that loses what a company answered."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

JSON = b"Content-Type: application/json\r\nKiosk-Contract: 1.0\r\n"


def answer(status: str, headers: bytes, body: bytes) -> bytes:
    return b"HTTP/1.1 %s\r\n%sContent-Length: %d\r\n\r\n%s" % (status.encode(), headers, len(body), body)


PORTAL = answer("200 OK", b"Content-Type: text/html\r\n", b"<html>Wi-Fi login</html>")
REDIRECT = answer("302 Found", b"Location: /login\r\n", b"")
FAULT = answer("500 Internal Server Error", JSON, b'{"code": "server.fault"}')
GATEWAY = answer("502 Bad Gateway", b"Content-Type: text/html\r\n", b"<html>nginx</html>")
FORBIDDEN = answer("403 Forbidden", b"Content-Type: text/html\r\n", b"<html>blocked</html>")
OTHER_JSON = answer("200 OK", JSON, b'{"hello": "world"}')
NOT_JSON = answer("200 OK", JSON, b"{")
ODD_REFUSAL = answer("400 Bad Request", JSON, b'{"detail": "no"}')
HALF = b'HTTP/1.1 200 OK\r\n%sContent-Length: 1000\r\n\r\n{"epoch": ' % JSON
NOT_HTTP = b"SSH-2.0-OpenSSH_9.2\r\n"
NOTHING = b""


@dataclass
class Faulty:
    """Sends `says` to every request and hangs up; counts requests. `drip`: seconds between its bytes."""

    url: str
    says: bytes
    silent: bool = False
    drip: float = 0.0
    requests: list[bytes] = field(default_factory=list)


@contextmanager
def faulty(says: bytes, silent: bool = False, drip: float = 0.0) -> Iterator[Faulty]:
    """With `silent` the connection stays open after what is said, until the test is over."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = Faulty(f"http://127.0.0.1:{listening.getsockname()[1]}", says, silent, drip)

        def serve(connection: socket.socket) -> None:
            with connection:
                heard = _request(connection)
                if heard:
                    server.requests.append(heard)
                    _say(connection, server, over)
                    if server.silent:
                        over.wait(30)

        threads = _accepting(listening, serve)
        try:
            yield server
        finally:
            over.set()
            _ended(listening, threads)


def _say(connection: socket.socket, server: Faulty, over: threading.Event) -> None:
    if not server.drip:
        connection.sendall(server.says)
        return
    for byte in server.says:
        connection.sendall(bytes([byte]))
        if over.wait(server.drip):
            return


@dataclass
class Wire:
    """A proxy to a company. `lose`: how many more answers to operations are cut off after the company gave them."""

    url: str
    lose: int = 0
    operations: int = 0
    uploads: int = 0


@contextmanager
def losing_wire(company: Callable[[], int]) -> Iterator[Wire]:
    """Connections of one request each, so that every answer can be lost by itself; `company` is the port beyond."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        wire = Wire(f"http://127.0.0.1:{listening.getsockname()[1]}")

        def pass_on(connection: socket.socket) -> None:
            with connection, socket.create_connection(("127.0.0.1", company()), timeout=30) as beyond:
                heard = _request(connection)
                if not heard:
                    return
                head, _, body = heard.partition(b"\r\n\r\n")
                beyond.sendall(head + b"\r\nConnection: close\r\n\r\n" + body)
                answered = _all(beyond)
                wire.uploads += heard.startswith(b"PUT /v1/blobs/")
                if heard.startswith(b"POST /v1/ops"):
                    wire.operations += 1
                    if wire.lose:
                        wire.lose -= 1
                        connection.sendall(answered[:20])
                        return
                connection.sendall(answered)

        threads = _accepting(listening, pass_on)
        try:
            yield wire
        finally:
            _ended(listening, threads)


def _accepting(listening: socket.socket, serve: Callable[[socket.socket], None]) -> list[threading.Thread]:
    def guarded(connection: socket.socket) -> None:
        try:
            serve(connection)
        except OSError:
            connection.close()

    def accept() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            thread = threading.Thread(target=guarded, args=(connection,), daemon=True)
            threads.append(thread)
            thread.start()

    threads = [threading.Thread(target=accept, daemon=True)]
    threads[0].start()
    return threads


def _ended(listening: socket.socket, threads: list[threading.Thread]) -> None:
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()
    threads[0].join(5)


def _request(connection: socket.socket) -> bytes:
    """A whole request: head, and as much body as it announces."""
    heard = b""
    while b"\r\n\r\n" not in heard:
        part = connection.recv(65536)
        if not part:
            return b""
        heard += part
    head, _, body = heard.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    missing = int(lengths[0].split(b":")[1]) - len(body) if lengths else 0
    while missing > 0:
        part = connection.recv(65536)
        if not part:
            return b""
        heard, missing = heard + part, missing - len(part)
    return heard


def _all(connection: socket.socket) -> bytes:
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)
