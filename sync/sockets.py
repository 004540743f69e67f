"""The sockets of requests under way: noted as they open, so that another thread can end a request at any moment."""

import logging
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socket import SHUT_RDWR, socket
from ssl import SSLContext
from threading import Event, Timer
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

_log = logging.getLogger(__name__)


@contextmanager
def limited(sockets: "weakref.WeakSet[socket]", seconds: float) -> Iterator[Event]:
    """Shut a thread's sockets when its request takes longer: a trickle of bytes never is silent. Set when it did."""
    over = Event()

    def end() -> None:
        over.set()
        shut(sockets)

    timer = Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield over
    finally:
        timer.cancel()


def shut(sockets: "weakref.WeakSet[socket]") -> None:
    """End whatever is under way on them."""
    for live in tuple(sockets):
        try:
            socket.shutdown(live, SHUT_RDWR)
        except OSError:
            _log.debug("a connection was closed already")


class NotingAdapter(HTTPAdapter):
    """Tells of every socket it opens; an OSError of the teller closes it.

    Believes whom `trusted` believes; without it, only plain http is spoken.
    """

    def __init__(self, note: Callable[[socket], None], trusted: SSLContext | None) -> None:
        self._pools = _pools(note)
        self._trusted = trusted
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._trusted, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Leave the context as it was made: requests would add its own bundle of authorities to it."""
        conn.cert_reqs = "CERT_REQUIRED"


def _pools(note: Callable[[socket], None]) -> dict[str, type[HTTPConnectionPool]]:
    def opened(connection: HTTPConnection) -> None:
        if connection.sock is None:
            return
        try:
            note(connection.sock)
        except OSError:
            connection.close()
            raise

    class Plain(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            opened(self)

    class Secure(HTTPSConnection):
        def connect(self) -> None:
            super().connect()
            opened(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
