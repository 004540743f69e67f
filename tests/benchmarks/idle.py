"""What an idle kiosk costs on the wire: requests and bytes of real rounds, signed, heartbeat included.

`python -m tests.benchmarks.idle [ROUNDS]` prints JSON. A real engine's turns against a real server, through a relay on
loopback that counts what passes in both directions; only the engine's clock is moved, a minute for each round, so that
no minute is waited for. Counted is what the socket carries: with TLS its records, without the headers of IP and TCP.
The first round, which reads the whole building, and the connection's own handshake are told apart.
"""

import json
import os
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from kiosk import identity
from kiosk.connection import Connection
from kiosk.database import Store
from kiosk.identity import Identity
from sync.client import Client, enrol
from sync.engine import Engine
from sync.server import devices, serving
from sync.server.app import open_office
from sync.server.database import Database
from sync.server.demo import seeding
from sync.server.office import Office
from sync.server.senders import LogSender
from sync.server.tables import Nonce
from tests.sync.authority import authority, secured

MOST_REQUESTS, MOST_BYTES = 1, 3 * 1024
MINUTE = 60.0


@dataclass
class Relay:
    """Bytes and connections that passed."""

    port: int
    passed: int = 0
    connections: int = 0


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as directory:
        office = _office(Path(directory))
        report = {name: _measured(Path(directory), office, rounds, name) for name in ("http", "https")}
        office.database.close()
    print(json.dumps({"rounds": rounds, **report}, indent=2))
    if any(one["bytes_a_minute"] > MOST_BYTES or one["requests_a_minute"] > MOST_REQUESTS for one in report.values()):
        raise SystemExit(f"more than {MOST_REQUESTS} request or {MOST_BYTES} bytes a minute")


def _measured(directory: Path, office: Office, rounds: int, scheme: str) -> dict[str, float]:
    own, clock = authority(), [0.0]
    tls = own.vouches(directory) if scheme == "https" else serving.PLAIN
    with secured(office, tls) as url, _relay(int(url.rsplit(":", 1)[1])) as relay:
        device = _enrolled(office, url, own.pem)
        store = Store.open(directory / scheme, os.urandom(32))
        identity.save(store, device)
        client = Client(replace(device, server=f"{scheme}://127.0.0.1:{relay.port}"))
        engine = Engine(store, client, Connection(), monotonic=lambda: clock[0])
        for _ in range(2):  # the building is read whole; then a round that finds nothing, as all that follow
            engine._turn()
        first, before = relay.passed, _heard(office)
        for _ in range(rounds):
            clock[0] += MINUTE
            engine._turn()
        measured = {
            "requests_a_minute": (_heard(office) - before) / rounds,
            "bytes_a_minute": round((relay.passed - first) / rounds, 1),
            "bytes_to_begin_with": first,
            "connections": relay.connections,
        }
        client.close()
        store.close()
    return measured


def _office(directory: Path) -> Office:
    office = open_office(Database(f"sqlite:///{directory / 'company.db'}"), LogSender())
    with office.database.write() as db:
        seeding.seed(db, datetime.now(UTC))
    return office


def _heard(office: Office) -> int:
    """Signed requests so far: each leaves its nonce."""
    with office.database.read() as db:
        return db.scalar(select(func.count()).select_from(Nonce)) or 0


def _enrolled(office: Office, url: str, authority: str) -> Identity:
    with office.database.write() as db:
        token = devices.issue_ticket(db, "1", office.clock(), timedelta(hours=1))
    return enrol(url, token, authority)


@contextmanager
def _relay(port: int) -> Iterator[Relay]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        relay = Relay(listening.getsockname()[1])

        def carry(one: socket.socket, other: socket.socket) -> None:
            while part := _received(one):
                relay.passed += len(part)
                other.sendall(part)
            with suppress(OSError):
                other.shutdown(socket.SHUT_WR)

        def accept() -> None:
            while True:
                try:
                    near, _ = listening.accept()
                except OSError:
                    return
                relay.connections += 1
                far = socket.create_connection(("127.0.0.1", port))
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=carry, args=pair, daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield relay
        finally:
            listening.shutdown(socket.SHUT_RDWR)


def _received(from_: socket.socket) -> bytes:
    try:
        return from_.recv(65_536)
    except OSError:
        return b""


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
