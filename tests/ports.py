"""Free ports on loopback."""

import random
import socket

PORTS = range(15_000, 32_000)
"""Below those that the system gives to connections: nobody takes a port while its server is being started again."""


def free_port() -> int:
    """A port that nobody listens on now, and that hardly anybody else is given."""
    for port in random.SystemRandom().sample(PORTS, 100):
        if _is_free(port):
            return port
    raise OSError("none of a hundred ports is free")


def _is_free(port: int) -> bool:
    try:
        with socket.create_server(("127.0.0.1", port)):
            return True
    except OSError:
        return False
